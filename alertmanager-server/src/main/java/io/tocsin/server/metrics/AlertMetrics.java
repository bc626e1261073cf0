package io.tocsin.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Alerts received and stored. Thread-safe. */
public final class AlertMetrics {
    private static final String API_VERSION = "v2";

    private final CounterDataPoint firing;
    private final CounterDataPoint resolved;
    private final CounterDataPoint invalid;
    private final Gauge limit;
    private final Counter limited;
    private final Counter published;
    private final boolean hasAlertName;
    // Set once, while the server starts; read by whichever thread serves a scrape.
    private volatile @Nullable Supplier<States> states;

    /** Stored alerts by state, each counted once: suppressed before active before unprocessed. */
    public record States(long active, long suppressed, long unprocessed) {}

    AlertMetrics(PrometheusRegistry registry, boolean hasAlertName) {
        this.hasAlertName = hasAlertName;
        Counter received = Counters.labelled(
                registry, "alertmanager_alerts_received_total", "Alerts received.", "status", "version");
        firing = received.labelValues("firing", API_VERSION);
        resolved = received.labelValues("resolved", API_VERSION);
        invalid = Counters.labelled(
                        registry, "alertmanager_alerts_invalid_total", "Alerts received and refused.", "version")
                .labelValues(API_VERSION);
        limit = Gauge.builder()
                .name("alertmanager_alerts_per_alert_limit")
                .help("Most alerts stored for one alert name.")
                .register(registry);
        limit.set(0);
        limited = Counters.labelled(
                registry,
                "alertmanager_alerts_limited_total",
                "Alerts dropped because of that limit.",
                hasAlertName ? new String[] {"alertname"} : new String[0]);
        published = Counters.labelled(
                registry,
                "alertmanager_alerts_subscriber_channel_writes_total",
                "Alerts passed on to those who watch the store.",
                "subscriber");
        // Deviation D-091: the original creates these on first use.
        published.initLabelValues("dispatcher");
        published.initLabelValues("inhibitor");
        GaugeWithCallback.builder()
                .name("alertmanager_alerts")
                .help("Stored alerts by state.")
                .labelNames("state")
                .callback(this::reportStates)
                .register(registry);
    }

    /** Counts alerts of one valid post. */
    public void received(long firingAlerts, long resolvedAlerts) {
        firing.inc(firingAlerts);
        resolved.inc(resolvedAlerts);
    }

    /** Counts alerts that were refused. */
    public void invalid(long alerts) {
        invalid.inc(alerts);
    }

    /** Tells the limit set by {@code --alerts.per-alertname-limit}. */
    public void perAlertNameLimit(long alerts) {
        limit.set((double) alerts);
    }

    /** Counts an alert dropped because of the limit on its name. */
    public void limited(String alertName) {
        if (hasAlertName) {
            limited.labelValues(alertName).inc();
        } else {
            limited.inc();
        }
    }

    /**
     * Counts alerts passed on.
     *
     * @param subscriber {@code dispatcher} or {@code inhibitor}
     */
    public void published(String subscriber, long alerts) {
        published.labelValues(subscriber).inc(alerts);
    }

    /** Sets who counts stored alerts at every scrape; no alert is shown by state before that. */
    public void statesFrom(Supplier<States> source) {
        states = source;
    }

    private void reportStates(GaugeWithCallback.Callback callback) {
        Supplier<States> source = states;
        if (source == null) {
            return;
        }
        States now = source.get();
        callback.call((double) now.active(), "active");
        callback.call((double) now.suppressed(), "suppressed");
        callback.call((double) now.unprocessed(), "unprocessed");
    }
}
