package io.tocsin.cluster.hazelcast;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Who should be there and is not: the seeds, by the addresses that they have now, and nodes that were there and are gone.
 *
 * <p>Owned by the thread that looks for others.
 *
 * @see "Alertmanager 0.33.1: seeds given as addresses count as failed members, those found by name as refreshed ones"
 */
final class Search {
    private static final int GONE_MAX = 256;
    private static final Duration WAIT_FOR_FIRST = Duration.ofSeconds(4);

    private final Seeds seeds;
    private final HostPort self;
    private final Predicate<HostPort> isSelf;
    private final Knock knock;
    private final HazelcastSettings settings;
    private final ClusterListener events;

    /** Since when nodes are gone (nanoseconds of the monotonic clock). */
    private final Map<HostPort, Long> gone = new LinkedHashMap<>();

    private Set<HostPort> present = Set.of();
    private Map<HostPort, Boolean> tried = Map.of();

    /** Of the last look. */
    private Map<HostPort, String> problems = Map.of();

    private Set<HostPort> unresolved = Set.of();
    private long failuresToldNanos;

    /**
     * @param self what others are told
     * @param isSelf whether an address is one of this node
     */
    Search(
            Seeds seeds,
            HostPort self,
            Predicate<HostPort> isSelf,
            Knock knock,
            HazelcastSettings settings,
            ClusterListener events) {
        this.seeds = seeds;
        this.self = self;
        this.knock = knock;
        this.isSelf = isSelf;
        this.settings = settings;
        this.events = events;
    }

    /**
     * Looks once; may take as long as names and connections may.
     *
     * @param members where nodes are that are there
     * @return addresses of nodes that belong to the cluster, and are no members yet
     */
    List<HostPort> look(Set<HostPort> members, Duration resolveTimeout) {
        long now = System.nanoTime();
        remember(members, now);
        Map<HostPort, Boolean> missing = missing(members, resolveTimeout);
        tell(members, missing.keySet(), now);
        tried = missing;
        return knock(missing.keySet()).speaking();
    }

    /**
     * Looks for somebody to join; where others are just starting, too, the one with the lowest address starts alone, and the
     * others wait for it.
     *
     * @return as {@link #look}; empty if this node is to start alone
     */
    List<HostPort> lookAtStart(Duration resolveTimeout) {
        long deadlineNanos = System.nanoTime() + WAIT_FOR_FIRST.toNanos();
        tried = missing(Set.of(), resolveTimeout);
        Knock.Found found = knock(tried.keySet());
        while (found.speaking().isEmpty()
                && found.silent().stream().anyMatch(this::isBeforeSelf)
                && System.nanoTime() < deadlineNanos) {
            found = knock.at(found.silent());
        }
        return found.speaking();
    }

    private Knock.Found knock(Set<HostPort> addresses) {
        Knock.Found found = knock.at(addresses);
        problems = found.problems();
        return found;
    }

    /** Whether a peer is on another machine, as far as their names have been resolved. */
    boolean looksElsewhere() {
        return seeds.leadElsewhere();
    }

    private boolean isBeforeSelf(HostPort address) {
        return address.toString().compareTo(self.toString()) < 0;
    }

    private void remember(Set<HostPort> members, long now) {
        present.stream().filter(address -> !members.contains(address)).forEach(address -> gone.put(address, now));
        present = new HashSet<>(members);
        gone.keySet().removeAll(members);
        gone.values()
                .removeIf(since -> now - since > settings.reconnectTimeout().toNanos());
        while (gone.size() > GONE_MAX) {
            gone.remove(gone.keySet().iterator().next());
        }
    }

    /** By address, and whether it is one that was there before, or a seed that says where it is. */
    private Map<HostPort, Boolean> missing(Set<HostPort> members, Duration resolveTimeout) {
        var missing = new LinkedHashMap<HostPort, Boolean>();
        gone.keySet().forEach(address -> missing.put(address, true));
        seeds.resolve(resolveTimeout)
                .forEach((address, seed) ->
                        missing.putIfAbsent(address, address.host().equals(seed.host())));
        missing.keySet().removeIf(address -> members.contains(address) || isSelf.test(address));
        return missing;
    }

    private void tell(Set<HostPort> members, Set<HostPort> missing, long now) {
        boolean tellsFailures =
                now - failuresToldNanos >= settings.reconnectInterval().toNanos();
        tried.forEach((address, isReconnect) -> {
            String problem = problems.getOrDefault(address, ClusterEvent.NOBODY_ANSWERS);
            if (members.contains(address)) {
                tell(address, isReconnect, "");
            } else if (tellsFailures && missing.contains(address) && !problem.isEmpty()) {
                tell(address, isReconnect, problem);
            }
        });
        if (tellsFailures) {
            tellUnresolved();
            failuresToldNanos = now;
        }
    }

    private void tellUnresolved() {
        Map<HostPort, String> now = seeds.unresolved();
        now.forEach((seed, problem) -> tell(seed, false, problem));
        unresolved.stream().filter(seed -> !now.containsKey(seed)).forEach(seed -> tell(seed, false, ""));
        unresolved = now.keySet();
    }

    private void tell(HostPort address, boolean isReconnect, String problem) {
        events.on(
                isReconnect
                        ? new ClusterEvent.ReconnectTried(address.toString(), problem)
                        : new ClusterEvent.PeersRefreshed(address.toString(), problem));
    }

    /** Whether an address is that of the node itself: what it tells others, or one that it listens on. */
    static Predicate<HostPort> isSelf(HostPort advertised, InetAddress bound, int port, List<InetAddress> own) {
        var addresses = new LinkedHashSet<HostPort>();
        addresses.add(advertised);
        addresses.add(HostPort.of(bound, port));
        if (bound.isAnyLocalAddress()) {
            own.forEach(address -> addresses.add(HostPort.of(address, port)));
        }
        return addresses::contains;
    }
}
