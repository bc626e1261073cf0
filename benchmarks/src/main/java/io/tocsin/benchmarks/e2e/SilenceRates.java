package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** Measures how fast silences are taken that come over many connections at once: each answer waits for the disk. */
final class SilenceRates {
    private static final int CONNECTIONS = 16;

    /** Before the first measurement; a JVM on one core compiles for ten seconds beside such a load. */
    private static final int WARM_UP_ROUNDS = 3;

    private static final String FIGURE = "silences over " + CONNECTIONS + " connections: ";

    private final Bench bench;

    SilenceRates(Bench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        int each = bench.options().silencePosts;
        try (Bench.Servers servers = bench.startAll(Configurations.HUNDRED_GROUPS)) {
            for (RunningServer server : servers.all()) {
                SilencePosts.post(server, 0, WARM_UP_ROUNDS * each, CONNECTIONS);
            }
            int last = WARM_UP_ROUNDS + bench.options().rounds;
            for (int round = WARM_UP_ROUNDS; round < last; round++) {
                for (RunningServer server : servers.all()) {
                    record(server, SilencePosts.post(server, round * each, (round + 1) * each, CONNECTIONS));
                }
            }
            for (RunningServer server : servers.all()) {
                check(server, last * each);
            }
        }
    }

    private void record(RunningServer server, ClosedLoop.Result result) {
        String program = server.program().name();
        bench.recorder().record(FIGURE + "posted per s", program, result.perSecond());
        bench.recorder().record(FIGURE + "p50, ms", program, result.latencies().millisAt(0.5));
        bench.recorder().record(FIGURE + "p99, ms", program, result.latencies().millisAt(0.99));
    }

    private static void check(RunningServer server, int posted) throws IOException, InterruptedException {
        int known = server.silencesKnown();
        if (known != posted) {
            throw new IOException("%s: knows %d silences (expected: %d, all that it acknowledged)"
                    .formatted(server.program().name(), known, posted));
        }
    }
}
