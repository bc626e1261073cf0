package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.function.IntSupplier;

/** The file that survives a restart. Thread-safe. */
public final class StoreMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final PrometheusRegistry registry;
    private final Gauge degraded;
    private final Counter commits;
    private final Histogram commitDuration;
    private final Counter failures;
    private final Gauge size;
    private final Counter written;
    private final Counter historyDropped;
    private final Gauge ruleAlertsUnkept;
    private final Gauge restored;
    private final Gauge restoreDuration;

    StoreMetrics(PrometheusRegistry registry) {
        this.registry = registry;
        degraded = gauge("tocsin_store_degraded", "Whether nothing can be made durable at the moment.");
        commits = Counters.plain(registry, "tocsin_store_commits_total", "Commits that are on the disk.");
        commitDuration = Histogram.builder()
                .name("tocsin_store_commit_duration_seconds")
                .help("Time to write changes and to sync the disk.")
                .classicUpperBounds(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)
                .classicOnly()
                .withoutExemplars()
                .register(registry);
        failures = Counters.plain(
                registry, "tocsin_store_write_failures_total", "Times that the file could not be written or opened.");
        size = gauge("tocsin_store_size_bytes", "Size of the file.");
        written = Counters.plain(
                registry, "tocsin_store_written_bytes_total", "Bytes written to the file, compaction included.");
        historyDropped = Counters.plain(
                registry,
                "tocsin_store_history_dropped_total",
                "Records of the history lost because they could not be written for too long.");
        ruleAlertsUnkept = gauge(
                "tocsin_store_rule_alerts_unkept",
                "Alerts of rules that find no room in the file, and would begin anew after a restart.");
        restored = Gauge.builder()
                .name("tocsin_store_restored")
                .help("What the file held at the start.")
                .labelNames("kind")
                .register(registry);
        restored(0, 0, 0);
        restoreDuration = gauge("tocsin_store_restore_duration_seconds", "Time to read the file at the start.");
    }

    private Gauge gauge(String name, String help) {
        Gauge gauge = Gauge.builder().name(name).help(help).register(registry);
        gauge.set(0);
        return gauge;
    }

    /** For a store that nobody watches. */
    public static StoreMetrics unwatched() {
        return new StoreMetrics(new PrometheusRegistry());
    }

    /** Shows how many changes wait to be written; called once. */
    public void pendingFrom(IntSupplier pending) {
        GaugeWithCallback.builder()
                .name("tocsin_store_pending_changes")
                .help("Changes that wait to be written.")
                .callback(callback -> callback.call(pending.getAsInt()))
                .register(registry);
    }

    public void degraded(boolean isDegraded) {
        degraded.set(isDegraded ? 1 : 0);
    }

    /** Records a commit, after which the file has {@code sizeBytes}. */
    public void committed(Duration took, long sizeBytes) {
        commits.inc();
        commitDuration.observe(took.toNanos() / NANOS_PER_SECOND);
        size.set((double) sizeBytes);
    }

    /** Records that so many bytes were written to the file, {@code >= 0}. */
    public void written(long bytes) {
        written.inc((double) bytes);
    }

    public void failed() {
        failures.inc();
    }

    public void historyDropped() {
        historyDropped.inc();
    }

    /** So many alerts of rules, {@code >= 0}, find no room. */
    public void ruleAlertsUnkept(long alerts) {
        ruleAlertsUnkept.set((double) alerts);
    }

    public void restored(int alerts, int notifications, int silences) {
        restored.labelValues("alerts").set(alerts);
        restored.labelValues("notifications").set(notifications);
        restored.labelValues("silences").set(silences);
    }

    public void restoreTook(Duration duration) {
        restoreDuration.set(duration.toNanos() / NANOS_PER_SECOND);
    }
}
