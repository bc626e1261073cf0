package io.tocsin.server.cluster;

import io.tocsin.server.durability.NotificationBook.Arrival;
import io.tocsin.server.durability.NotificationBook.RepeatExcuse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * When which run of a member was killed. What it had in flight then may be told once more, by another one: nobody knows
 * whether the receiver had read it. Thread-safe.
 */
final class Kills implements RepeatExcuse {
    /** How long before a kill something was answered of which no other member may know, on a busy machine. */
    private static final Duration IN_FLIGHT_MAX = Duration.ofSeconds(5);

    private final Map<String, Instant> killedAt = new HashMap<>();
    private final Set<String> repeated = new HashSet<>();

    synchronized void add(Member member) {
        killedAt.put(member.sender(), Instant.now());
    }

    @Override
    public synchronized boolean excuses(Arrival arrival, Arrival last, Instant answeredAt) {
        Instant killed = killedAt.get(last.sender());
        return killed != null
                && answeredAt.isAfter(killed.minus(IN_FLIGHT_MAX))
                && repeated.add(last.sender() + " " + last.groupKey());
    }

    synchronized int kills() {
        return killedAt.size();
    }

    /** How many notifications were told twice because of kills. */
    synchronized int repeats() {
        return repeated.size();
    }
}
