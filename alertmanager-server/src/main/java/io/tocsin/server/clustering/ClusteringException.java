package io.tocsin.server.clustering;

import io.tocsin.cluster.hazelcast.ClusterStartException;

/** The part in a cluster that the flags ask for cannot be had. The message is for operators. */
public final class ClusteringException extends Exception {
    private static final long serialVersionUID = 1L;

    ClusteringException(String message) {
        super(message);
    }

    /** The port or the address cannot be had. */
    static ClusteringException of(ClusterStartException failure) {
        return new ClusteringException("unable to initialize gossip mesh: " + failure.getMessage());
    }
}
