package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.List;

/** Tests of receivers, whose notifications count nowhere else. Thread-safe. */
public final class ReceiverTestMetrics {
    private static final List<String> OUTCOMES = List.of("delivered", "failed", "timed_out", "skipped");

    private final Counter tested;
    private final Counter refused;

    ReceiverTestMetrics(PrometheusRegistry registry) {
        tested = Counters.labelled(
                registry,
                "tocsin_receiver_tests_total",
                "Integrations told of the test of a receiver.",
                "integration",
                "outcome");
        NotificationMetrics.INTEGRATIONS.forEach(
                integration -> OUTCOMES.forEach(outcome -> tested.initLabelValues(integration, outcome)));
        refused = Counters.plain(
                registry,
                "tocsin_receiver_tests_refused_total",
                "Tests of receivers refused because there were too many.");
    }

    /** @param outcome {@code delivered}, {@code failed}, {@code timed_out} or {@code skipped} */
    public void tested(String integration, String outcome) {
        tested.labelValues(integration, outcome).inc();
    }

    public void refused() {
        refused.inc();
    }
}
