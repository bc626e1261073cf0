package io.tocsin.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the operating system says about this process, read from {@code /proc} at every scrape. On systems without it
 * only start time and processor time are shown.
 */
final class ProcessMetrics implements MultiCollector {
    private final ProcFiles files = new ProcFiles();

    @Override
    public MetricSnapshots collect() {
        List<MetricSnapshot> found = new ArrayList<>();
        gauge(found, "process_start_time_seconds", "Start of the process, Unix time.", startTime());
        counter(found, "process_cpu_seconds", "Processor time used.", cpuSeconds());
        gauge(found, "process_resident_memory_bytes", "Memory held in RAM.", files.residentBytes());
        gauge(found, "process_virtual_memory_bytes", "Address space used.", files.virtualBytes());
        gauge(found, "process_virtual_memory_max_bytes", "Largest address space allowed.", files.limit("Max address"));
        gauge(found, "process_open_fds", "Open file descriptors.", files.openFiles());
        gauge(found, "process_max_fds", "Most file descriptors allowed.", files.limit("Max open files"));
        counter(found, "process_network_receive_bytes", "Bytes received by the host.", files.networkBytes(0));
        counter(found, "process_network_transmit_bytes", "Bytes sent by the host.", files.networkBytes(8));
        return new MetricSnapshots(found);
    }

    private static OptionalDouble startTime() {
        Optional<Instant> start = ProcessHandle.current().info().startInstant();
        return start.isPresent() ? OptionalDouble.of(start.get().toEpochMilli() / 1e3) : OptionalDouble.empty();
    }

    private static OptionalDouble cpuSeconds() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(used -> OptionalDouble.of(used.toNanos() / 1e9))
                .orElse(OptionalDouble.empty());
    }

    private static void gauge(List<MetricSnapshot> to, String name, String help, OptionalDouble value) {
        if (value.isPresent()) {
            to.add(GaugeSnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(GaugeDataPointSnapshot.builder()
                            .value(value.getAsDouble())
                            .build())
                    .build());
        }
    }

    private static void counter(List<MetricSnapshot> to, String name, String help, OptionalDouble value) {
        if (value.isPresent()) {
            to.add(CounterSnapshot.builder()
                    .name(name)
                    .help(help)
                    .dataPoint(CounterDataPointSnapshot.builder()
                            .value(value.getAsDouble())
                            .build())
                    .build());
        }
    }
}
