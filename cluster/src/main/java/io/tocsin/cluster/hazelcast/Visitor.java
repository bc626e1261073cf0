package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.server.ServerConnection;
import com.hazelcast.internal.server.tcp.TcpServerConnection;
import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.seal.Handshake;
import io.tocsin.cluster.seal.RefusedException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One connection, seen from both of its directions. Thread-safe. */
final class Visitor {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Visitors visitors;
    private final ServerConnection connection;
    private final ClusterIdentity identity;
    private final boolean hasCalled;
    private final String host;
    private @Nullable Handshake handshake;

    /** Volatile: set by whoever reads the connection, looked at by others. */
    private volatile Stay stay = Stay.of(PATIENCE, "it did not show within " + PATIENCE.toSeconds() + " s who it is");

    /** How long it may stay without being trusted (nanoseconds of the monotonic clock), and why not longer. */
    private record Stay(long untilNanos, String limit) {
        static Stay of(Duration time, String limit) {
            return new Stay(System.nanoTime() + time.toNanos(), limit);
        }
    }

    /** @param hasCalled whether the other side has opened the connection */
    Visitor(Visitors visitors, ServerConnection connection, ClusterIdentity identity, boolean hasCalled) {
        this.visitors = visitors;
        this.connection = connection;
        this.identity = identity;
        this.hasCalled = hasCalled;
        InetSocketAddress remote = connection.getRemoteSocketAddress();
        host = remote == null ? "" : remote.getAddress().getHostAddress();
    }

    boolean hasCalled() {
        return hasCalled;
    }

    /** The address, without the port; empty if it has gone already. */
    String host() {
        return host;
    }

    /** Unless it is trusted; from now on. */
    void mayStay(Duration time, String limit) {
        stay = Stay.of(time, limit);
    }

    /** Whether it has gone, or may not stay any longer. */
    boolean isOver() {
        return !connection.isAlive() || stay.untilNanos() - System.nanoTime() <= 0;
    }

    void end() {
        connection.close(stay.limit(), null);
    }

    ServerConnection connection() {
        return connection;
    }

    /** Synchronized: the two directions may have threads of their own, and share one handshake. */
    synchronized Handshake handshake() {
        if (handshake == null) {
            handshake = identity.handshake(!hasCalled);
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
