package io.tocsin.evaluator.scrape;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps samples as text, {@code stale} for ends. Times that a series has passed are left out. */
final class SampleSinkFake implements SampleSink {
    private final Map<Labels, NavigableMap<Long, Double>> series = new LinkedHashMap<>();
    private final int seriesMax;

    /** Thrown by the next batch, once. */
    @Nullable
    Error fault;

    SampleSinkFake() {
        this(Integer.MAX_VALUE);
    }

    SampleSinkFake(int seriesMax) {
        this.seriesMax = seriesMax;
    }

    /** Series without those that tell of scrapes, by their printed labels: {@code 1000:5.0 2000:stale}. */
    Map<String, String> samples() {
        Map<String, String> texts = new TreeMap<>();
        series.forEach((labels, samples) -> {
            if (!isReport(labels)) {
                texts.put(labels.toString(), text(samples));
            }
        });
        return texts;
    }

    Map<Labels, NavigableMap<Long, Double>> series() {
        return series;
    }

    static boolean isReport(Labels labels) {
        return labels.get("__name__").equals("up") || labels.get("__name__").startsWith("scrape_");
    }

    /** Of the series of that name, whatever its other labels. */
    String samples(String name) {
        return series.entrySet().stream()
                .filter(entry -> entry.getKey().get("__name__").equals(name))
                .map(entry -> text(entry.getValue()))
                .reduce("", (a, b) -> a.isEmpty() ? b : a + " | " + b);
    }

    private static String text(NavigableMap<Long, Double> samples) {
        List<String> texts = new ArrayList<>();
        samples.forEach((time, value) -> texts.add(time + ":" + (StaleMarker.is(value) ? "stale" : value)));
        return String.join(" ", texts);
    }

    @Override
    public Batch begin(long nowMillis) {
        return new BatchFake();
    }

    private record HandleFake(Labels labels) implements Handle {}

    private record Pending(Labels labels, long timeMillis, double value) {}

    private final class BatchFake implements Batch {
        private final List<Pending> pending = new ArrayList<>();

        @Override
        public Handle series(Labels labels) throws SeriesLimitException {
            Error thrown = fault;
            if (thrown != null) {
                fault = null;
                throw thrown;
            }
            if (!series.containsKey(labels) && series.size() >= seriesMax) {
                throw new SeriesLimitException("series limit of " + seriesMax + " reached");
            }
            return new HandleFake(labels);
        }

        @Override
        public void add(Handle handle, long timeMillis, double value) {
            pending.add(new Pending(handle.labels(), timeMillis, value));
        }

        @Override
        public Outcome commit() {
            int stored = 0;
            int outOfOrder = 0;
            int duplicates = 0;
            for (Pending sample : pending) {
                NavigableMap<Long, Double> samples = series.computeIfAbsent(sample.labels(), key -> new TreeMap<>());
                if (!samples.isEmpty() && samples.lastKey() > sample.timeMillis()) {
                    outOfOrder++;
                } else if (samples.putIfAbsent(sample.timeMillis(), sample.value()) != null) {
                    duplicates++;
                } else {
                    stored++;
                }
            }
            pending.clear();
            return new Outcome(stored, outOfOrder, duplicates, 0, 0);
        }

        @Override
        public void rollback() {
            pending.clear();
        }
    }
}
