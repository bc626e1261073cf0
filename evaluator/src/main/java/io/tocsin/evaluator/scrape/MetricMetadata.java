package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.exposition.MetricType;

/** What a target says of a metric. Texts that it does not give are empty. */
public record MetricMetadata(String metric, MetricType type, String help, String unit) {
    public MetricMetadata {
        requireNonNull(metric, "metric");
        requireNonNull(type, "type");
        requireNonNull(help, "help");
        requireNonNull(unit, "unit");
    }
}
