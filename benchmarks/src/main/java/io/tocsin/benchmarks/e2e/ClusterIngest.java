package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Measures how fast three members take alerts, as their sender sees it. */
final class ClusterIngest {
    private static final int POOL = 10_000;
    private static final int BATCH = 64;
    private static final int CONNECTIONS = 8;

    /** So many times the new alerts that are measured warm up at most: all of them stay in memory. */
    private static final int WARM_UP_TIMES = 4;

    private static final String FIGURE = "three members: ";

    private final ClusterBench bench;

    ClusterIngest(ClusterBench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        for (int round = 1; round <= bench.options().rounds; round++) {
            try (ClusterBench.Clusters clusters = bench.start(bench.inUse(), url -> Configurations.HUNDRED_GROUPS)) {
                measureRound(clusters.all());
            }
        }
    }

    private void measureRound(List<RunningCluster> clusters) throws IOException, InterruptedException {
        List<Load> loads = clusters.stream().map(ClusterIngest::load).toList();
        for (int i = 0; i < clusters.size(); i++) {
            bench.say(clusters.get(i).name() + ": warm-up");
            loads.get(i).refreshFor(Duration.ofSeconds(bench.options().warmUpSeconds));
        }
        for (int i = 0; i < clusters.size(); i++) {
            Load load = loads.get(i);
            Duration length = Duration.ofSeconds(bench.options().measureSeconds);
            measure(clusters.get(i), "refreshes", () -> load.refreshFor(length));
        }
        int generations = Math.max(1, bench.options().newAlerts / POOL);
        for (int i = 0; i < clusters.size(); i++) {
            Load load = loads.get(i);
            measure(clusters.get(i), "the first new ones", () -> load.postGenerations(1, 1 + generations));
        }
        for (int i = 0; i < clusters.size(); i++) {
            bench.say(clusters.get(i).name() + ": warm-up with new ones");
            Load load = loads.get(i);
            int warm = warmUp(load, 1 + generations, WARM_UP_TIMES * generations);
            measure(clusters.get(i), "all new", () -> load.postGenerations(warm, warm + generations));
        }
    }

    /** @return the generation that follows */
    private int warmUp(Load load, int from, int generationsMax) throws IOException, InterruptedException {
        long end = System.nanoTime()
                + Duration.ofSeconds(bench.options().warmUpSeconds).toNanos();
        int next = from;
        while (System.nanoTime() < end && next < from + generationsMax) {
            load.postGenerations(next, next + 1);
            next++;
        }
        return next;
    }

    private static Load load(RunningCluster cluster) {
        return new Load(cluster.addresses(), Pool.of("alertmanager", POOL, BATCH, CONNECTIONS, Instant.now()));
    }

    private void measure(RunningCluster cluster, String name, Measured run) throws IOException, InterruptedException {
        double cpuBefore = cluster.cpuSeconds();
        ClosedLoop.Result result = run.run();
        double cpu = cluster.cpuSeconds() - cpuBefore;
        bench.record(FIGURE + name + ", alerts/s", cluster, result.perSecond());
        bench.record(
                FIGURE + name + ", p50 per request, ms",
                cluster,
                result.latencies().millisAt(0.5));
        bench.record(
                FIGURE + name + ", p99 per request, ms",
                cluster,
                result.latencies().millisAt(0.99));
        bench.record(FIGURE + name + ", alerts per second of CPU of all", cluster, result.things() / cpu);
    }
}
