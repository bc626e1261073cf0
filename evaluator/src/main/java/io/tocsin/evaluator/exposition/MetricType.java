package io.tocsin.evaluator.exposition;

import java.util.Locale;

/** What a metric is, as its exposer says. */
public enum MetricType {
    COUNTER,
    GAUGE,
    HISTOGRAM,
    GAUGEHISTOGRAM,
    SUMMARY,
    INFO,
    STATESET,
    /** Said so ({@code untyped} in the text format), or not said. */
    UNKNOWN;

    /** As OpenMetrics and the metadata API write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
