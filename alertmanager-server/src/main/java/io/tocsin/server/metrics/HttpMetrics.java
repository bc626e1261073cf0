package io.tocsin.server.metrics;

import io.prometheus.metrics.core.datapoints.CounterDataPoint;
import io.prometheus.metrics.core.datapoints.GaugeDataPoint;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.Locale;

/** Requests served. Thread-safe. */
public final class HttpMetrics {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histogram duration;
    private final Histogram responseSize;
    private final GaugeDataPoint inFlight;
    private final CounterDataPoint refused;
    private final Gauge streams;
    private final Counter streamsRefused;
    private final Counter eventsSent;
    private final Counter eventLooksFailed;

    HttpMetrics(PrometheusRegistry registry) {
        duration = Histogram.builder()
                .name("alertmanager_http_request_duration_seconds")
                .help("Time to answer a request.")
                .labelNames("handler", "method", "code")
                .nativeInitialSchema(3)
                .nativeMaxNumberOfBuckets(100)
                .withoutExemplars()
                .register(registry);
        responseSize = Histogram.builder()
                .name("alertmanager_http_response_size_bytes")
                .help("Size of response bodies.")
                .labelNames("handler", "method")
                .classicOnly()
                .classicExponentialUpperBounds(100, 10, 7)
                .withoutExemplars()
                .register(registry);
        inFlight = Gauge.builder()
                .name("alertmanager_http_requests_in_flight")
                .help("Requests being answered.")
                .labelNames("method")
                .withoutExemplars()
                .register(registry)
                .labelValues("get");
        refused = Counters.labelled(
                        registry,
                        "alertmanager_http_concurrency_limit_exceeded_total",
                        "GET requests refused because too many were being answered.",
                        "method")
                .labelValues("get");
        streams = Gauge.builder()
                .name("tocsin_http_event_streams")
                .help("Streams of events that are open.")
                .withoutExemplars()
                .register(registry);
        streams.set(0);
        streamsRefused = Counters.labelled(
                registry,
                "tocsin_http_event_streams_limit_exceeded_total",
                "Streams of events refused because too many were open.",
                "reason");
        for (StreamRefusal each : StreamRefusal.values()) {
            streamsRefused.labelValues(label(each));
        }
        eventsSent = Counters.plain(registry, "tocsin_http_events_sent_total", "Events sent in streams.");
        eventLooksFailed = Counters.plain(
                registry, "tocsin_http_event_looks_failed_total", "Looks for changes to send in streams that failed.");
    }

    /** Counts a stream of events as open; pairs with {@link #streamFinished}. */
    public void streamStarted() {
        streams.inc();
    }

    public void streamFinished() {
        streams.dec();
    }

    /** Why a stream of events was refused. */
    public enum StreamRefusal {
        /** As many were open as {@code --web.max-event-streams} allows. */
        LIMIT,
        /** Few more were allowed, and the caller had its share open. */
        SHARE
    }

    private static String label(StreamRefusal refusal) {
        return refusal.name().toLowerCase(Locale.ROOT);
    }

    /** Counts a stream of events refused because of {@code --web.max-event-streams}. */
    public void streamRefused(StreamRefusal why) {
        streamsRefused.labelValues(label(why)).inc();
    }

    /** Counts an event sent to one client. */
    public void eventSent() {
        eventsSent.inc();
    }

    /** Counts a look for changes that failed. */
    public void eventLookFailed() {
        eventLooksFailed.inc();
    }

    /** Counts a GET request as being answered; pairs with {@link #getFinished}. */
    public void getStarted() {
        inFlight.inc();
    }

    public void getFinished() {
        inFlight.dec();
    }

    /** Counts a GET request refused because of {@code --web.get-concurrency}. */
    public void getRefused() {
        refused.inc();
    }

    /**
     * Records an answered request.
     *
     * @param handler path without prefix or route pattern; never a path a client made up, the set must stay small
     * @param method as in the request line
     */
    public void answered(String handler, String method, int status, Duration took) {
        duration.labelValues(handler, method.toLowerCase(Locale.ROOT), Integer.toString(status))
                .observe(took.toNanos() / NANOS_PER_SECOND);
    }

    /** Records the size of a response outside the API. */
    public void responseSize(String handler, String method, long bytes) {
        responseSize.labelValues(handler, method.toLowerCase(Locale.ROOT)).observe((double) bytes);
    }
}
