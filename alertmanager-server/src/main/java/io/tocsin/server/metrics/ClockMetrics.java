package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The clock of the system, as far as somebody sets it. Thread-safe. */
public final class ClockMetrics {
    private static final String BACK = "back";
    private static final String FORWARD = "forward";

    private final Counter steps;

    ClockMetrics(PrometheusRegistry registry) {
        steps = Counters.labelled(
                registry, "tocsin_clock_steps_total", "Times that the clock of the system was set.", "direction");
        steps.initLabelValues(BACK);
        steps.initLabelValues(FORWARD);
    }

    public void setBack() {
        steps.labelValues(BACK).inc();
    }

    public void setForward() {
        steps.labelValues(FORWARD).inc();
    }
}
