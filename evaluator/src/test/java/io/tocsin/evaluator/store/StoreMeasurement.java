package io.tocsin.evaluator.store;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SearchMeter;
import io.tocsin.evaluator.series.Series;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * What the store costs: memory of a series, time of an append, of a selection and of reads. To be run by hand, alone on the
 * machine, with a fixed heap: {@code java -Xms2g -Xmx2g io.tocsin.evaluator.store.StoreMeasurement [series] [samples]}. The
 * series have ten labels; most are counters, a tenth are gauges with arbitrary fractions.
 */
public final class StoreMeasurement {
    private static final long START = 1_700_000_000_000L;
    private static final long STEP = 5000;
    private static final int SCRAPE = 1000;

    private final int seriesCount;
    private final int rounds;
    private final MemoryStore store;
    private final List<SampleSink.Handle> handles = new ArrayList<>();
    private final double[] values;
    private final Random random = new Random(1);

    private StoreMeasurement(int seriesCount, int rounds) {
        this.seriesCount = seriesCount;
        this.rounds = rounds;
        this.store = new MemoryStore(new StoreLimits(6 * 3_600_000L, 10_000_000));
        this.values = new double[seriesCount];
    }

    public static void main(String[] arguments) throws Exception {
        int series = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 60;
        // Once for the compiler, on a small one.
        new StoreMeasurement(10_000, samples).measure(false);
        new StoreMeasurement(series, samples).measure(true);
    }

    private void measure(boolean isPrinted) throws Exception {
        long before = heap();
        long created = create();
        long appended = 0;
        long worst = 0;
        for (int round = 1; round < rounds; round++) {
            long nanos = append(round);
            appended += nanos;
            worst = Math.max(worst, nanos);
        }
        double[] kept = values;
        long after = heap();
        StoreStatistics statistics = store.statistics();
        print(isPrinted, "heap per series, bytes", (after - before - handleBytes()) / (double) seriesCount);
        print(isPrinted, "chunk bytes per series", statistics.chunkBytes() / (double) seriesCount);
        print(isPrinted, "chunk bytes per sample", statistics.chunkBytes() / (double) statistics.samples());
        print(isPrinted, "new series, ns each", created / (double) seriesCount);
        print(isPrinted, "append, ns each", appended / (double) seriesCount / (rounds - 1));
        print(isPrinted, "append in the worst round, ns each", worst / (double) seriesCount);
        long now = START + (rounds - 1) * STEP;
        Matcher metric = Matcher.of(MatchType.EQUAL, "__name__", "metric_3");
        Matcher job = Matcher.of(MatchType.EQUAL, "job", "job_1");
        select(isPrinted, "select name=", now, List.of(metric));
        select(isPrinted, "select name= job=", now, List.of(metric, job));
        select(
                isPrinted,
                "select name= instance=~\".*7.ex.*\"",
                now,
                List.of(metric, Matcher.of(MatchType.REGEX, "instance", ".*7.ex.*")));
        select(
                isPrinted,
                "select name= mode=~\"a|b|mode_1\" job!=\"job_1\"",
                now,
                List.of(metric, Matcher.of(MatchType.REGEX, "mode", "a|b|mode_1"), job.negated()));
        select(isPrinted, "select name=~\".+\"", now, List.of(Matcher.of(MatchType.REGEX, "__name__", ".+")));
        labels(isPrinted, now);
        long sweepBegan = cpu();
        store.sweep(now);
        print(isPrinted, "sweep without anything to do, ms", (cpu() - sweepBegan) / 1e6);
        long endBegan = cpu();
        store.sweep(now + 7 * 3_600_000L);
        print(isPrinted, "sweep of everything, ms", (cpu() - endBegan) / 1e6);
        if (kept.length != seriesCount || store.seriesCount() != 0) {
            throw new AssertionError("series are left: " + store.seriesCount());
        }
    }

    private long handleBytes() {
        return 4L * handles.size();
    }

    private long create() throws SampleSink.SeriesLimitException {
        long nanos = 0;
        for (int from = 0; from < seriesCount; from += SCRAPE) {
            List<Labels> labels = new ArrayList<>();
            for (int i = from; i < Math.min(from + SCRAPE, seriesCount); i++) {
                labels.add(labels(i));
                values[i] = random.nextInt(1_000_000);
            }
            long began = cpu();
            SampleSink.Batch batch = store.begin(START);
            for (int i = 0; i < labels.size(); i++) {
                SampleSink.Handle handle = batch.series(labels.get(i));
                handles.add(handle);
                batch.add(handle, START, values[from + i]);
            }
            batch.commit();
            nanos += cpu() - began;
        }
        return nanos;
    }

