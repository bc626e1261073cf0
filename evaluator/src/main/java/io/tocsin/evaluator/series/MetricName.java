package io.tocsin.evaluator.series;

/** The label that holds the name of a metric. */
public final class MetricName {
    public static final String LABEL = "__name__";

    private MetricName() {}
}
