package io.tocsin.evaluator.store;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.query.Query;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.query.QueryResult;
import io.tocsin.evaluator.query.QueryValue;
import io.tocsin.evaluator.series.SampleSink;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * What expressions of alerting rules cost over 10 005 series with 61 samples in five minutes, as instant queries: medians, in
 * milliseconds of processor time of the one thread that works. To be run by hand.
 */
public final class ExpressionMeasurement {
    private static final long START = 1_700_000_000_000L;
    private static final long STEP = 5000;
    private static final int ROUNDS = 62;
    private static final int WARM_UP = 200;
    private static final int REPEATS = 101;

    private static final List<String> EXPRESSIONS = List.of(
            "up == 0",
            "absent(nonexistent{job=\"x\"})",
            "node_gauge > 90",
            "rate(cpu_total{mode=\"idle\"}[5m])",
            "sum by (mode) (rate(cpu_total[5m]))",
            "histogram_quantile(.99, sum by (le, handler) (rate(latency_bucket[5m])))",
            "predict_linear(node_gauge[5m], 4 * 3600) < 0",
            "node_gauge / ignoring(device) group_left node_gauge > 1",
            "max_over_time(node_gauge[5m]) - min_over_time(node_gauge[5m])",
            "topk(5, rate(cpu_total[1m]))",
            "count({__name__=~\".+\"})",
            "max_over_time(sum by (mode) (rate(cpu_total[1m]))[3m:30s])");

    private final MemoryStore store = new MemoryStore(new StoreLimits(6 * 3_600_000L, 1_000_000));
    private final List<SampleSink.Handle> handles = new ArrayList<>();
    private final List<Labels> labels = new ArrayList<>();
    private final Random random = new Random(1);

    private ExpressionMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        ExpressionMeasurement measurement = new ExpressionMeasurement();
        measurement.fill();
        for (String expression : arguments.length > 0 ? List.of(arguments) : EXPRESSIONS) {
            measurement.measure(expression);
        }
    }

    private void fill() throws SampleSink.SeriesLimitException {
        labels.add(Labels.of("__name__", "up", "instance", "host:9100", "job", "node"));
        for (int i = 0; i < 8000; i++) {
            labels.add(Labels.of(
                    "__name__",
                    "cpu_total",
                    "instance",
                    "host:9100",
                    "job",
                    "node",
                    "cpu",
                    "" + i / 8,
                    "mode",
                    List.of("idle", "user", "system", "iowait", "irq", "nice", "softirq", "steal")
                            .get(i % 8)));
        }
        for (int i = 0; i < 1000; i++) {
            labels.add(Labels.of(
                    "__name__",
                    "node_gauge",
                    "instance",
                    "host:9100",
                    "job",
                    "node",
                    "device",
                    "dev" + i,
                    "kind",
                    "" + i));
        }
        for (int i = 0; i < 1000; i++) {
            List<String> bounds = List.of("0.005", "0.01", "0.05", "0.1", "0.5", "1.0", "2.5", "5.0", "10.0", "+Inf");
            labels.add(Labels.of(
                    "__name__",
                    "latency_bucket",
                    "instance",
                    "host:9100",
                    "job",
                    "node",
                    "handler",
                    "/h/" + i / 10,
                    "le",
                    bounds.get(i % 10)));
        }
        double[] values = new double[labels.size()];
        for (int round = 0; round < ROUNDS; round++) {
            long now = START + round * STEP;
            SampleSink.Batch batch = store.begin(now);
            for (int i = 0; i < values.length; i++) {
                boolean isGauge = i > 8000 && i <= 9000;
                values[i] = i == 0
                        ? 1
                        : isGauge ? random.nextDouble() * 100 : values[i] + random.nextInt(20) * (1 + i % 10);
                if (round == 0) {
                    handles.add(batch.series(labels.get(i)));
                }
                batch.add(handles.get(i), now, values[i]);
            }
            batch.commit();
        }
    }

    private void measure(String expression) throws Exception {
        QueryEngine engine = new QueryEngine(new QueryOptions(60_000, false));
        QueryLimits limits = new QueryLimits(300_000, 50_000_000, QueryLimits.Patience.ENDLESS);
        long time = START + (ROUNDS - 1) * STEP;
        long[] nanos = new long[REPEATS];
        int results = 0;
        for (int i = -WARM_UP; i < REPEATS; i++) {
            long began = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            QueryResult result = engine.instant(store, Query.parse(expression), time, limits);
            long taken = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - began;
            if (i >= 0) {
                nanos[i] = taken;
            }
            results = result.value() instanceof QueryValue.Vector vector
                    ? vector.samples().size()
                    : -1;
        }
        Arrays.sort(nanos);
        System.out.printf("%-80s %6d results %8.2f ms%n", expression, results, nanos[REPEATS / 2] / 1e6);
    }
}
