package io.tocsin.server.api;

import io.tocsin.benchmarks.e2e.SampleBody;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.label.StringPool;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * Reading the body of a post with 64 alerts, in time per alert. The bodies are those of the end-to-end load, a round
 * over 10 000 alerts. In the package of the reader, which nobody else needs to see.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class AlertsReaderBenchmark {
    private static final int ALERTS = 9_984;
    private static final int BATCH = 64;

    private final List<byte[]> bodies = SampleBody.pool(ALERTS, BATCH);
    private final AlertsReader reader = new AlertsReader(new StringPool());
    private int next;

    /** @throws Refusal never: the bodies are good */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public List<PostedAlert> body() throws Refusal {
        next = (next + 1) % bodies.size();
        byte[] body = bodies.get(next);
        return reader.read(body, body.length);
    }
}
