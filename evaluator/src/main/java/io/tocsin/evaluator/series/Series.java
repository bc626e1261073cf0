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
}
