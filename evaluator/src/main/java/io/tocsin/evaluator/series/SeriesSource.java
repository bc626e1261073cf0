package io.tocsin.evaluator.series;

import io.tocsin.core.label.Matcher;
import java.util.List;

/** Where queries find series. Thread-safe: a selection is what was there when it was asked for. */
public interface SeriesSource {
    /**
     * The series that all matchers accept and that may have samples in the stretch of time, both ends included.
     *
     * @param matchers at least one of them refuses the empty value, else every series would have to be looked at
     * @param meter is told of the search as it goes on
     * @return in an order that does not change while nothing is added
     * @throws E if the meter ends the search
     */
    <E extends Exception> List<? extends Series> select(
            long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E;

    /** The same for whoever can wait. */
    default List<? extends Series> select(long fromMillis, long toMillis, List<Matcher> matchers) {
        return select(fromMillis, toMillis, matchers, SearchMeter.endless());
    }
}
