package io.tocsin.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;

/**
 * The Java machine: memory, collections, threads, under the names that JVM dashboards use. Read at every scrape; the
 * management classes are not loaded before the first one.
 */
final class JvmMetrics implements MultiCollector {
    @Override
    public MetricSnapshots collect() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        MemoryUsage other = ManagementFactory.getMemoryMXBean().getNonHeapMemoryUsage();
        return MetricSnapshots.of(
                areas("jvm_memory_used_bytes", "Memory used by the machine.", heap.getUsed(), other.getUsed()),
                areas(
                        "jvm_memory_committed_bytes",
                        "Memory taken from the system.",
                        heap.getCommitted(),
                        other.getCommitted()),
                areas("jvm_memory_max_bytes", "Most memory allowed; -1 is no limit.", heap.getMax(), other.getMax()),
                GaugeSnapshot.builder()
                        .name("jvm_threads_current")
                        .help("Live threads.")
                        .dataPoint(point(
                                Labels.EMPTY,
                                ManagementFactory.getThreadMXBean().getThreadCount()))
                        .build(),
                collections());
    }

    private static GaugeSnapshot areas(String name, String help, long heap, long other) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(point(Labels.of("area", "heap"), (double) heap))
                .dataPoint(point(Labels.of("area", "nonheap"), (double) other))
                .build();
    }

    private static GaugeDataPointSnapshot point(Labels labels, double value) {
        return GaugeDataPointSnapshot.builder().labels(labels).value(value).build();
    }

    private static SummarySnapshot collections() {
        SummarySnapshot.Builder summary =
                SummarySnapshot.builder().name("jvm_gc_collection_seconds").help("Time spent collecting garbage.");
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            summary.dataPoint(SummaryDataPointSnapshot.builder()
                    .labels(Labels.of("gc", collector.getName()))
                    .count(Math.max(0, collector.getCollectionCount()))
                    .sum(Math.max(0, collector.getCollectionTime()) / 1e3)
                    .quantiles(Quantiles.EMPTY)
                    .build());
        }
        return summary.build();
    }
}
