package io.tocsin.benchmarks.e2e;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Measures what the members of a cluster send one another: at rest, for new alerts, and while those are refreshed. */
final class ClusterTraffic {
    private static final int ALERTS = 10_000;
    private static final int BATCH = 64;
    private static final Duration IDLE = Duration.ofSeconds(60);

    /** With {@code group_wait} and the turns of three members, everything that is to be said was said. */
    private static final Duration NEWS = Duration.ofSeconds(90);

    private static final Duration REFRESH_PAUSE = Duration.ofMinutes(1);
    private static final String FIGURE = "three members: sent to one another, ";
    private static final double KIBIBYTE = 1024;

    private final ClusterBench bench;

    ClusterTraffic(ClusterBench bench) {
        this.bench = requireNonNull(bench, "bench");
    }

    void measure() throws IOException, InterruptedException {
        try (ClusterBench.Clusters clusters = bench.start(bench.inUse(), Configurations::manyGroupsTo)) {
            bench.bench().settle();
            List<RunningCluster> all = clusters.all();
            measure("at rest for " + seconds(IDLE) + ", KiB", KIBIBYTE, all, () -> Thread.sleep(IDLE.toMillis()));
            List<Feed> feeds = all.stream().map(Feed::new).toList();
            measure(ALERTS + " new alerts within " + seconds(NEWS) + ", MiB", Recorder.MEBIBYTE, all, () -> {
                long end = System.nanoTime() + NEWS.toNanos();
                for (Feed feed : feeds) {
                    feed.post();
                }
                Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
            });
            int minutes = bench.options().refreshMinutes;
            measure("the same refreshed every minute for " + minutes + " min, MiB", Recorder.MEBIBYTE, all, () -> {
                for (int i = 0; i < minutes; i++) {
                    refresh(feeds);
                }
            });
        }
    }

    private static String seconds(Duration duration) {
        return duration.toSeconds() + " s";
    }

    private static void refresh(List<Feed> feeds) throws IOException, InterruptedException {
        long end = System.nanoTime() + REFRESH_PAUSE.toNanos();
        for (Feed feed : feeds) {
            feed.post();
        }
        Thread.sleep(Math.max(0, (end - System.nanoTime()) / 1_000_000));
    }

    private void measure(String what, double unit, List<RunningCluster> clusters, Step step)
            throws IOException, InterruptedException {
        long[] before = new long[clusters.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = clusters.get(i).sentBytes();
        }
        step.run();
        for (int i = 0; i < before.length; i++) {
            RunningCluster cluster = clusters.get(i);
            bench.record(FIGURE + what, cluster, (cluster.sentBytes() - before[i]) / unit);
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException, InterruptedException;
    }

    /** The same alerts, posted again and again as a Prometheus does. */
    private static final class Feed {
        private final RunningCluster cluster;
        private final Load load;

        Feed(RunningCluster cluster) {
            this.cluster = cluster;
            this.load = new Load(cluster.addresses(), Pool.of("alertmanager", ALERTS, BATCH, 1, Instant.now()));
        }

        void post() throws IOException, InterruptedException {
            ClosedLoop.Result result = load.postGenerations(0, 1);
            if (result.things() != ALERTS) {
                throw new IOException(cluster.name() + ": " + result.things() + " alerts posted (expected: all)");
            }
        }
    }
}
