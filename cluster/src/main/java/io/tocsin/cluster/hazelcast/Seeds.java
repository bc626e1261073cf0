package io.tocsin.cluster.hazelcast;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The peers of the command line, and the addresses that their names have.
 *
 * <p>Owned by the thread that looks for others. A name that cannot be resolved keeps the addresses that it had; a look-up
 * that takes longer than one may wait goes on, and counts when it is done.
 */
final class Seeds {
    private final List<HostPort> seeds;
    private final NameLookup lookup;
    private final Executor executor;
    private final Map<HostPort, List<HostPort>> known = new HashMap<>();
    private final Map<HostPort, String> unresolved = new LinkedHashMap<>();
    private final Map<HostPort, CompletableFuture<List<HostPort>>> running = new HashMap<>();

    /** @param executor for look-ups, which may block */
    Seeds(List<HostPort> seeds, NameLookup lookup, Executor executor) {
        this.seeds = List.copyOf(seeds);
        this.lookup = lookup;
        this.executor = executor;
    }

    /**
     * Resolves all names again.
     *
     * @param timeout for all of them together
     * @return the addresses, each with the seed it comes from, in the order of the seeds
     */
    Map<HostPort, HostPort> resolve(Duration timeout) {
        for (HostPort seed : seeds) {
            running.computeIfAbsent(seed, it -> CompletableFuture.supplyAsync(() -> addresses(it), executor));
        }
        long deadlineNanos = System.nanoTime() + timeout.toNanos();
        var addresses = new LinkedHashMap<HostPort, HostPort>();
        for (HostPort seed : seeds) {
            await(seed, deadlineNanos);
            known.getOrDefault(seed, List.of()).forEach(address -> addresses.putIfAbsent(address, seed));
        }
        return addresses;
    }

    private void await(HostPort seed, long deadlineNanos) {
        CompletableFuture<List<HostPort>> future = running.get(seed);
        if (future == null) {
            return; // The same seed was given twice.
        }
        try {
            List<HostPort> found = future.get(Math.max(0, deadlineNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
            if (!found.isEmpty()) {
                known.put(seed, found);
                unresolved.remove(seed);
            } else {
                failed(seed, "the name does not resolve, will retry");
            }
            running.remove(seed);
        } catch (TimeoutException e) {
            failed(seed, "resolving the name takes long, will retry");
        } catch (ExecutionException e) {
            running.remove(seed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void failed(HostPort seed, String problem) {
        if (!known.containsKey(seed)) {
            unresolved.put(seed, problem);
        }
    }

    /** Those that have had no address yet, and, for operators, why. */
    Map<HostPort, String> unresolved() {
        return Map.copyOf(unresolved);
    }

    /** Whether one of the addresses found so far is not of this machine alone. */
    boolean leadElsewhere() {
        return known.values().stream().flatMap(List::stream).anyMatch(address -> !isLoopback(address));
    }

    private static boolean isLoopback(HostPort address) {
        return address.host().startsWith("127.") || address.host().equals("::1");
    }

    private List<HostPort> addresses(HostPort seed) {
        try {
            var addresses = new ArrayList<HostPort>();
            for (InetAddress address : lookup.addresses(seed.host())) {
                addresses.add(HostPort.of(address, seed.port()));
            }
            return addresses;
        } catch (java.net.UnknownHostException e) {
            return List.of();
        }
    }
}
