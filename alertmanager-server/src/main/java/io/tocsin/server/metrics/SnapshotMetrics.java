package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** Snapshots of the original that were read at the start. Thread-safe. */
public final class SnapshotMetrics {
    private static final List<String> OUTCOMES = List.of("imported", "expired", "known", "unusable");

    private final Counter records;

    SnapshotMetrics(PrometheusRegistry registry) {
        records = Counters.labelled(
                registry,
                "tocsin_snapshot_records_read_total",
                "Records of Alertmanager's snapshots that were read at the start, by what became of them.",
                "snapshot",
                "outcome");
        for (String snapshot : List.of("silences", "nflog")) {
            OUTCOMES.forEach(outcome -> records.initLabelValues(snapshot, outcome));
        }
    }

    /**
     * Counts records.
     *
     * @param snapshot {@code silences} or {@code nflog}
     * @param outcome {@code imported}, {@code expired}, {@code known} or {@code unusable}
     */
    public void read(String snapshot, String outcome, int count) {
        records.labelValues(snapshot, outcome).inc(count);
    }
}
