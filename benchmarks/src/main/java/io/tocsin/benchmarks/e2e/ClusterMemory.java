package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;

/** Measures what each of three members occupies, at rest and with alerts. */
final class ClusterMemory {
    private static final int STEP = 1_000;
    private static final int ALERTS_MAX = 100_000;
    private static final int BATCH = 64;
    private static final int CONNECTIONS = 8;

    private final ClusterBench bench;

    ClusterMemory(ClusterBench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        try (ClusterBench.Clusters clusters = bench.start(bench.inUse(), url -> Configurations.HUNDRED_GROUPS)) {
            bench.bench().settle();
            for (RunningCluster cluster : clusters.all()) {
                record(cluster, 0);
            }
            for (int alerts = STEP; alerts <= ALERTS_MAX; alerts *= 10) {
                for (RunningCluster cluster : clusters.all()) {
                    measure(cluster, alerts);
                }
            }
        }
    }

    private void measure(RunningCluster cluster, int alerts) throws IOException, InterruptedException {
        Load load = new Load(cluster.addresses(), Pool.of("alertmanager", STEP, BATCH, CONNECTIONS, Instant.now()));
        // Twice, because every alert is refreshed sooner or later.
        load.postGenerations(0, alerts / STEP);
        load.postGenerations(0, alerts / STEP);
        bench.bench().settle();
        record(cluster, alerts);
    }

    private void record(RunningCluster cluster, int alerts) throws IOException {
        for (RunningServer member : cluster.members()) {
            double mebibytes = member.figures().residentBytes() / Recorder.MEBIBYTE;
            bench.record("three members: resident memory of each at " + alerts + " alerts, MiB", cluster, mebibytes);
        }
    }
}
