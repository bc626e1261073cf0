package io.tocsin.server.clustering;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.StringPool;
import io.tocsin.server.metrics.ServerMetrics;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What of the server the cluster needs.
 *
 * @param strings shares the texts of what other members send
 * @param configHash of the configuration in force
 */
public record ClusteringPorts(InstantSource clock, ServerMetrics metrics, StringPool strings, LongSupplier configHash) {
    public ClusteringPorts {
        requireNonNull(clock, "clock");
        requireNonNull(metrics, "metrics");
        requireNonNull(strings, "strings");
        requireNonNull(configHash, "configHash");
    }
}
