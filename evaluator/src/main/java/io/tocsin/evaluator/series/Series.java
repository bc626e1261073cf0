package io.tocsin.evaluator.series;

import io.tocsin.core.label.Labels;

/** A series as a query sees it. Thread-safe: reads never wait for appends. */
public interface Series {
    /** With the metric's name in {@link MetricName#LABEL}. */
    Labels labels();

    /**
     * Adds the samples of a stretch of time, stale markers among them, both ends included.
     *
     * @param fromMillis {@code <= toMillis}
     */
    void read(long fromMillis, long toMillis, SampleBuffer into);

    /**
     * Adds the newest sample of a stretch of time, a stale marker too, both ends included; nothing if there is none. What
     * {@link #read} would add last, for less where the stretch ends with the series.
     *
     * @param fromMillis {@code <= toMillis}
     */
    default void readNewest(long fromMillis, long toMillis, SampleBuffer into) {
        SampleBuffer all = new SampleBuffer();
        read(fromMillis, toMillis, all);
        int last = all.size() - 1;
        if (last < 0) {
            return;
        }
        NativeHistogram histogram = all.histogram(last);
        if (histogram == null) {
            into.add(all.timeMillis(last), all.value(last));
        } else {
            into.add(all.timeMillis(last), histogram);
        }
    }
}
