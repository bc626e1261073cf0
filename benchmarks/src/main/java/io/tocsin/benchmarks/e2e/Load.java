package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Posts a pool over its connections, each of which sends its next batch as soon as the last is answered (a closed
 * loop). Bounded in time or in number.
 */
final class Load {
    /** No load of this program takes longer; what is over it hangs. */
    private static final Duration DURATION_MAX = Duration.ofMinutes(10);

    private final InetSocketAddress address;
    private final Pool pool;

    Load(InetSocketAddress address, Pool pool) {
        this.address = address;
        this.pool = pool;
    }

    /** What one run of a load did. */
    record Result(long alerts, double seconds, Latencies latencies) {}

    /** Posts the alerts that the pool holds, over and over for {@code duration}. */
    Result refreshFor(Duration duration) throws IOException, InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        return run((connection, batches, share) -> {
            while (!batches.isEmpty()) {
                for (PreparedRequest batch : batches) {
                    if (System.nanoTime() >= end) {
                        return;
                    }
                    post(connection, batch, share);
                }
            }
        });
    }

    /** Posts the generations {@code from} (inclusive) to {@code to} (exclusive), every alert once. */
    Result postGenerations(int from, int to) throws IOException, InterruptedException {
        return run((connection, batches, share) -> {
            for (int generation = from; generation < to; generation++) {
                for (PreparedRequest batch : batches) {
                    pool.renew(batch, generation);
                    post(connection, batch, share);
                }
            }
        });
    }

    private void post(Connection connection, PreparedRequest batch, Share share) throws IOException {
        pool.refresh(batch, Instant.now());
        long sent = System.nanoTime();
        connection.exchange(batch.bytes());
        share.latencies.add(System.nanoTime() - sent);
        share.alerts += batch.alerts();
    }

    private Result run(Loop loop) throws IOException, InterruptedException {
        ExecutorService threads =
                Executors.newFixedThreadPool(pool.connections().size());
        try {
            List<Future<Share>> running = new ArrayList<>();
            long began = System.nanoTime();
            for (List<PreparedRequest> batches : pool.connections()) {
                running.add(threads.submit(() -> runOne(loop, batches)));
            }
            threads.shutdown();
            if (!threads.awaitTermination(DURATION_MAX.toSeconds(), TimeUnit.SECONDS)) {
                throw new IOException("load: no end after " + DURATION_MAX);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            Share all = new Share();
            for (Future<Share> one : running) {
                all.add(resultOf(one));
            }
            return new Result(all.alerts, seconds, all.latencies);
        } finally {
            threads.shutdownNow();
        }
    }

    private Share runOne(Loop loop, List<PreparedRequest> batches) throws IOException {
        Share share = new Share();
        try (Connection connection = new Connection(address)) {
            loop.run(connection, batches, share);
        }
        return share;
    }

    private static Share resultOf(Future<Share> ended) throws IOException, InterruptedException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            throw new IOException("load: " + e.getCause(), e.getCause());
        }
    }

    /** What one connection did. */
    private static final class Share {
        private final Latencies latencies = new Latencies();
        private long alerts;

        void add(Share other) {
            latencies.addAll(other.latencies);
            alerts += other.alerts;
        }
    }

    @FunctionalInterface
    private interface Loop {
        void run(Connection connection, List<PreparedRequest> batches, Share share) throws IOException;
    }
}
