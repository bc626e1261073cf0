package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Registers counters the way all areas do: without exemplars, which would look for a tracer at every increment. */
final class Counters {
    private Counters() {}

    static Counter plain(PrometheusRegistry registry, String name, String help) {
        return labelled(registry, name, help);
    }

    static Counter labelled(PrometheusRegistry registry, String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .register(registry);
    }
}
