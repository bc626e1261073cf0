package io.tocsin.benchmarks.e2e;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Connections that work side by side, each of which sends its next request as soon as the last is answered. */
final class ClosedLoop {
    /** No load of this program takes longer; what is over it hangs. */
    private static final Duration DURATION_MAX = Duration.ofMinutes(10);

    private ClosedLoop() {}

    /**
     * What one run did.
     *
     * @param things how many alerts or silences were posted
     */
    record Result(long things, double seconds, Latencies latencies) {
        double perSecond() {
            return things / seconds;
        }
    }

    /** The work of one connection, which ends by itself. */
    @FunctionalInterface
    interface Work {
        /** @param number of the connection, from 0 */
        void run(int number, FanOut connection, Share share) throws IOException;
    }

    static Result run(InetSocketAddress address, int connections, Work work) throws IOException, InterruptedException {
        return run(List.of(address), connections, work);
    }

    /** The same where each connection is one to every of these servers. */
    static Result run(List<InetSocketAddress> addresses, int connections, Work work)
            throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(connections);
        try {
            List<Future<Share>> running = new ArrayList<>();
            long began = System.nanoTime();
            for (int i = 0; i < connections; i++) {
                int number = i;
                running.add(threads.submit(() -> runOne(addresses, number, work)));
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
            return new Result(all.things, seconds, all.latencies);
        } finally {
            threads.shutdownNow();
        }
    }

    private static Share runOne(List<InetSocketAddress> addresses, int number, Work work) throws IOException {
        Share share = new Share();
        try (FanOut connection = new FanOut(addresses)) {
            work.run(number, connection, share);
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

    /** What one connection did. Used by its thread; read when that has ended. */
    static final class Share {
        private final Latencies latencies = new Latencies();
        private long things;

        /** Records one answered request that held so many alerts or silences. */
        void answered(long nanos, int count) {
            latencies.add(nanos);
            things += count;
        }

        private void add(Share other) {
            latencies.addAll(other.latencies);
            things += other.things;
        }
    }
}
