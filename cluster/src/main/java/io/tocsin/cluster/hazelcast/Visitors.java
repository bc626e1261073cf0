package io.tocsin.cluster.hazelcast;

import com.hazelcast.internal.server.ServerConnection;
import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.cluster.seal.ClusterIdentity;
import io.tocsin.cluster.seal.RefusedException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The connections on which the other side has not yet shown that it belongs to the cluster. They have ten seconds.
 *
 * <p>Of those who call there may be only so many, of one host and in all: one more, and the one that has waited longest goes,
 * of its host or else of the host that has most. So whoever calls without end keeps nobody away who needs less time to show
 * who it is than it takes for so many to come; and no host has all the places. A connection that this node has opened does not
 * count, and gives way to none. Thread-safe.
 */
final class Visitors {
    static final int OF_A_HOST_MAX = 16;
    static final int CALLERS_MAX = 64;
    private static final Duration FAREWELL = Duration.ofMillis(200);
    private static final Duration LOOK_PAUSE = FAREWELL;
    private static final Duration TOLD_AGAIN_AFTER = Duration.ofHours(1);
    private static final int TOLD_MAX = 1_000;

    private final ClusterIdentity identity;
    private final ClusterListener events;
    private final Executor executor;

    /** Who has waited longest comes first. Guarded by itself. */
    private final Set<Visitor> waiting = new LinkedHashSet<>();

    /** Whether the next look is due to come; guarded by {@link #waiting}. */
    private boolean isLooking;

    /** What was told of a host, and when (nanoseconds of the monotonic clock): each thing once an hour. Guarded by itself. */
    private final Map<String, Long> told = new LinkedHashMap<>();

    Visitors(ClusterIdentity identity, ClusterListener events, Executor executor) {
        this.identity = identity;
        this.events = events;
        this.executor = executor;
    }

    /** @param hasCalled whether the other side has opened the connection */
    Visitor arrived(ServerConnection connection, boolean hasCalled) {
        var visitor = new Visitor(this, connection, identity, hasCalled);
        Optional<Visitor> displaced;
        synchronized (waiting) {
            displaced = hasCalled ? displacedBy(visitor) : Optional.empty();
            displaced.ifPresent(waiting::remove);
            waiting.add(visitor);
            lookLater();
        }
        displaced.ifPresent(longest -> {
            longest.mayStay(Duration.ZERO, "too many connections that have not shown who they are");
            sendAway(longest);
        });
        return visitor;
    }

    private Optional<Visitor> displacedBy(Visitor visitor) {
        Map<String, List<Visitor>> callers = waiting.stream()
                .filter(Visitor::hasCalled)
                .collect(Collectors.groupingBy(Visitor::host, LinkedHashMap::new, Collectors.toList()));
        List<Visitor> ofHost = callers.getOrDefault(visitor.host(), List.of());
        if (ofHost.size() >= OF_A_HOST_MAX) {
            return Optional.of(ofHost.get(0));
        }
        int all = callers.values().stream().mapToInt(List::size).sum();
        return all < CALLERS_MAX
                ? Optional.empty()
                : callers.values().stream()
                        .max(Comparator.comparingInt(List::size))
                        .map(most -> most.get(0));
    }

    /** One look after the other, and not one for each: what waits to be done must not keep connections that are gone. */
    private void lookLater() {
        if (!isLooking) {
            isLooking = true;
            later(LOOK_PAUSE, this::look);
        }
    }

    private void look() {
        List<Visitor> over;
        synchronized (waiting) {
            over = waiting.stream().filter(Visitor::isOver).toList();
            over.forEach(waiting::remove);
            isLooking = false;
            if (!waiting.isEmpty()) {
                lookLater();
            }
        }
        over.forEach(this::sendAway);
    }

    private void later(Duration delay, Runnable task) {
        CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS, executor)
                .execute(task);
    }

    private void sendAway(Visitor visitor) {
        tellIfStranger(visitor);
        visitor.end();
    }

    /** Hazelcast itself drops what begins as no node does. One that says nothing, as a health check, does no harm. */
    private void tellIfStranger(Visitor visitor) {
        InetSocketAddress remote = visitor.connection().getRemoteSocketAddress();
        if (remote != null && visitor.hasSaidSomethingElse()) {
            tell(remote, RefusedException.notANode());
        }
    }

    void trusted(Visitor visitor) {
        synchronized (waiting) {
            waiting.remove(visitor);
        }
    }

    /** The connection stays for a moment, so that the other side hears what this one is, and can tell its operator. */
    void refused(Visitor visitor, RefusedException reason) {
        visitor.mayStay(FAREWELL, "refused: " + reason.getMessage());
        synchronized (waiting) {
            // It is among them, unless it was trusted before.
            waiting.add(visitor);
            lookLater();
        }
        InetSocketAddress remote = visitor.connection().getRemoteSocketAddress();
        if (remote != null) {
            tell(remote, reason);
        }
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