    /** Ten labels as scraped series have them; every string is a new one, as a parser makes them. */
    private Labels labels(int i) {
        return Labels.of(
                "__name__", "metric_" + i % 10,
                "instance", "instance-" + i / 1000 + ".example.com:9100",
                "job", "job_" + i / 10 % 3,
                "mode", "mode_" + i / 10 % 8,
                "device", "device" + i / 10 % 100,
                "cluster", new String("production"),
                "region", new String("eu-central-1"),
                "zone", "zone_" + i / 1000 % 3,
                "team", new String("storage"),
                "handler", "/api/v1/handler/" + i / 10 % 100);
    }

    private long append(int round) throws SampleSink.SeriesLimitException {
        for (int i = 0; i < seriesCount; i++) {
            values[i] = i % 10 == 9 ? random.nextDouble() * 100 : values[i] + random.nextInt(i % 10 < 3 ? 1000 : 20);
        }
        long now = START + round * STEP;
        long began = cpu();
        for (int from = 0; from < seriesCount; from += SCRAPE) {
            SampleSink.Batch batch = store.begin(now);
            int to = Math.min(from + SCRAPE, seriesCount);
            for (int i = from; i < to; i++) {
                batch.add(handles.get(i), now, values[i]);
            }
            batch.commit();
        }
        return cpu() - began;
    }

    private void select(boolean isPrinted, String what, long now, List<Matcher> matchers) {
        int repeats = 30;
        long selecting = Long.MAX_VALUE;
        long newest = Long.MAX_VALUE;
        long reading = Long.MAX_VALUE;
        long decoding = Long.MAX_VALUE;
        int count = 0;
        long samples = 0;
        double sum = 0;
        SampleBuffer buffer = new SampleBuffer();
        for (int repeat = 0; repeat < repeats; repeat++) {
            long began = cpu();
            List<? extends Series> found = store.select(now - 300_000, now, matchers);
            selecting = Math.min(selecting, cpu() - began);
            count = found.size();
            began = cpu();
            for (Series series : found) {
                buffer.clear();
                series.readNewest(now - 300_000, now, buffer);
                sum += buffer.value(0);
            }
            newest = Math.min(newest, cpu() - began);
            began = cpu();
            for (Series series : found) {
                buffer.clear();
                series.readNewest(now - 300_000, now - 1, buffer);
                sum += buffer.value(0);
            }
            decoding = Math.min(decoding, cpu() - began);
            began = cpu();
            samples = 0;
            for (Series series : found) {
                buffer.clear();
                series.read(now - 300_000, now, buffer);
                samples += buffer.size();
                sum += buffer.value(0);
            }
            reading = Math.min(reading, cpu() - began);
        }
        print(isPrinted, what + ": series", count);
        print(isPrinted, "    select, us", selecting / 1e3);
        print(isPrinted, "    newest sample, ns per series", newest / (double) count);
        print(isPrinted, "    newest but one, ns per series", decoding / (double) count);
        print(isPrinted, "    five minutes, ns per sample", reading / (double) samples);
        if (Double.isNaN(sum)) {
            throw new AssertionError("there is no such value");
        }
    }

    private void labels(boolean isPrinted, long now) {
        long best = Long.MAX_VALUE;
        int count = 0;
        for (int repeat = 0; repeat < 10; repeat++) {
            long began = cpu();
            count = store.labelNames(now - 300_000, now, List.of(), SearchMeter.endless())
                            .size()
                    + store.labelValues("instance", now - 300_000, now, List.of(), SearchMeter.endless())
                            .size();
            best = Math.min(best, cpu() - began);
        }
        print(isPrinted, "label names and values of instance, " + count + ", us", best / 1e3);
    }

    /** Of this thread, in nanoseconds: others may want the processor as well. */
    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long heap() throws InterruptedException {
        Runtime runtime = Runtime.getRuntime();
        for (int i = 0; i < 4; i++) {
            runtime.gc();
            Thread.sleep(50);
        }
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void print(boolean isPrinted, String what, double value) {
        if (isPrinted) {
            System.out.printf("%-60s %12.1f%n", what, value);
        }
    }
}
