package io.tocsin.server.clustering;

/** The part in a cluster that the flags ask for cannot be had. The message is for operators. */
public final class ClusteringException extends Exception {
    private static final long serialVersionUID = 1L;

    ClusteringException(String message) {
        super(message);
    }
}
