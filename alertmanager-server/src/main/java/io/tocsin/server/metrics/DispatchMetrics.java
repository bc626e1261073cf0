package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.LongSupplier;

/** Aggregation groups. Thread-safe. */
public final class DispatchMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    // Set once, while the server starts; read by whichever thread serves a scrape.
    private volatile LongSupplier groups = () -> 0L;
    private final Summary processing;
    private final Counter limitReached;

    DispatchMetrics(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("alertmanager_dispatcher_aggregation_groups")
                .help("Aggregation groups that exist.")
                .callback(callback -> callback.call((double) groups.getAsLong()))
                .register(registry);
        processing = Summary.builder()
                .name("alertmanager_dispatcher_alert_processing_duration_seconds")
                .help("Time to route one alert into its groups.")
                .withoutExemplars()
                .register(registry);
        limitReached = Counters.plain(
                registry,
                "alertmanager_dispatcher_aggregation_group_limit_reached_total",
                "Alerts that found no group because there were too many.");
        // Groups are created under their single owner here: there is nothing to retry or to give up.
        Counters.plain(
                registry,
                "alertmanager_dispatcher_aggregation_group_creation_retries_total",
                "Attempts to create a group that had to be repeated; always 0.");
        Counters.plain(
                registry,
                "alertmanager_dispatcher_aggregation_group_creation_given_up_total",
                "Groups that could not be created; always 0.");
    }

    /** Sets who counts the groups at every scrape; 0 before that. */
    public void groupsFrom(LongSupplier source) {
        groups = source;
    }

    /**
     * Records how long alerts took from intake to their groups.
     *
     * @param took for all of them; each counts with an equal part
     */
    public void alertsProcessed(int alerts, Duration took) {
        double each = took.toNanos() / NANOS_PER_SECOND / alerts;
        for (int i = 0; i < alerts; i++) {
            processing.observe(each);
        }
    }

    /** Counts an alert left out because there were too many groups. */
    public void groupLimitReached() {
        limitReached.inc();
    }
}
