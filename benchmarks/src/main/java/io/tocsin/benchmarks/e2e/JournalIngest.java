package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Measures what the journal costs the intake of alerts, beside a server that keeps nothing. The two take turns, one short
 * load each, many times: a machine that does other things meanwhile disturbs both alike.
 */
final class JournalIngest {
    private static final int POOL = 10_000;
    private static final int BATCH = 64;
    private static final int CONNECTIONS = 8;

    /** The journal's own code is compiled after that. */
    private static final int NEW_WARM_UP_ROUNDS = 4;

    private static final Duration SLICE = Duration.ofMillis(500);
    private static final String FIGURE = "journal and ";

    private final Bench bench;

    /** @param bench whose programs are one with the journal and the same without it */
    JournalIngest(Bench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        Options options = bench.options();
        int generations = Math.max(1, options.newAlerts / POOL);
        try (Bench.Servers servers = bench.startAll(Configurations.HUNDRED_GROUPS)) {
            List<Turns> turns = servers.all().stream().map(Turns::new).toList();
            refresh(turns, Duration.ofSeconds(options.warmUpSeconds));
            for (int round = 0; round < options.rounds; round++) {
                turns.forEach(Turns::reset);
                refresh(turns, Duration.ofSeconds(options.measureSeconds));
                record("refreshes", turns);
            }
            turns.forEach(Turns::reset);
            renew(turns, 1, 1 + generations);
            record("the first all new", turns);
            int warm = 1 + (1 + NEW_WARM_UP_ROUNDS) * generations;
            renew(turns, 1 + generations, warm);
            // As one measurement: collections of the whole heap take half a second and more, and would be most of some
            // rounds.
            turns.forEach(Turns::reset);
            renew(turns, warm, warm + options.rounds * generations);
            record("all new", turns);
        }
    }

    private static void refresh(List<Turns> turns, Duration each) throws IOException, InterruptedException {
        for (long i = 0; i < Math.max(1, each.dividedBy(SLICE)); i++) {
            for (Turns server : turns) {
                server.turn(load -> load.refreshFor(SLICE));
            }
        }
    }

    private static void renew(List<Turns> turns, int from, int to) throws IOException, InterruptedException {
        for (int i = from; i < to; i++) {
            int generation = i;
            for (Turns server : turns) {
                server.turn(load -> load.postGenerations(generation, generation + 1));
            }
        }
    }

    private void record(String what, List<Turns> turns) throws IOException {
        for (Turns server : turns) {
            String program = server.server.program().name();
            bench.recorder().record(FIGURE + what + ": alerts/s", program, server.perSecond());
            bench.recorder()
                    .record(FIGURE + what + ": alerts per second of server CPU", program, server.perCpuSecond());
            bench.recorder().record(FIGURE + what + ": p99 per request, ms", program, server.latencies.millisAt(0.99));
        }
        Turns with = turns.get(0);
        Turns without = turns.get(1);
        String program = with.server.program().name();
        bench.recorder()
                .record(
                        FIGURE + what + ": share of the rate without it, %",
                        program,
                        100 * with.perSecond() / without.perSecond());
        bench.recorder()
                .record(
                        FIGURE + what + ": share of the rate per CPU without it, %",
                        program,
                        100 * with.perCpuSecond() / without.perCpuSecond());
    }

    /** One server's turns of one measurement. */
    private static final class Turns {
        private final RunningServer server;
        private final Load load;
        private Latencies latencies = new Latencies();
        private long alerts;
        private double seconds;
        private double cpuBefore;

        Turns(RunningServer server) {
            this.server = server;
            this.load = new Load(server.address(), Pool.of(server.host(), POOL, BATCH, CONNECTIONS, Instant.now()));
        }

        void reset() {
            latencies = new Latencies();
            alerts = 0;
            seconds = 0;
        }

        void turn(Loading loading) throws IOException, InterruptedException {
            if (alerts == 0) {
                cpuBefore = server.figures().cpuSeconds();
            }
            ClosedLoop.Result result = loading.run(load);
            alerts += result.things();
            seconds += result.seconds();
            latencies.addAll(result.latencies());
        }

        double perSecond() {
            return alerts / seconds;
        }

        /** With what the server did while the other had its turns: the journal writes later, too. */
        double perCpuSecond() throws IOException {
            return alerts / (server.figures().cpuSeconds() - cpuBefore);
        }
    }

    /** One turn's load. */
    @FunctionalInterface
    private interface Loading {
        ClosedLoop.Result run(Load load) throws IOException, InterruptedException;
    }
}
