package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Clusters side by side, each in a network of its own. */
record ClusterBench(Bench bench) {
    ClusterBench {
        requireNonNull(bench, "bench");
    }

    /**
     * Starts a cluster of each program, and waits until all have settled.
     *
     * @param configuration from the address of a receiver of notifications
     */
    Clusters start(List<ClusterProgram> programs, Function<String, String> configuration)
            throws IOException, InterruptedException {
        Clusters clusters = new Clusters(new ArrayList<>());
        try {
            for (ClusterProgram program : programs) {
                clusters.all().add(RunningCluster.start(program, clusters.all().size(), configuration, bench));
            }
            for (RunningCluster cluster : clusters.all()) {
                cluster.awaitSettled();
            }
            return clusters;
        } catch (IOException | InterruptedException e) {
            clusters.close();
            throw e;
        }
    }

    List<ClusterProgram> inUse() {
        return ClusterProgram.inUse(bench.programs());
    }

    Options options() {
        return bench.options();
    }

    void say(String text) {
        bench.recorder().say(text);
    }

    void record(String figure, RunningCluster cluster, double value) {
        bench.recorder().record(figure, cluster.name(), value);
    }

    /** Clusters that run side by side. */
    record Clusters(List<RunningCluster> all) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            for (RunningCluster cluster : all) {
                cluster.close();
            }
        }
    }
}
