package io.tocsin.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Arrays;
import java.util.Map;
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
    private final Counter gaps;
    private final Counter held;
    private final boolean hasAlertName;
    private final boolean hasGroupKey;
    // Set once, while the server starts; read by whichever thread serves a scrape.
    private volatile @Nullable Source source;

    /** Who knows the alerts. Thread-safe. */
    public interface Source {
        /** Firing alerts, each counted once: as suppressed if it is so in any group, else as active if it is so in any. */
        States states();

        /** Firing alerts by the key of each group that has them. */
        Map<String, States> statesByGroup();
    }

    /** How many alerts are in which state. */
    public record States(long active, long suppressed, long unprocessed) {}

    /**
     * @param hasAlertName whether dropped alerts are counted by name
     * @param hasGroupKey whether alerts are counted by group
     */
    AlertMetrics(PrometheusRegistry registry, boolean hasAlertName, boolean hasGroupKey) {
        this.hasAlertName = hasAlertName;
        this.hasGroupKey = hasGroupKey;
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
        gaps = Counters.plain(
                registry,
                "tocsin_alerts_unheard_total",
                "Times that nobody could post alerts for more than 15 seconds: suspended, clock set forward, or too busy.");
        held = Counters.plain(
                registry, "tocsin_alerts_held_total", "Alerts that fired on because nobody could post them.");
        GaugeWithCallback.builder()
                .name("alertmanager_alerts")
                .help("Stored alerts by state.")
                .labelNames(hasGroupKey ? new String[] {"group_key", "state"} : new String[] {"state"})
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

    /** Counts a time in which nobody could post, and the alerts that fire on because of it. */
    public void held(long alerts) {
        gaps.inc();
        held.inc(alerts);
    }

    /** Tells the limit set by {@code --alerts.per-alertname-limit}, as it was given. */
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
    public void statesFrom(Source newSource) {
        source = newSource;
    }

    private void reportStates(GaugeWithCallback.Callback callback) {
        Source known = source;
        if (known == null) {
            return;
        }
        if (hasGroupKey) {
            known.statesByGroup().forEach((key, states) -> report(callback, states, key));
        } else {
            report(callback, known.states());
        }
    }

    private static void report(GaugeWithCallback.Callback callback, States states, String... groupKey) {
        callback.call((double) states.active(), with(groupKey, "active"));
        callback.call((double) states.suppressed(), with(groupKey, "suppressed"));
        callback.call((double) states.unprocessed(), with(groupKey, "unprocessed"));
    }

    private static String[] with(String[] groupKey, String state) {
        String[] values = Arrays.copyOf(groupKey, groupKey.length + 1);
        values[groupKey.length] = state;
        return values;
    }
}
