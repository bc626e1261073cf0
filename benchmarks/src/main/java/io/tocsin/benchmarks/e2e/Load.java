package io.tocsin.benchmarks.e2e;

import io.tocsin.benchmarks.e2e.ClosedLoop.Result;
import io.tocsin.benchmarks.e2e.ClosedLoop.Share;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Posts a pool over its connections, in a {@link ClosedLoop}. Bounded in time or in number. */
final class Load {
    private final List<InetSocketAddress> addresses;
    private final Pool pool;

    Load(InetSocketAddress address, Pool pool) {
        this(List.of(address), pool);
    }

    /** Posts to all of these servers: a batch is answered when the last of them has answered. */
    Load(List<InetSocketAddress> addresses, Pool pool) {
        this.addresses = List.copyOf(addresses);
        this.pool = pool;
    }

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

    private void post(FanOut connection, PreparedRequest batch, Share share) throws IOException {
        pool.refresh(batch, Instant.now());
        long sent = System.nanoTime();
        connection.exchange(batch.bytes());
        share.answered(System.nanoTime() - sent, batch.alerts());
    }

    private Result run(Loop loop) throws IOException, InterruptedException {
        List<List<PreparedRequest>> dealt = pool.connections();
        return ClosedLoop.run(
                addresses, dealt.size(), (number, connection, share) -> loop.run(connection, dealt.get(number), share));
    }

    @FunctionalInterface
    private interface Loop {
        void run(FanOut connection, List<PreparedRequest> batches, Share share) throws IOException;
    }
}
