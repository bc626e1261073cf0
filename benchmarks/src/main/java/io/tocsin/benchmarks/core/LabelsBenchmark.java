package io.tocsin.benchmarks.core;

import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Making a label set out of pairs that come in order, and its fingerprint: paid for every alert of every post. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LabelsBenchmark {
    private static final int ALERTS = 1024;

    private final List<Labels> alerts = SampleAlerts.labelSets(ALERTS);
    private final StringPool strings = new StringPool();
    private int next;

    private Labels build(Labels alert) {
        Labels.Builder builder = new Labels.Builder(alert.size());
        for (int i = 0; i < alert.size(); i++) {
            builder.add(strings.share(alert.name(i)), strings.share(alert.value(i)));
        }
        return builder.build();
    }

    private Labels alert() {
        next = (next + 1) % ALERTS;
        return alerts.get(next);
    }

    @Benchmark
    public Labels labels() {
        return build(alert());
    }

    @Benchmark
    public Fingerprint labelsAndFingerprint() {
        return build(alert()).fingerprint();
    }
}
