package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import io.tocsin.benchmarks.e2e.Arrivals.Arrival;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long after an alert is due to be posted its notification comes, where every alert is a group of its own that
 * waits for no others. Alerts come at a steady pace, one by one, whether or not earlier ones were answered.
 */
final class ClusterLatency {
    private static final int GROUPS = 1_000;
    private static final int CONNECTIONS = 8;
    private static final int WARM_UP_ROUNDS = 4;
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration SENT_WITHIN = Duration.ofSeconds(60);

    /** The third member of the original has sent by then what it would send. */
    private static final Duration ALL_HAD_THEIR_TURN = Duration.ofSeconds(35);

    private static final String FIGURE = "three members: a new alert is ";

    private final ClusterBench bench;

    ClusterLatency(ClusterBench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        try (ClusterBench.Clusters clusters =
                bench.start(bench.inUse(), url -> Configurations.groupPerAlert(url, Duration.ZERO))) {
            int rounds = WARM_UP_ROUNDS + bench.options().rounds;
            for (int round = 0; round < rounds; round++) {
                for (RunningCluster cluster : clusters.all()) {
                    measure(cluster, round);
                }
            }
            Thread.sleep(ALL_HAD_THEIR_TURN.toMillis());
            for (RunningCluster cluster : clusters.all()) {
                double times = cluster.arrivals().of(0, GROUPS * rounds).stream()
                        .mapToInt(Arrival::times)
                        .average()
                        .orElseThrow();
                bench.record("three members: notifications per group", cluster, times);
            }
        }
    }

    private void measure(RunningCluster cluster, int round) throws IOException, InterruptedException {
        Pool pool =
                Pool.of("alertmanager", GROUPS, 1, CONNECTIONS, Instant.now()).livingFor(LIFE);
        double cpuBefore = cluster.cpuSeconds();
        Pace pace = new Pace(System.nanoTime(), PAUSE);
        ClosedLoop.Result posted = ClosedLoop.run(cluster.addresses(), CONNECTIONS, (number, connection, share) -> {
            int index = number;
            for (PreparedRequest request : pool.connections().get(number)) {
                long due = pace.await(index);
                pool.renew(request, round);
                pool.refresh(request, Instant.now());
                connection.exchange(request.bytes());
                share.answered(System.nanoTime() - due, 1);
                index += CONNECTIONS;
            }
        });
        cluster.arrivals().await((round + 1) * GROUPS, SENT_WITHIN);
        if (round >= WARM_UP_ROUNDS) {
            record(cluster, posted.latencies(), "answered after, ");
            record(cluster, notified(cluster.arrivals(), round, pace), "notified after, ");
            double cpu = 1000 * (cluster.cpuSeconds() - cpuBefore) / GROUPS;
            bench.record("three members: processor time for a new alert and its notification, ms", cluster, cpu);
        }
    }

    private static Latencies notified(Arrivals arrivals, int round, Pace pace) throws IOException {
        Latencies latencies = new Latencies();
        int index = 0;
        for (Arrival arrival : arrivals.of(round * GROUPS, (round + 1) * GROUPS)) {
            if (!arrival.hasCome()) {
                throw new IOException("alert " + index + ": not notified within " + SENT_WITHIN);
            }
            latencies.add(arrival.firstNanos() - pace.due(index));
            index++;
        }
        return latencies;
    }

    private void record(RunningCluster cluster, Latencies latencies, String what) {
        bench.record(FIGURE + what + "p50, ms", cluster, latencies.millisAt(0.5));
        bench.record(FIGURE + what + "p99, ms", cluster, latencies.millisAt(0.99));
        bench.record(FIGURE + what + "at most, ms", cluster, latencies.millisAt(1));
    }

    /**
     * When each of a row of things is due.
     *
     * @param beganNanos as {@link System#nanoTime}
     */
    private record Pace(long beganNanos, Duration pause) {
        long due(int index) {
            return beganNanos + index * pause.toNanos();
        }

        /** Waits until it is due, and says when that was. */
        long await(int index) {
            long due = due(index);
            try {
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            } catch (InterruptedException e) {
                // Only when the program ends: what is left is posted at once.
                Thread.currentThread().interrupt();
            }
            return due;
        }
    }
}
