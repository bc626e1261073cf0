package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tocsin.server.release.Release;

/** Which program this is, as labels of gauges that are always 1. */
final class BuildMetrics {
    private BuildMetrics() {}

    static void register(PrometheusRegistry registry, Release release) {
        Gauge.builder()
                .name("alertmanager_build_info")
                .help("The version of the original this server answers for; dashboards read it.")
                .labelNames("branch", "goarch", "goos", "goversion", "revision", "tags", "version")
                .register(registry)
                .labelValues(
                        release.branch(),
                        release.architecture(),
                        release.operatingSystem(),
                        release.runtime(),
                        release.revision(),
                        release.tags(),
                        release.version())
                .set(1);
        Gauge.builder()
                .name("tocsin_build_info")
                .help("The version of Tocsin.")
                .labelNames("javaversion", "revision", "version")
                .register(registry)
                .labelValues(System.getProperty("java.version"), release.revision(), release.tocsinVersion())
                .set(1);
    }
}
