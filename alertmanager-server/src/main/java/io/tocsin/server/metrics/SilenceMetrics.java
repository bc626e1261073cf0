package io.tocsin.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/** Silences: how many there are, and what it costs to find those that match. Thread-safe. */
public final class SilenceMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Summary gc;
    private final Counter maintenance;
    private final CounterDataPoint queries;
    private final CounterDataPoint examined;
    private final CounterDataPoint skipped;
    private final Histogram queryDuration;
    private final Counter uncompiled;
    private final CounterDataPoint propagated;

    // Set once, while the server starts; read by whichever thread serves a scrape.
    private volatile @Nullable Source source;

    /** Who knows the silences. Thread-safe. */
    public interface Source {
        /** How many are in which state; looks at all of them. */
        States states();

        long stored();

        /** How many can still match something. */
        long indexed();
    }

    /** Stored silences by state. */
    public record States(long active, long pending, long expired) {}

    SilenceMetrics(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("alertmanager_silences")
                .help("Stored silences by state.")
                .labelNames("state")
                .callback(this::reportStates)
                .register(registry);
        size(registry, "alertmanager_silences_state_size", "Silences stored.", Source::stored);
        size(registry, "alertmanager_silences_version_index_size", "Silences that have a version.", Source::stored);
        size(
                registry,
                "alertmanager_silences_matcher_index_size",
                "Silences in the index of matchers; expired ones leave it.",
                Source::indexed);
        gc = summary(registry, "alertmanager_silences_gc_duration_seconds", "Time to remove old silences.");
        plain(registry, "alertmanager_silences_gc_errors_total", "Removals of old silences that failed.");
        maintenance = plain(registry, "alertmanager_silences_maintenance_total", "Clean-ups of the silences.");
        plain(registry, "alertmanager_silences_maintenance_errors_total", "Clean-ups of the silences that failed.");
        summary(registry, "alertmanager_silences_snapshot_duration_seconds", "Time to write a snapshot.");
        Gauge.builder()
                .name("alertmanager_silences_snapshot_size_bytes")
                .help("Size of the last snapshot.")
                .register(registry)
                .set(0);
        queries = plain(
                        registry,
                        "alertmanager_silences_queries_total",
                        "Look-ups of silences: those of the API, and those for alerts whose silences are not known yet.")
                .labelValues();
        plain(registry, "alertmanager_silences_query_errors_total", "Look-ups of silences that failed.");
        examined = plain(
                        registry,
                        "alertmanager_silences_query_silences_scanned_total",
                        "Silences looked at during look-ups.")
                .labelValues();
        skipped = plain(
                        registry,
                        "alertmanager_silences_query_silences_skipped_total",
                        "Silences that look-ups did not have to look at.")
                .labelValues();
        queryDuration = Histogram.builder()
                .name("alertmanager_silences_query_duration_seconds")
                .help("Time of a look-up of silences.")
                .classicOnly()
                .withoutExemplars()
                .register(registry);
        uncompiled = Counters.labelled(
                registry,
                "alertmanager_silences_matcher_compile_errors_total",
                "Silences with a matcher that could not be compiled.",
                "stage");
        uncompiled.initLabelValues("index");
        uncompiled.initLabelValues("load_snapshot");
        propagated = plain(
                        registry,
                        "alertmanager_silences_gossip_messages_propagated_total",
                        "Versions of silences from other members that were news.")
                .labelValues();
    }

    /** Sets who is asked at every scrape; no silence is shown by state before that. */
    public void statesFrom(Source newSource) {
        source = newSource;
    }

    /** Records a look-up that looked at some silences and had no need to look at others. */
    public void queried(Duration took, long examinedSilences, long skippedSilences) {
        queries.inc();
        examined.inc(examinedSilences);
        skipped.inc(skippedSilences);
        queryDuration.observe(took.toNanos() / NANOS_PER_SECOND);
    }

    /** Records silences of a snapshot that cannot be in force. */
    public void uncompiledInSnapshot(int count) {
        uncompiled.labelValues("load_snapshot").inc(count);
    }

    /** Records versions that other members wrote, and that were news. */
    public void propagated(int versions) {
        propagated.inc(versions);
    }

    /** Records a clean-up. */
    public void maintained(Duration took) {
        maintenance.inc();
        gc.observe(took.toNanos() / NANOS_PER_SECOND);
    }

    private void reportStates(GaugeWithCallback.Callback callback) {
        Source known = source;
        if (known == null) {
            return;
        }
        States now = known.states();
        callback.call((double) now.active(), "active");
        callback.call((double) now.pending(), "pending");
        callback.call((double) now.expired(), "expired");
    }

    private void size(PrometheusRegistry registry, String name, String help, ToLongFunction<Source> size) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> {
                    Source known = source;
                    callback.call(known == null ? 0 : (double) size.applyAsLong(known));
                })
                .register(registry);
    }

    private static Counter plain(PrometheusRegistry registry, String name, String help) {
        return Counters.plain(registry, name, help);
    }

    private static Summary summary(PrometheusRegistry registry, String name, String help) {
        return Summary.builder().name(name).help(help).withoutExemplars().register(registry);
    }
}
