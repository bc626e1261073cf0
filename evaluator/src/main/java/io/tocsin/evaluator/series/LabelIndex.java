package io.tocsin.evaluator.series;

import io.tocsin.core.label.Matcher;
import java.util.List;

/** Which label names and values there are. Thread-safe. */
public interface LabelIndex {
    /**
     * The names of the labels of all series that all matchers accept and that may have samples in the stretch of time, both
     * ends included.
     *
     * @param matchers may be empty: then every series counts
     * @return each once, by UTF-8 bytes
     */
    List<String> labelNames(long fromMillis, long toMillis, List<Matcher> matchers);

    /** The values of one label, of the same series and in the same order. */
    List<String> labelValues(String name, long fromMillis, long toMillis, List<Matcher> matchers);
}
