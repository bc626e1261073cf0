package io.tocsin.evaluator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.StaleMarker;
import io.tocsin.evaluator.store.SamplesOfSeries.Sample;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The store beside one that keeps lists: batches of every kind, sweeps between them, handles of all ages. */
final class StoreModelTest {
    private static final long RETENTION = 3 * 3_600_000L;
    private static final List<Matcher> EVERYTHING = List.of(Matcher.of(MatchType.NOT_EQUAL, "i", ""));

    private final MemoryStore store = new MemoryStore(new StoreLimits(RETENTION, 1000), 32);
    private final Map<Labels, List<Sample>> model = new HashMap<>();
    private final Map<Labels, SampleSink.Handle> handles = new HashMap<>();
    private long now = 1_700_000_000_000L;
    private long swept;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void store_randomBatchesAndSweeps_isLikeTheModel(int seed) throws Exception {
        Random random = new Random(seed);
        for (int round = 0; round < 600; round++) {
            now += random.nextInt(120_000);
            boolean isPause = random.nextInt(40) == 0;
            if (isPause) {
                now += RETENTION;
            }
            batch(random);
            if (isPause || random.nextInt(10) == 0) {
                sweep();
            }
            if (random.nextInt(10) == 0) {
                compare(random);
            }
        }
        assertThat(store.statistics().seriesRemoved()).isPositive();
        assertThat(store.statistics().chunks()).isPositive();
    }

    private void batch(Random random) throws SampleSink.SeriesLimitException {
        SampleSink.Batch batch = store.begin(now);
        boolean isKept = random.nextInt(8) > 0;
        int[] expected = new int[5];
        Set<Labels> made = new HashSet<>();
        int count = random.nextInt(40);
        for (int i = 0; i < count; i++) {
            Labels labels = Labels.of("i", "" + random.nextInt(30), "name", "m" + random.nextInt(2));
            SampleSink.Handle handle = random.nextBoolean() ? handles.get(labels) : null;
            if (handle == null) {
                handle = batch.series(labels);
                handles.put(labels, handle);
            }
            Sample sample = Sample.of(time(random), random.nextInt(5) == 0 ? StaleMarker.VALUE : random.nextInt(3));
            batch.add(handle, sample.timeMillis(), sample.value());
            if (isKept) {
                expected[apply(labels, sample, made)]++;
            }
        }
        if (isKept) {
            assertThat(batch.commit())
                    .isEqualTo(new SampleSink.Outcome(
                            expected[0] + expected[4], expected[1], expected[2], expected[3], made.size()));
        } else {
            batch.rollback();
        }
    }

    private long time(Random random) {
        return switch (random.nextInt(20)) {
            case 0 -> now - RETENTION - 1;
            case 1 -> now + MemoryStore.AHEAD_MAX_MILLIS + 1;
            case 2 -> now - random.nextInt(100_000);
            default -> now - random.nextInt(3);
        };
    }

    /** Returns which of the counts of the outcome the sample adds to; 4 for one that makes a series. */
    private int apply(Labels labels, Sample sample, Set<Labels> made) {
        if (sample.timeMillis() < now - RETENTION || sample.timeMillis() > now + MemoryStore.AHEAD_MAX_MILLIS) {
            return 3;
        }
        List<Sample> samples = model.get(labels);
        if (samples == null) {
            model.put(labels, new ArrayList<>(List.of(sample)));
            made.add(labels);
            return 4;
        }
        Sample newest = samples.get(samples.size() - 1);
        if (sample.timeMillis() < newest.timeMillis()) {
            return 1;
        }
        if (sample.timeMillis() == newest.timeMillis()) {
            return sample.equals(newest) ? 0 : 2;
        }
        samples.add(sample);
        return 0;
    }

    private void sweep() {
        store.sweep(now);
        swept = now - RETENTION;
        model.values().removeIf(samples -> samples.get(samples.size() - 1).timeMillis() < swept);
    }

    private void compare(Random random) {
        Map<Labels, Series> found = new HashMap<>();
        store.select(0, Long.MAX_VALUE, EVERYTHING).forEach(series -> found.put(series.labels(), series));
        assertThat(found.keySet()).isEqualTo(model.keySet());
        assertThat(store.seriesCount()).isEqualTo(model.size());
        long held = 0;
        for (Map.Entry<Labels, Series> entry : found.entrySet()) {
            Series series = entry.getValue();
            List<Sample> samples = model.getOrDefault(entry.getKey(), List.of());
            held += SamplesOfSeries.all(series).size();
            // What is older may be there still, together with what is not.
            List<Sample> all = SamplesOfSeries.of(series, swept, Long.MAX_VALUE);
            assertThat(all).isEqualTo(SamplesOfSeries.between(samples, swept, Long.MAX_VALUE));
            long from = Math.max(swept, now - random.nextInt((int) RETENTION));
            long to = from + random.nextInt((int) RETENTION);
            List<Sample> between = SamplesOfSeries.between(samples, from, to);
            assertThat(SamplesOfSeries.of(series, from, to)).isEqualTo(between);
            assertThat(SamplesOfSeries.newest(series, from, to))
                    .isEqualTo(between.subList(Math.max(0, between.size() - 1), between.size()));
        }
        assertThat(store.statistics().samples()).isEqualTo(held);
    }
}
