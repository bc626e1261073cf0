package io.tocsin.cluster.hazelcast;

/** Why a node cannot take part in any cluster, as its settings and this machine are; for the log line of the start. */
public final class ClusterStartException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ClusterStartException(String message) {
        super(message);
    }

    public ClusterStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
