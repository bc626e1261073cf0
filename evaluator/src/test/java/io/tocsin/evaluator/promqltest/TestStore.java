package io.tocsin.evaluator.promqltest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.promql.SeriesNotation.Point;
import io.tocsin.evaluator.promqltest.Command.Load;
import io.tocsin.evaluator.promqltest.Command.Loaded;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.SampleSink.Batch;
import io.tocsin.evaluator.series.SampleSink.Outcome;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import io.tocsin.evaluator.series.SearchMeter;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.SeriesSource;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreLimits;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Samples in the store that users have, and a note of what it can't hold: whoever asks for that finds out afterwards from
 * {@link #missed}.
 */
final class TestStore implements SeriesSource {
    private final MemoryStore store = new MemoryStore(new StoreLimits(Long.MAX_VALUE / 4, 100_000));
    private final List<Missing> missing = new ArrayList<>();
    private final Set<String> missed = new LinkedHashSet<>();

    /** Samples of a kind that is not supported. */
    private record Missing(Labels labels, String what, long fromMillis, long toMillis) {}

    void load(Load load) {
        // Of a series that stands twice the original takes the last.
        Map<Labels, Loaded> series = new LinkedHashMap<>();
        load.series().forEach(each -> series.put(each.notation().labels(), each));
        for (Loaded each : series.values()) {
            load(each, load.stepMillis());
            if (load.makesHistograms()) {
                noteMadeHistogram(each, load.stepMillis());
            }
        }
    }

    private void load(Loaded loaded, long stepMillis) {
        List<Point> points = loaded.notation().points();
        Labels labels = loaded.notation().labels();
        long end = stepMillis * points.size();
        if (loaded.hasStartTimes()) {
            missing.add(new Missing(labels, "start timestamps", 0, end));
        }
        Batch batch = store.begin(end);
        int added = 0;
        try {
            for (int i = 0; i < points.size(); i++) {
                long time = i * stepMillis;
                if (points.get(i) instanceof Point.Value number) {
                    batch.add(batch.series(labels), time, number.value());
                    added++;
                } else if (points.get(i) instanceof Point.Histogram) {
                    missing.add(new Missing(labels, "native histograms", time, time));
                }
            }
        } catch (SeriesLimitException e) {
            throw new AssertionError(e);
        }
        Outcome outcome = batch.commit();
        assertThat(outcome.stored()).as("stored of %s", labels).isEqualTo(added);
    }

    /** Under the name without its ending, and without the bound. */
    private void noteMadeHistogram(Loaded loaded, long stepMillis) {
        Labels labels = loaded.notation().labels();
        String name = labels.get(MetricName.LABEL).replaceFirst("_(bucket|count|sum)$", "");
        Labels.Builder made = new Labels.Builder(labels.size());
        made.add(MetricName.LABEL, name);
        for (int i = 0; i < labels.size(); i++) {
            if (!labels.name(i).equals("le") && !labels.name(i).equals(MetricName.LABEL)) {
                made.add(labels.name(i), labels.value(i));
            }
        }
        long end = stepMillis * loaded.notation().points().size();
        missing.add(new Missing(made.build(), "native histograms", 0, end));
    }

    @Override
    public <E extends Exception> List<? extends Series> select(
            long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E {
        for (Missing each : missing) {
            boolean isInTime = each.fromMillis() <= toMillis && each.toMillis() >= fromMillis;
            if (isInTime && matchers.stream().allMatch(matcher -> matcher.matches(each.labels()))) {
                missed.add(each.what());
            }
        }
        return store.select(fromMillis, toMillis, matchers, meter);
    }

    /** What has been asked for since the last call and could not be given. */
    List<String> missed() {
        List<String> all = List.copyOf(missed);
        missed.clear();
        return all;
    }
}
