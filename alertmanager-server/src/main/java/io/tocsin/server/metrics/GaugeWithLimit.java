package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.LongSupplier;

/** Two metrics by one label: bytes that are taken, and most that may be. Thread-safe. */
final class GaugeWithLimit {
    private final Map<String, LongSupplier> taken = new ConcurrentSkipListMap<>();
    private final Gauge most;

    /** @param name of the first metric without {@code _bytes}; the second has {@code _limit_bytes} */
    GaugeWithLimit(PrometheusRegistry registry, String name, String help, String label) {
        GaugeWithCallback.builder()
                .name(name + "_bytes")
                .help(help)
                .labelNames(label)
                .callback(callback -> taken.forEach((kind, bytes) -> callback.call((double) bytes.getAsLong(), kind)))
                .register(registry);
        most = Gauge.builder()
                .name(name + "_limit_bytes")
                .help("Most that it may be.")
                .labelNames(label)
                .register(registry);
    }

    void show(String kind, LongSupplier bytes, long limit) {
        taken.put(kind, bytes);
        most.labelValues(kind).set((double) limit);
    }
}
