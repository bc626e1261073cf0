package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import io.tocsin.benchmarks.e2e.Arrivals.Arrival;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Measures what becomes of groups that are due right after a member was killed: the one whose turn it is with all of them
 * (Alertmanager), or with some (Tocsin).
 */
final class ClusterTakeOver {
    private static final int GROUPS = 300;
    private static final int BATCH = 50;
    private static final Duration WAIT = Duration.ofSeconds(5);
    private static final Duration KILLED_BEFORE_DUE = Duration.ofMillis(200);
    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration WARM_WITHIN = Duration.ofSeconds(60);

    /** Each of the others had its turn by then, by the defaults of both. */
    private static final Duration SENT_WITHIN = Duration.ofSeconds(45);

    private final ClusterBench bench;

    ClusterTakeOver(ClusterBench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        for (int round = 0; round < bench.options().rounds; round++) {
            List<ServerProgram> programs = bench.bench().programs();
            List<ClusterProgram> toldThrice = ClusterProgram.toldThrice(programs);
            measure(toldThrice, End.KILLED, "kill -9 of the first of three members: ");
            measure(toldThrice, End.LOST, "loss of the machine of the first of three members: ");
            measure(ClusterProgram.toldOnce(programs), End.KILLED, "kill -9 of the one member that was told: ");
        }
    }

    private void measure(List<ClusterProgram> programs, End end, String figure)
            throws IOException, InterruptedException {
        try (ClusterBench.Clusters clusters = bench.start(programs, url -> Configurations.groupPerAlert(url, WAIT))) {
            if (!clusters.all().stream().allMatch(end::isPossible)) {
                bench.say(figure + "not to be had on loopback");
                return;
            }
            for (RunningCluster cluster : clusters.all()) {
                post(cluster, 0);
                cluster.arrivals().await(GROUPS, WARM_WITHIN);
            }
            List<Kill> kills = new ArrayList<>();
            for (RunningCluster cluster : clusters.all()) {
                kills.add(kill(cluster, end));
            }
            for (Kill kill : kills) {
                record(kill, figure);
            }
        }
    }

    /** Alerts that are due {@link #WAIT} later. */
    private static void post(RunningCluster cluster, int generation) throws IOException, InterruptedException {
        Pool pool = Pool.of("alertmanager", GROUPS, BATCH, 1, Instant.now()).livingFor(LIFE);
        new Load(cluster.addresses(), pool).postGenerations(generation, generation + 1);
    }

    private static Kill kill(RunningCluster cluster, End end) throws IOException, InterruptedException {
        long began = System.nanoTime();
        post(cluster, 1);
        TimeUnit.NANOSECONDS.sleep(began + WAIT.minus(KILLED_BEFORE_DUE).toNanos() - System.nanoTime());
        long killed = System.nanoTime();
        end.of(cluster);
        return new Kill(cluster, killed);
    }

    private void record(Kill kill, String figure) throws InterruptedException {
        long end = kill.nanos + SENT_WITHIN.toNanos();
        TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
        Latencies after = new Latencies();
        int notifications = 0;
        for (Arrival arrival : kill.cluster.arrivals().of(GROUPS, 2 * GROUPS)) {
            notifications += arrival.times();
            if (arrival.hasCome()) {
                after.add(arrival.firstNanos() - kill.nanos);
            }
        }
        bench.record(figure + "notified, of " + GROUPS + " groups", kill.cluster, after.size());
        if (after.size() > 0) {
            bench.record(figure + "half of them after, s", kill.cluster, after.millisAt(0.5) / 1000);
            bench.record(figure + "last of them after, s", kill.cluster, after.millisAt(1) / 1000);
        }
        bench.record(figure + "repeated notifications", kill.cluster, notifications - after.size());
    }

    /** What becomes of the first member. */
    private enum End {
        KILLED {
            @Override
            boolean isPossible(RunningCluster cluster) {
                return true;
            }

            @Override
            void of(RunningCluster cluster) throws IOException {
                cluster.killFirst();
            }
        },
        LOST {
            @Override
            boolean isPossible(RunningCluster cluster) {
                return cluster.canLose();
            }

            @Override
            void of(RunningCluster cluster) throws IOException, InterruptedException {
                cluster.loseFirst();
            }
        };

        abstract boolean isPossible(RunningCluster cluster);

        abstract void of(RunningCluster cluster) throws IOException, InterruptedException;
    }

    /** @param nanos when it happened, as {@link System#nanoTime} */
    private record Kill(RunningCluster cluster, long nanos) {}
}
