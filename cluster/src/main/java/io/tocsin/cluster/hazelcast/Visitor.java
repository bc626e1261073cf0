package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.TcpServerConnection;
import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.seal.Handshake;
import io.tocsin.cluster.seal.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * One connection, seen from both of its directions. Which side called is known only when the connection is set up, so the
 * handshake begins then. Thread-safe.
 */
final class Visitor {
    private final Visitors visitors;
    private final ServerConnection connection;
    private final ClusterIdentity identity;
    private @Nullable Handshake handshake;

    Visitor(Visitors visitors, ServerConnection connection, ClusterIdentity identity) {
        this.visitors = visitors;
        this.connection = connection;
        this.identity = identity;
    }

    ServerConnection connection() {
        return connection;
    }

    /** Synchronized: the two directions may have threads of their own, and share one handshake. */
    synchronized Handshake handshake(boolean isCaller) {
        if (handshake == null) {
            handshake = identity.handshake(isCaller);
        }
        return handshake;
    }

    /** Whether the other side has spoken, and not as a node. */
    synchronized boolean hasSaidSomethingElse() {
        boolean isNode = handshake != null && handshake.maySpeak();
        return !isNode
                && connection instanceof TcpServerConnection tcp
                && tcp.getChannel().bytesRead() > 0;
    }

    void trusted() {
        visitors.trusted(this);
    }

    void refused(RefusedException reason) {
        visitors.refused(this, reason);
    }
}
