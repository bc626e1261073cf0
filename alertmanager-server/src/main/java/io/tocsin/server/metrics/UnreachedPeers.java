package io.tocsin.server.metrics;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.member.ClusterStatus;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Addresses at which a member should be, and nobody answers; not those of members that have said good-bye.
 *
 * <p>Thread-safe.
 */
final class UnreachedPeers {
    private static final int ADDRESSES_MAX = 256;

    /** What is no longer looked for is not told of any more. */
    private static final Duration TOLD_EVERY = Duration.ofMinutes(10);

    private final LongSupplier monotonicNanos;
    private final Map<String, Long> failedNanos = bounded();
    private final Map<String, Long> leftNanos = bounded();

    UnreachedPeers(LongSupplier monotonicNanos) {
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
    }

    private static Map<String, Long> bounded() {
        return Collections.synchronizedMap(new LinkedHashMap<>() {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > ADDRESSES_MAX;
            }
        });
    }

    /**
     * Somebody was looked for.
     *
     * @return whether that counts: nobody is reached again who was not missed before, nor missed who has left
     */
    boolean tried(String address, boolean isSuccess) {
        if (isSuccess) {
            return failedNanos.remove(address) != null;
        }
        if (leftNanos.containsKey(address)) {
            return false;
        }
        failedNanos.put(address, monotonicNanos.getAsLong());
        return true;
    }

    void joined(String address) {
        failedNanos.remove(address);
        leftNanos.remove(address);
    }

    /** Left with a good-bye. */
    void left(String address) {
        failedNanos.remove(address);
        leftNanos.put(address, monotonicNanos.getAsLong());
    }

    /** How many there are that {@code status} does not know of. */
    long besides(ClusterStatus status) {
        Set<String> known =
                status.members().stream().map(ClusterStatus.Member::address).collect(Collectors.toSet());
        long now = monotonicNanos.getAsLong();
        synchronized (failedNanos) {
            return failedNanos.entrySet().stream()
                    .filter(each -> !known.contains(each.getKey()))
                    .filter(each -> now - each.getValue() < TOLD_EVERY.toNanos())
                    .count();
        }
    }
}
