package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Instant;
import java.util.Locale;

/** The web configuration, and who is not let in. Thread-safe. */
public final class AccessMetrics {
    private static final double MILLIS_PER_SECOND = 1e3;

    private final Gauge succeeded;
    private final Gauge succeededAt;
    private final Gauge checkedAt;
    private final Counter refused;

    AccessMetrics(PrometheusRegistry registry) {
        succeeded = Gauge.builder()
                .name("tocsin_web_config_last_reload_successful")
                .help("Whether the last load of --web.config.file succeeded.")
                .withoutExemplars()
                .register(registry);
        succeededAt = Gauge.builder()
                .name("tocsin_web_config_last_reload_success_timestamp_seconds")
                .help("When --web.config.file was last loaded with success.")
                .withoutExemplars()
                .register(registry);
        checkedAt = Gauge.builder()
                .name("tocsin_web_config_last_check_success_timestamp_seconds")
                .help("When --web.config.file, and the files that it names, were last looked at; 0 without one.")
                .withoutExemplars()
                .register(registry);
        refused = Counters.labelled(
                registry,
                "tocsin_web_requests_refused_total",
                "Requests refused before anything looked at what they ask for.",
                "reason");
        succeeded.set(1);
        succeededAt.set(0);
        checkedAt.set(0);
        for (Refusal each : Refusal.values()) {
            refused.labelValues(label(each));
        }
    }

    /** Why a request was not let in. */
    public enum Refusal {
        /** Without a password that fits. */
        UNAUTHENTICATED,
        /** Beyond the rate limit. */
        RATE_LIMITED,
        /** Too many passwords wait to be checked. */
        OVERLOADED
    }

    private static String label(Refusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT);
    }

    /** Records a load that succeeded. */
    public void loaded(Instant now) {
        succeeded.set(1);
        succeededAt.set(seconds(now));
    }

    /** Records a load that failed; what was loaded before stays in force. */
    public void loadFailed() {
        succeeded.set(0);
    }

    /** Records that the files were looked at, and loaded if they had changed. */
    public void checked(Instant now) {
        checkedAt.set(seconds(now));
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() / MILLIS_PER_SECOND;
    }

    public void refused(Refusal why) {
        refused.labelValues(label(why)).inc();
    }
}
