package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;

/** The notification log. Thread-safe. */
public final class NotificationLogMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Summary gc;
    private final Counter maintenance;
    private final Counter maintenanceErrors;
    private final Counter queries;
    private final Counter queryErrors;
    private final Histogram queryDuration;
    private final Counter propagated;

    NotificationLogMetrics(PrometheusRegistry registry) {
        gc = summary(registry, "alertmanager_nflog_gc_duration_seconds", "Time to remove old entries.");
        summary(registry, "alertmanager_nflog_snapshot_duration_seconds", "Time to write a snapshot.");
        Gauge.builder()
                .name("alertmanager_nflog_snapshot_size_bytes")
                .help("Size of the last snapshot.")
                .register(registry)
                .set(0);
        maintenance = Counters.plain(registry, "alertmanager_nflog_maintenance_total", "Clean-ups of the log.");
        maintenanceErrors = Counters.plain(
                registry, "alertmanager_nflog_maintenance_errors_total", "Clean-ups of the log that failed.");
        queries = Counters.plain(registry, "alertmanager_nflog_queries_total", "Look-ups in the log.");
        queryErrors = Counters.plain(
                registry,
                "alertmanager_nflog_query_errors_total",
                "Look-ups in the log without an answer; an entry that does not exist counts too.");
        queryDuration = Histogram.builder()
                .name("alertmanager_nflog_query_duration_seconds")
                .help("Time of a look-up in the log.")
                .classicOnly()
                .withoutExemplars()
                .register(registry);
        propagated = Counters.plain(
                registry,
                "alertmanager_nflog_gossip_messages_propagated_total",
                "Entries from other members that were news.");
    }

    /** Records a look-up; {@code found} is false for an entry that does not exist. */
    public void queried(Duration took, boolean found) {
        queries.inc();
        queryDuration.observe(took.toNanos() / NANOS_PER_SECOND);
        if (!found) {
            queryErrors.inc();
        }
    }

    /** Records entries that other members wrote, and that were news. */
    public void propagated(int entries) {
        propagated.inc(entries);
    }

    /** Records a clean-up. */
    public void maintained(Duration took, boolean succeeded) {
        maintenance.inc();
        gc.observe(took.toNanos() / NANOS_PER_SECOND);
        if (!succeeded) {
            maintenanceErrors.inc();
        }
    }

    private static Summary summary(PrometheusRegistry registry, String name, String help) {
        return Summary.builder().name(name).help(help).withoutExemplars().register(registry);
    }
}
