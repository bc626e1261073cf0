package io.tocsin.evaluator.series;

import io.tocsin.core.label.Matcher;
import java.util.List;

/**
 * Which label names and values there are. Thread-safe. Everything may be many: a meter is told of each search as it goes on,
 * and may end it.
 */
public interface LabelIndex {
    /**
     * The names of the labels of all series that all matchers accept and that may have samples in the stretch of time, both
     * ends included.
     *
     * @param matchers may be empty: then every series counts
     * @return each once, by UTF-8 bytes
     */
    <E extends Exception> List<String> labelNames(
            long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E;

    /** The values of one label, of the same series and in the same order. */
    <E extends Exception> List<String> labelValues(
            String name, long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E;

    /**
     * What most series have, whatever their samples.
     *
     * @param most how many of each kind; {@code > 0}
     */
    <E extends Exception> Cardinality cardinality(int most, SearchMeter<E> meter) throws E;
}
