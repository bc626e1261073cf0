package io.tocsin.cluster.seal;

import static java.util.Objects.requireNonNull;

import java.security.SecureRandom;
import java.util.Optional;

/** What a node shows on each connection, and asks of the other side. Thread-safe. */
public final class ClusterIdentity {
    private static final int NUMBER_BYTES = 16;

    private final String label;
    private final Optional<ClusterSecret> secret;
    private final SecureRandom random = new SecureRandom();
    private final byte[] nodeNumber = new byte[NUMBER_BYTES];

    /**
     * @param label nodes with another one are refused
     * @param secret nodes without it are refused; if empty, those that have one
     */
    public ClusterIdentity(String label, Optional<ClusterSecret> secret) {
        this.label = requireNonNull(label, "label");
        this.secret = requireNonNull(secret, "secret");
        random.nextBytes(nodeNumber);
    }

    /** @param isCaller whether this node opened the connection */
    public Handshake handshake(boolean isCaller) {
        return new Handshake(Hello.of(label, secret.isPresent(), nodeNumber, random), isCaller, secret);
    }
}
