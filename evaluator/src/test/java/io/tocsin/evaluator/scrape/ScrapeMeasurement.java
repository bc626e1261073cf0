package io.tocsin.evaluator.scrape;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.management.ThreadMXBean;
import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.exposition.ExpositionFormat;
import io.tocsin.evaluator.exposition.ExpositionParser;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * What taking an answer of 10 000 series costs, from bytes to samples in the store: medians over scrapes, nanoseconds of
 * processor time for each sample, and bytes made anew. To be run by hand.
 */
public final class ScrapeMeasurement {
    private static final int SCRAPES = 400;
    private static final int WARM_UP = 200;
    private static final long STEP = 5000;
    private static final long START = 1_700_000_000_000L;

    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final MemoryStore store = new MemoryStore(new StoreLimits(3_600_000L, 1_000_000));
    private final Random random = new Random(1);
    private final double[] values = new double[10_000];

    private ScrapeMeasurement() {}

    public static void main(String[] arguments) throws Exception {
        new ScrapeMeasurement().measure("into nothing", new NoSink());
        ScrapeMeasurement stored = new ScrapeMeasurement();
        stored.measure("into the store", stored.store);
    }

    /** Takes samples and forgets them: what remains is what scraping itself costs. */
    private static final class NoSink implements SampleSink, SampleSink.Batch {
        @Override
        public Batch begin(long nowMillis) {
            return this;
        }

        @Override
        public Handle series(Labels labels) {
            return () -> labels;
        }

        @Override
        public void add(Handle series, long timeMillis, double value) {
            // Nothing is kept.
        }

        @Override
        public Outcome commit() {
            return new Outcome(0, 0, 0, 0, 0);
        }

        @Override
        public void rollback() {
            // There is nothing.
        }
    }

    /** 80 % counters, 10 % gauges, 10 % buckets; all values move at every scrape. */
    private byte[] body() {
        StringBuilder text = new StringBuilder("# HELP cpu_seconds_total Seconds.\n# TYPE cpu_seconds_total counter\n");
        for (int i = 0; i < 8000; i++) {
            values[i] += random.nextInt(100) / 100.0;
            text.append("cpu_seconds_total{cpu=\"")
                    .append(i / 8)
                    .append("\",mode=\"m")
                    .append(i % 8)
                    .append("\"} ");
            text.append(String.format(Locale.ROOT, "%.2f\n", values[i]));
        }
        text.append("# TYPE node_gauge gauge\n");
        for (int i = 8000; i < 9000; i++) {
            text.append("node_gauge{device=\"d")
                    .append(i)
                    .append("\"} ")
                    .append(random.nextDouble() * 100)
                    .append('\n');
        }
        text.append("# TYPE latency histogram\n");
        for (int i = 9000; i < 10_000; i++) {
            values[i] += random.nextInt(10);
            text.append("latency_bucket{handler=\"/api/")
                    .append(i / 10)
                    .append("\",le=\"")
                    .append(i % 10 / 10.0);
            text.append("\"} ").append((long) values[i]).append('\n');
        }
        return text.toString().getBytes(UTF_8);
    }

    private void measure(String name, SampleSink sink) throws Exception {
        ScrapeTarget target = new ScrapeTarget(
                Labels.EMPTY,
                Labels.of("job", "node", "instance", "host:9100"),
                "http://host:9100/metrics",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5));
        ScrapeLoop loop = new ScrapeLoop("node", target, ScrapeSettings.DEFAULT, sink, TextMemory.ofHeap(1L << 30));
        long[] nanos = new long[SCRAPES];
        long[] parseNanos = new long[SCRAPES];
        long[] bytes = new long[SCRAPES];
        int length = 0;
        double sum = 0;
        for (int i = 0; i < SCRAPES; i++) {
            byte[] body = body();
            length = body.length;
            ScrapeAnswer answer = ScrapeAnswers.ok("text/plain; version=0.0.4", body);
            long made = thread.getCurrentThreadAllocatedBytes();
            long before = thread.getCurrentThreadCpuTime();
            ScrapeReport report = loop.scraped(START + i * STEP, () -> 0, answer);
            nanos[i] = thread.getCurrentThreadCpuTime() - before;
            bytes[i] = thread.getCurrentThreadAllocatedBytes() - made;
            if (report.kept() != 10_000) {
                throw new IllegalStateException("kept: " + report.kept() + " (expected: 10000) " + report.error());
            }
            before = thread.getCurrentThreadCpuTime();
            sum += parse(body);
            parseNanos[i] = thread.getCurrentThreadCpuTime() - before;
        }
        System.out.printf(
                Locale.ROOT,
                "%s: body %d bytes; per sample: scrape %d ns, of a first scrape %d ns; parsing without a cache %d ns;"
                        + " %d bytes made (%s)%n",
                name,
                length,
                median(nanos) / 10_000,
                nanos[0] / 10_000,
                median(parseNanos) / 10_000,
                median(bytes) / 10_000,
                sum > 0);
    }

    private static double parse(byte[] body) throws Exception {
        ExpositionParser parser = ExpositionFormat.TEXT.parser(body);
        double sum = 0;
        while (parser.next(ExpositionParser.NOTHING) != ExpositionParser.Entry.END) {
            sum += parser.value();
        }
        return sum;
    }

    private static long median(long[] all) {
        long[] warm = Arrays.copyOfRange(all, WARM_UP, all.length);
        Arrays.sort(warm);
        return warm[warm.length / 2];
    }
}
