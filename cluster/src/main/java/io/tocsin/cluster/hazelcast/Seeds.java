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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The peers of the command line, and the addresses that their names have.
 *
 * <p>Owned by the thread that looks for others. A name that cannot be resolved keeps the addresses that it had; a look-up
 * that takes longer than one may wait goes on, and counts when it is done.
 */
final class Seeds {
    private static final Logger LOG = LoggerFactory.getLogger(Seeds.class);

    private final List<HostPort> seeds;
    private final NameLookup lookup;
    private final Executor executor;
    private final Map<HostPort, List<HostPort>> known = new HashMap<>();
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
            }
            running.remove(seed);
        } catch (TimeoutException e) {
            LOG.atDebug()
                    .addKeyValue("component", "cluster")
                    .addKeyValue("peer", seed)
                    .log("The name of a peer is still being resolved");
        } catch (ExecutionException e) {
            running.remove(seed);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private List<HostPort> addresses(HostPort seed) {
        try {
            var addresses = new ArrayList<HostPort>();
            for (InetAddress address : lookup.addresses(seed.host())) {
                addresses.add(HostPort.of(address, seed.port()));
            }
            return addresses;
        } catch (java.net.UnknownHostException e) {
            LOG.atDebug()
                    .addKeyValue("component", "cluster")
                    .addKeyValue("peer", seed)
                    .log("The name of a peer cannot be resolved");
            return List.of();
        }
    }
}
