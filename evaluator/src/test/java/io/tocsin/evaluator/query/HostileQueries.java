package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.query.QueryLimits.Patience;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Asks what would take all memory or all time, over 10 000 series, and prints what became of each query. Run by
 * {@link HostileQueriesTest} as a process of its own with little memory, where running out of it ends everything.
 */
final class HostileQueries {
    private static final int SERIES = 10_000;
    private static final int SAMPLES = 40;
    private static final long INTERVAL_MILLIS = 15_000;
    private static final long START_MILLIS = 1_700_000_000_000L;

    /** What the original's API allows for one series. */
    private static final int POINTS = 11_000;

    private static final long SAMPLES_MAX = 1_000_000;
    private static final long PATIENCE_NANOS = 3_000_000_000L;

    private HostileQueries() {}

    static List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(
                "x",
                "x offset 1m or y",
                "rate(x[1m])",
                "sum by (i) (x)",
                "x * on (i) x",
                "x * on (j) group_left (i) max by (j) (x)",
                "x and x unless y",
                "topk(5000, x)",
                "sort(x)",
                "timestamp(x)",
                "absent_over_time(x[1d])",
                "count_values(\"v\", x * time())",
                "count_values(\"v\", {__name__=~\".+\"})",
                "quantile by (i) (0.5, x)",
                "label_join(x, \"l\", \"-\", \"i\", \"i\", \"i\")",
                "max_over_time(vector(1)[290y:1ms])",
                "max_over_time(vector(time())[1d:10ms])",
                "max_over_time(max_over_time(max_over_time(x[1y:1m])[1y:1m])[1y:1m])",
                "sum_over_time(sum_over_time(sum_over_time(x[10m:1s])[10m:1s])[10m:1s])",
                "quantile_over_time(0.9, sum(x)[100d:10s])",
                "x[1d:1ms]",
                "{__name__=~\".+\"}[10y]",
                "label_replace(x, \"l\", \"$1$1$1$1$1$1$1$1\", \"i\", \"" + "(.*)".repeat(12) + "x\")",
                "label_replace(x, \"l\", \"" + "$1".repeat(100_000) + "\", \"i\", \"(.*)\")",
                "sum by (i) (x) ^ sum by (i) (x) ^ sum by (i) (x) ^ sum by (i) (x)"));
        texts.add(doubled(60));
        return texts;
    }

    /** A label that is twice as long after each call. */
    private static String doubled(int times) {
        return "label_replace(".repeat(times) + "x"
                + IntStream.range(0, times)
                        .mapToObj(i -> ", \"i\", \"$1$1\", \"i\", \"(.*)\")")
                        .reduce("", String::concat);
    }

    public static void main(String[] arguments) throws Exception {
        MemoryStore store = store();
        QueryEngine engine = new QueryEngine(new QueryOptions(60_000, false));
        for (String text : texts()) {
            long start = System.nanoTime();
            String outcome = outcome(engine, store, text);
            System.out.println(outcome + "\t" + (System.nanoTime() - start) / 1_000_000 + "\t" + text);
        }
    }

    private static MemoryStore store() throws SampleSink.SeriesLimitException {
        MemoryStore store = new MemoryStore(new StoreLimits(86_400_000, SERIES));
        for (int sample = 0; sample < SAMPLES; sample++) {
            long time = START_MILLIS + sample * INTERVAL_MILLIS;
            SampleSink.Batch batch = store.begin(time);
            for (int i = 0; i < SERIES; i++) {
                Labels labels = Labels.of("__name__", i % 10 == 0 ? "y" : "x", "i", "" + i, "j", "" + i % 7);
                batch.add(batch.series(labels), time, i + sample);
            }
            batch.commit();
        }
        return store;
    }

    private static String outcome(QueryEngine engine, MemoryStore store, String text) throws PromqlSyntaxException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        Patience patience = () -> {
            if (System.nanoTime() > deadline) {
                throw new QueryException(Reason.TIMEOUT, "query timed out in expression evaluation");
            }
        };
        QueryLimits limits = new QueryLimits(300_000, SAMPLES_MAX, patience);
        Query query = Query.parse(text);
        long end = START_MILLIS + SAMPLES * INTERVAL_MILLIS;
        try {
            switch (query.expr().type()) {
                case RANGE_VECTOR -> engine.instant(store, query, end, limits);
                default -> engine.range(store, query, new RangeTimes(end - POINTS * 50L, end, 50), limits);
            }
            return "answered";
        } catch (QueryException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
