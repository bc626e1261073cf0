package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures how large the storage folder becomes while the same alerts are refreshed again and again: an hour of a Prometheus,
 * which refreshes once a minute, in as many refreshes, twelve times as fast.
 */
final class StoreSize {
    private static final int ALERTS = 1_000;
    private static final int BATCH = 64;
    private static final int REFRESHES = 60;
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final String FIGURE = REFRESHES + " refreshes of " + ALERTS + " alerts: storage folder ";

    private final Bench bench;

    StoreSize(Bench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        bench.recorder().say("refreshes for " + PERIOD.multipliedBy(REFRESHES));
        ServerProgram program = bench.programs().get(0);
        try (RunningServer server = program.start(bench.serverCpu(), Configurations.HUNDRED_GROUPS);
                Connection connection = new Connection(server.address())) {
            Pool pool = Pool.of(server.host(), ALERTS, BATCH, 1, Instant.now());
            long largest = 0;
            for (int i = 0; i < REFRESHES; i++) {
                largest = Math.max(largest, refresh(server, connection, pool));
            }
            bench.recorder().record(FIGURE + "at most, MiB", program.name(), largest / Recorder.MEBIBYTE);
            bench.settle();
            bench.recorder()
                    .record(FIGURE + "at the end, MiB", program.name(), server.storedBytes() / Recorder.MEBIBYTE);
        }
    }

    /** Spread over the period, as rules are evaluated at their own moments. */
    private static long refresh(RunningServer server, Connection connection, Pool pool)
            throws IOException, InterruptedException {
        List<PreparedRequest> batches = pool.connections().get(0);
        long largest = 0;
        for (PreparedRequest batch : batches) {
            pool.refresh(batch, Instant.now());
            connection.exchange(batch.bytes());
            largest = Math.max(largest, server.storedBytes());
            Thread.sleep(PERIOD.toMillis() / batches.size());
        }
        return largest;
    }
}
