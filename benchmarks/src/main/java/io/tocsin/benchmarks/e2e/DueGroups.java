package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Measures how long after the moment in which thousands of groups are due the last of them is sent. */
final class DueGroups {
    private static final int GROUPS = 5_000;
    private static final Duration WAIT = Duration.ofSeconds(8);

    /** Groups of earlier rounds are not due again while others are measured. */
    private static final Duration LIFE = Duration.ofHours(2);

    private static final Duration SENT_WITHIN = Duration.ofSeconds(60);
    private static final int BATCH = 64;
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP_ROUNDS = 6;
    private static final String FIGURE = GROUPS + " groups due within a second: ";

    private final Bench bench;

    DueGroups(Bench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        try (Sink sink = new Sink();
                Bench.Servers servers = bench.startAll(Configurations.groupPerAlert(sink.url(), WAIT))) {
            for (int round = 0; round < WARM_UP_ROUNDS + bench.options().rounds; round++) {
                for (RunningServer server : servers.all()) {
                    notifyAll(server, sink, round);
                }
            }
        }
    }

    private void notifyAll(RunningServer server, Sink sink, int round) throws IOException, InterruptedException {
        Pool pool = Pool.of(server.host(), GROUPS, BATCH, CONNECTIONS, Instant.now())
                .livingFor(LIFE);
        sink.reset();
        long began = System.nanoTime();
        ClosedLoop.Result posted = new Load(server.address(), pool).postGenerations(round, round + 1);
        long lastDue = System.nanoTime() + WAIT.toNanos();
        sink.await(GROUPS, Duration.ofNanos(lastDue - System.nanoTime()).plus(SENT_WITHIN));
        if (round < WARM_UP_ROUNDS) {
            return;
        }
        String program = server.program().name();
        bench.recorder().record(FIGURE + "posted within, ms", program, posted.seconds() * 1000);
        bench.recorder()
                .record(
                        FIGURE + "first sent after the first is due, ms",
                        program,
                        millis(sink.firstNanos() - began - WAIT.toNanos()));
        bench.recorder()
                .record(FIGURE + "last sent after the last is due, ms", program, millis(sink.lastNanos() - lastDue));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
