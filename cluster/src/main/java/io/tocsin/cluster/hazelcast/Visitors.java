package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.server.ServerConnection;
import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.seal.RefusedException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * The connections on which the other side has not yet shown that it belongs to the cluster. They have ten seconds, and there
 * may be only so many of them. Thread-safe.
 */
final class Visitors {
    static final int AT_ONCE_MAX = 256;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_LOOK = Duration.ofSeconds(1);
    private static final Duration FAREWELL = Duration.ofMillis(200);
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(1);
    private static final int TOLD_MAX = 1_000;

    private final ClusterIdentity identity;
    private final ClusterListener events;
    private final Executor executor;
    private final Set<Visitor> waiting = ConcurrentHashMap.newKeySet();

    /** What was told of a host, and when (nanoseconds of the monotonic clock): each thing once an hour. Guarded by itself. */
    private final Map<String, Long> told = new LinkedHashMap<>();

    Visitors(ClusterIdentity identity, ClusterListener events, Executor executor) {
        this.identity = identity;
        this.events = events;
        this.executor = executor;
    }

    Visitor arrived(ServerConnection connection) {
        var visitor = new Visitor(this, connection, identity);
        if (waiting.size() >= AT_ONCE_MAX) {
            connection.close("too many connections that have not shown who they are", null);
            return visitor;
        }
        waiting.add(visitor);
        later(FIRST_LOOK, () -> lookAt(visitor));
        later(PATIENCE, () -> expire(visitor));
        return visitor;
    }

    private void later(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(task);
    }

    private void lookAt(Visitor visitor) {
        if (!visitor.connection().isAlive() && waiting.remove(visitor)) {
            tellIfStranger(visitor);
        }
    }

    private void expire(Visitor visitor) {
        if (waiting.remove(visitor)) {
            tellIfStranger(visitor);
            visitor.connection().close("it did not show within " + PATIENCE.toSeconds() + " s who it is", null);
        }
    }

    /** Hazelcast itself drops what begins as no node does. One that says nothing, as a health check, does no harm. */
    private void tellIfStranger(Visitor visitor) {
        InetSocketAddress remote = visitor.connection().getRemoteSocketAddress();
        if (remote != null && visitor.hasSaidSomethingElse()) {
            tell(remote, RefusedException.notANode());
        }
    }

    void trusted(Visitor visitor) {
        waiting.remove(visitor);
    }

    /** The connection stays for a moment, so that the other side hears what this one is, and can tell its operator. */
    void refused(Visitor visitor, RefusedException reason) {
        waiting.remove(visitor);
        InetSocketAddress remote = visitor.connection().getRemoteSocketAddress();
        if (remote != null) {
            tell(remote, reason);
        }
        later(FAREWELL, () -> visitor.connection().close("refused: " + reason.getMessage(), null));
    }

    void tell(InetSocketAddress remote, RefusedException reason) {
        if (!reason.isItself() && isNews(remote, reason)) {
            events.on(
                    new ClusterEvent.NodeRefused(HostPort.of(remote).toString(), String.valueOf(reason.getMessage())));
        }
    }

    private boolean isNews(InetSocketAddress remote, RefusedException reason) {
        long now = System.nanoTime();
        String what = remote.getAddress().getHostAddress() + " " + reason.getMessage();
        synchronized (told) {
            told.values().removeIf(since -> now - since > TOLD_AGAIN_AFTER.toNanos());
            return told.size() < TOLD_MAX && told.putIfAbsent(what, now) == null;
        }
    }
}
