package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.query.QueryLimits.Patience;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
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

    /** How often patience is asked before it ends: by number, so that it is the same on every machine. */
    private static final int PATIENCE = 100;

    /** The argument for many at once. */
    static final String TOGETHER = "together";

    private static final int THREADS = 8;
    private static final int ROUNDS = 2;

    /** What all may hold together, half of what the process has: more than the part of it that a server gives. */
    private static final long MEMORY_BYTES = 48 << 20;

    private static final long BYTES_PER_SAMPLE = 16;

    private HostileQueries() {}

    /** What has to become of a query. */
    enum Outcome {
        ANSWERED("answered"),
        TOO_MANY("query processing would load too many samples into memory in expression evaluation"),
        TIMED_OUT("query timed out in expression evaluation"),
        TOO_LARGE("the regular expressions up to here are too large together; use shorter or fewer ones");

        final String message;

        Outcome(String message) {
            this.message = message;
        }
    }

    /** @param isInstant asked for one time only; else for as many as the API allows */
    record Hostile(String text, boolean isInstant, Outcome outcome) {}

    static List<Hostile> all() {
        List<Hostile> all = new ArrayList<>();
        for (String text : List.of(
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
                "count_values(\"v\", x * time())",
                "count_values(\"v\", {__name__=~\".+\"})",
                "quantile by (i) (0.5, x)",
                "label_join(x, \"l\", \"-\", \"i\", \"i\", \"i\")",
                "max_over_time(vector(1)[290y:1ms])",
                "max_over_time(vector(time())[1d:10ms])",
                "max_over_time(max_over_time(max_over_time(x[1y:1m])[1y:1m])[1y:1m])",
                "sum_over_time(sum_over_time(sum_over_time(x[10m:1s])[10m:1s])[10m:1s])",
                "quantile_over_time(0.9, sum(x)[100d:10s])",
                "sum by (i) (x) ^ sum by (i) (x) ^ sum by (i) (x) ^ sum by (i) (x)",
                "label_replace(x, \"l\", \"" + "$1".repeat(100_000) + "\", \"i\", \"(.*)\")",
                doubled(60))) {
            all.add(new Hostile(text, false, Outcome.TOO_MANY));
        }
        all.add(new Hostile("absent_over_time(x[1d])", false, Outcome.ANSWERED));
        all.add(new Hostile("x[1d:1ms]", true, Outcome.TOO_MANY));
        all.add(new Hostile("{__name__=~\".+\"}[10y]", true, Outcome.ANSWERED));
        all.addAll(ofScalars());
        all.addAll(ofRemarks());
        all.addAll(ofPatterns());
        all.addAll(ofManySmallThings());
        return all;
    }

    /** Arrays of numbers that are no series. */
    private static List<Hostile> ofScalars() {
        return List.of(
                new Hostile(
                        "max_over_time(vector(" + "time()+(".repeat(20) + "time()" + ")".repeat(20) + ")[11d:1s])",
                        true,
                        Outcome.TOO_MANY),
                new Hostile(
                        "max_over_time(vector(" + "scalar(vector(time()))^".repeat(20) + "time())[5d:1s])",
                        true,
                        Outcome.TOO_MANY),
                new Hostile("max_over_time(vector(time())[5d:1s])", true, Outcome.ANSWERED),
                new Hostile("max_over_time((vector(time()) % 2 == 0)[11d:1s])", true, Outcome.TOO_MANY));
    }

    /** Something else to say at each step. */
    private static List<Hostile> ofRemarks() {
        String far = "quantile_over_time(time(), vector(1)[1s:1s])";
        return List.of(
                new Hostile("count_over_time(quantile(time(), vector(1))[3d:1s])", true, Outcome.ANSWERED),
                new Hostile("count_over_time(" + far + "[3d:1s])", true, Outcome.ANSWERED),
                new Hostile(" ".repeat(200_000) + "count_over_time(" + far + "[3d:1s])", true, Outcome.ANSWERED));
    }

    /** Much to compile, or to match. */
    private static List<Hostile> ofPatterns() {
        String large = "(?:[a-z]{40}){20}";
        // Goes through all of its instructions for each character, and no text that is missing says no at once.
        String slow = "(?:[0-9]?){900}[a-z]";
        String manyTexts = IntStream.range(0, 20_000)
                .mapToObj(i -> ".*" + Integer.toString(i + 10_000, 36) + "x.*")
                .collect(Collectors.joining("|"));
        return List.of(
                new Hostile("x{" + ("a=~\"" + large + "\",").repeat(1_000) + "}", true, Outcome.TOO_LARGE),
                new Hostile(("x{a=~\"" + large + "\"} or ").repeat(200) + "x", true, Outcome.TOO_LARGE),
                new Hostile(("x{i=~\"" + slow + "\"} or ").repeat(30) + "x", true, Outcome.TIMED_OUT),
                new Hostile("x{i=~\"" + manyTexts + "\"}", true, Outcome.TIMED_OUT),
                new Hostile(
                        "label_replace(label_replace(x, \"i\", \"" + "$1".repeat(40)
                                + "\", \"i\", \"(.*)\"), \"l\", \"$1$1\"," + " \"i\", \"" + "(.*)".repeat(40) + "x\")",
                        true,
                        Outcome.TIMED_OUT));
    }

    /** What is small alone, and held many times. */
    private static List<Hostile> ofManySmallThings() {
        String labels = IntStream.range(0, 25_000).mapToObj(i -> "l" + i).collect(Collectors.joining(","));
        return List.of(
                new Hostile("x ^ ".repeat(95) + "x", true, Outcome.TOO_MANY),
                new Hostile("(x + 0) ^ ".repeat(95) + "x", true, Outcome.TOO_MANY),
                new Hostile(
                        "count_over_time((x{i=~\"1...\"} < on () group_left (v) count_values(\"v\","
                                + " vector(time())))[500s:1s])",
                        true,
                        Outcome.TOO_MANY),
                new Hostile("sum by (" + labels + ") (x)", true, Outcome.ANSWERED),
                new Hostile("x * on (i) group_left (" + labels + ") x", true, Outcome.TIMED_OUT),
                new Hostile("label_join(x, \"l\", \"\"" + ", \"none\"".repeat(25_000) + ")", true, Outcome.TIMED_OUT));
    }

    /** A label that is twice as long after each call. */
    private static String doubled(int times) {
        return "label_replace(".repeat(times) + "x"
                + IntStream.range(0, times)
                        .mapToObj(i -> ", \"i\", \"$1$1\", \"i\", \"(.*)\")")
                        .reduce("", String::concat);
    }

    /**
     * Prints of each what became of it and how long it took; of those whose numbers are given, or of all. Asks what takes
     * memory of many threads if {@link #TOGETHER} is given, and prints at the end what is still taken.
     */
    public static void main(String[] arguments) throws Exception {
        MemoryStore store = store();
        QueryEngine engine = new QueryEngine(new QueryOptions(60_000, false));
        if (List.of(arguments).contains(TOGETHER)) {
            together(engine, store);
            return;
        }
        List<Hostile> all = all();
        for (int i = 0; i < all.size(); i++) {
            if (arguments.length > 0 && !List.of(arguments).contains("" + i)) {
                continue;
            }
            Hostile hostile = all.get(i);
            long start = System.nanoTime();
            String outcome = outcome(engine, store, hostile, SAMPLES_MAX, EvaluationMemory.unbounded());
            System.out.println(outcome + "\t" + (System.nanoTime() - start) / 1_000_000);
        }
    }

    /** What takes memory sooner than time. */
    static List<Hostile> ofMemory() {
        List<Hostile> all = new ArrayList<>();
        for (String text : List.of(
                "x",
                "rate(x[1m])",
                "x * on (i) x",
                "sum by (i) (x)",
                "count_values(\"v\", x * time())",
                "max_over_time(vector(time())[1d:10ms])",
                "sum_over_time(sum_over_time(sum_over_time(x[10m:1s])[10m:1s])[10m:1s])",
                doubled(60))) {
            all.add(new Hostile(text, false, Outcome.TOO_MANY));
        }
        // As much as there is for one, nearly.
        all.add(new Hostile("x{i=~\"1..\"}", false, Outcome.ANSWERED));
        all.add(new Hostile("-x{i=~\"...\"} % 2", false, Outcome.ANSWERED));
        all.add(new Hostile("x ^ ".repeat(20) + "x", true, Outcome.ANSWERED));
        all.add(new Hostile("sort({__name__=~\".+\"})", true, Outcome.ANSWERED));
        all.add(new Hostile("{__name__=~\".+\"}[10y]", true, Outcome.ANSWERED));
        return all;
    }

    private static void together(QueryEngine engine, MemoryStore store) throws Exception {
        EvaluationMemory memory = new EvaluationMemory(MEMORY_BYTES, THREADS / 2, THREADS / 2);
        List<Hostile> all = ofMemory();
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        List<Future<String>> outcomes = new ArrayList<>();
        for (int i = 0; i < ROUNDS * THREADS * all.size(); i++) {
            // Each begins at another one, so that there is always another mixture.
            Hostile hostile = all.get((i / THREADS + i % THREADS * 5) % all.size());
            User user = i % 2 == 0 ? User.QUERY : User.RULE;
            outcomes.add(threads.submit(() -> {
                try (EvaluationMemory.Share share = memory.share(user)) {
                    return outcome(engine, store, hostile, memory.shareMaxBytes() / BYTES_PER_SAMPLE, share);
                }
            }));
        }
        for (Future<String> each : outcomes) {
            System.out.println(each.get());
        }
        threads.shutdown();
        System.out.println(memory.takenBytes(User.QUERY) + memory.takenBytes(User.RULE));
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

    private static String outcome(
            QueryEngine engine, MemoryStore store, Hostile hostile, long samplesMax, EvaluationMemory.Share memory) {
        AtomicLong asked = new AtomicLong();
        Patience patience = () -> {
            // Only those that must time out do: another limit must not be met by being slow.
            if (hostile.outcome() == Outcome.TIMED_OUT && asked.incrementAndGet() > PATIENCE) {
                throw new QueryException(Reason.TIMEOUT, Outcome.TIMED_OUT.message);
            }
        };
        QueryLimits limits = new QueryLimits(300_000, samplesMax, patience, memory);
        long end = START_MILLIS + SAMPLES * INTERVAL_MILLIS;
        try {
            Query query = Query.parse(hostile.text());
            QueryResult result = hostile.isInstant()
                    ? engine.instant(store, query, end, limits)
                    : engine.range(store, query, new RangeTimes(end - POINTS * 50L, end, 50), limits);
            return result.warnings().size() <= Annotations.TEXTS_MAX + 1
                    ? "answered"
                    : "answered with too many warnings";
        } catch (QueryException | PromqlSyntaxException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
