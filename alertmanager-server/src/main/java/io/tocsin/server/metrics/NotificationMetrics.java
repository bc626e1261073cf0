package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.notifiers.http.RequestLoad;
import io.tocsin.notifiers.rendering.RenderingLoad;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * Notifications by integration. Thread-safe.
 *
 * <p>Every integration the original knows exists at 0 from the start, so that a rate over the first failure is seen;
 * with {@code receiver-name-in-metrics} those of receivers that routes use do, as there.
 */
public final class NotificationMetrics {
    /** The names of all integrations in metrics. */
    static final List<String> INTEGRATIONS = List.of(
            "discord",
            "email",
            "incidentio",
            "jira",
            "mattermost",
            "msteams",
            "msteamsv2",
            "opsgenie",
            "pagerduty",
            "pushover",
            "rocketchat",
            "slack",
            "sns",
            "telegram",
            "victorops",
            "webex",
            "webhook",
            "wechat");

    private static final List<String> SUPPRESSION_REASONS =
            List.of("active_time_interval", "inhibition", "mute_time_interval", "silence");

    private static final double NANOS_PER_SECOND = 1e9;

    private final boolean hasReceiver;
    private final Counter notifications;
    private final Counter failed;
    private final Counter requests;
    private final Counter requestsFailed;
    private final Counter suppressed;
    private final Histogram latency;

    // Both set once, while the server starts; read by whichever thread serves a scrape.
    private volatile Supplier<RequestLoad> requestLoad = () -> new RequestLoad(0, 0, 0);
    private volatile Supplier<RenderingLoad> renderingLoad = () -> new RenderingLoad(0, 0, 0);

    NotificationMetrics(PrometheusRegistry registry, boolean hasReceiver) {
        this.hasReceiver = hasReceiver;
        String[] labels = hasReceiver ? new String[] {"integration", "receiver_name"} : new String[] {"integration"};
        String[] failureLabels = hasReceiver
                ? new String[] {"integration", "receiver_name", "reason"}
                : new String[] {"integration", "reason"};
        notifications =
                Counters.labelled(registry, "alertmanager_notifications_total", "Notifications attempted.", labels);
        failed = Counters.labelled(
                registry, "alertmanager_notifications_failed_total", "Notifications given up.", failureLabels);
        requests = Counters.labelled(
                registry, "alertmanager_notification_requests_total", "Attempts to send, retries included.", labels);
        requestsFailed = Counters.labelled(
                registry, "alertmanager_notification_requests_failed_total", "Attempts to send that failed.", labels);
        suppressed = Counters.labelled(
                registry,
                "alertmanager_notifications_suppressed_total",
                "Alerts left out of notifications because they are muted.",
                "reason");
        // Deviation D-091: the original creates these on first use.
        SUPPRESSION_REASONS.forEach(suppressed::initLabelValues);
        latency = Histogram.builder()
                .name("alertmanager_notification_latency_seconds")
                .help("Time of one attempt to send.")
                .labelNames(labels)
                .classicOnly()
                .classicUpperBounds(1, 5, 10, 15, 20)
                .withoutExemplars()
                .register(registry);
        registerRequestLoad(registry);
        registerRenderingLoad(registry);
        if (!hasReceiver) {
            INTEGRATIONS.forEach(integration -> createAtZero(integration, ""));
        }
    }

    private void registerRequestLoad(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("tocsin_notification_requests_in_flight")
                .help("HTTP requests of integrations under way.")
                .callback(callback -> callback.call(requestLoad.get().underWay()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tocsin_notification_requests_waiting")
                .help("HTTP requests of integrations that wait until others end.")
                .callback(callback -> callback.call(requestLoad.get().waiting()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tocsin_notification_requests_refused_total")
                .help("HTTP requests of integrations put off because too many were waiting.")
                .callback(callback -> callback.call((double) requestLoad.get().refused()))
                .register(registry);
    }

    private void registerRenderingLoad(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("tocsin_notification_renderings_in_flight")
                .help("Notifications whose templates are rendered.")
                .callback(callback -> callback.call(renderingLoad.get().underWay()))
                .register(registry);
        GaugeWithCallback.builder()
                .name("tocsin_notification_renderings_waiting")
                .help("Notifications that wait until the templates of others are rendered.")
                .callback(callback -> callback.call(renderingLoad.get().waiting()))
                .register(registry);
        CounterWithCallback.builder()
                .name("tocsin_notification_rendering_seconds_total")
                .help("Processor time that templates of notifications took.")
                .callback(callback -> callback.call(renderingLoad.get().spentNanos() / NANOS_PER_SECOND))
                .register(registry);
    }

    /** Sets who is asked at every scrape for the renderings under way and waiting; all 0 before that. */
    public void renderingLoadFrom(Supplier<RenderingLoad> source) {
        renderingLoad = source;
    }

    /** Sets who is asked at every scrape for the requests under way and waiting; all 0 before that. */
    public void requestLoadFrom(Supplier<RequestLoad> source) {
        requestLoad = source;
    }

    /** Tells that routes use an integration of a receiver. */
    public void inUse(String integration, String receiver) {
        if (hasReceiver) {
            createAtZero(integration, receiver);
        }
    }

    /** Counts the notification of one group to one integration, however many attempts it takes. */
    public void notified(String integration, String receiver) {
        notifications.labelValues(labels(integration, receiver)).inc();
    }

    /** Counts a notification that was given up. */
    public void failed(String integration, String receiver, FailureReason reason) {
        failed.labelValues(labels(integration, receiver, reason)).inc();
    }

    /** Counts one attempt to send and how long it took. */
    public void attempted(String integration, String receiver, Duration took, boolean succeeded) {
        String[] values = labels(integration, receiver);
        requests.labelValues(values).inc();
        latency.labelValues(values).observe(took.toNanos() / NANOS_PER_SECOND);
        if (!succeeded) {
            requestsFailed.labelValues(values).inc();
        }
    }

    /**
     * Counts alerts left out.
     *
     * @param reason {@code silence}, {@code inhibition}, {@code mute_time_interval} or {@code active_time_interval}
     */
    public void suppressed(String reason, long alerts) {
        suppressed.labelValues(reason).inc(alerts);
    }

    private String[] labels(String integration, String receiver) {
        return hasReceiver ? new String[] {integration, receiver} : new String[] {integration};
    }

    private String[] labels(String integration, String receiver, FailureReason reason) {
        return hasReceiver
                ? new String[] {integration, receiver, reason.label()}
                : new String[] {integration, reason.label()};
    }

    private void createAtZero(String integration, String receiver) {
        String[] values = labels(integration, receiver);
        notifications.initLabelValues(values);
        requests.initLabelValues(values);
        requestsFailed.initLabelValues(values);
        latency.initLabelValues(values);
        for (FailureReason reason : FailureReason.values()) {
            failed.initLabelValues(labels(integration, receiver, reason));
        }
    }
}
