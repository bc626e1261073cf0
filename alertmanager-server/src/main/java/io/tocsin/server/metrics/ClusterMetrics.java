package io.tocsin.server.metrics;

import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/**
 * What the original shows of its cluster while it is alone in it, as far as rules and dashboards read it: there it is so
 * from the start, because it counts itself. Not registered where clustering is off, as there.
 */
final class ClusterMetrics {
    private ClusterMetrics() {}

    static void registerLoneMember(PrometheusRegistry registry) {
        gauge(registry, "alertmanager_cluster_members", "Members of the cluster, this one included.", 1);
        gauge(registry, "alertmanager_cluster_failed_peers", "Members that were there and are gone.", 0);
        gauge(registry, "alertmanager_cluster_health_score", "0 for a healthy member; higher is worse.", 0);
        gauge(registry, "alertmanager_peer_position", "How many members come before this one when it sends.", 0);
    }

    private static void gauge(PrometheusRegistry registry, String name, String help, double value) {
        Gauge gauge = Gauge.builder().name(name).help(help).withoutExemplars().register(registry);
        gauge.set(value);
    }
}
