package io.tocsin.evaluator.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.Cardinality;
import io.tocsin.evaluator.series.Cardinality.Count;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SearchMeter;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.StaleMarker;
import io.tocsin.evaluator.store.SamplesOfSeries.Sample;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of samples, series and handles. */
final class MemoryStoreTest {
    private static final long NOW = 1_700_000_000_000L;
    private static final long RETENTION = 6 * 3_600_000L;
    private static final long HOUR = 3_600_000L;
    private static final Labels UP = Labels.of("__name__", "up", "job", "a");
    private static final Labels DOWN = Labels.of("__name__", "down", "job", "a");
    private static final Matcher NAMED = Matcher.of(MatchType.EQUAL, "__name__", "m");
    private static final List<Matcher> EVERYTHING = List.of(Matcher.of(MatchType.REGEX, "__name__", ".+"));

    private final MemoryStore store = store(100);

    private static MemoryStore store(int seriesMax) {
        return new MemoryStore(new StoreLimits(RETENTION, seriesMax));
    }

    @Test
    void commit_newSeries_isSeenWithItsBits() throws Exception {
        assertThat(write(UP, NOW, Double.longBitsToDouble(0x7ff8000000000123L)))
                .isEqualTo(new SampleSink.Outcome(1, 0, 0, 0, 1));

        assertThat(samples(UP)).containsExactly(new Sample(NOW, 0x7ff8000000000123L));
        assertThat(write(UP, NOW + 1, StaleMarker.VALUE)).isEqualTo(new SampleSink.Outcome(1, 0, 0, 0, 0));
        assertThat(samples(UP)).hasSize(2).endsWith(Sample.of(NOW + 1, StaleMarker.VALUE));
    }

    @Test
    void batch_notCommitted_isNotSeen() throws Exception {
        SampleSink.Batch batch = store.begin(NOW);
        batch.add(batch.series(UP), NOW, 1);

        assertThat(store.select(0, Long.MAX_VALUE, EVERYTHING)).isEmpty();
        batch.rollback();
        assertThat(store.select(0, Long.MAX_VALUE, EVERYTHING)).isEmpty();
        assertThat(store.labelNames(0, Long.MAX_VALUE, List.of(), SearchMeter.endless()))
                .isEmpty();
        assertThat(store.statistics()).isEqualTo(store(1).statistics());
    }

    @Test
    void batch_over_takesNothingMore() throws Exception {
        SampleSink.Batch batch = store.begin(NOW);
        SampleSink.Handle up = batch.series(UP);
        batch.commit();

        assertThatThrownBy(() -> batch.add(up, NOW, 1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(batch::commit).isInstanceOf(IllegalStateException.class);
        batch.rollback();
    }

    @Test
    void append_sameTime_isFineWithTheSameBitsOnly() throws Exception {
        write(UP, NOW, Double.NaN);

        assertThat(write(UP, NOW, Double.NaN)).isEqualTo(new SampleSink.Outcome(1, 0, 0, 0, 0));
        assertThat(write(UP, NOW, StaleMarker.VALUE)).isEqualTo(new SampleSink.Outcome(0, 0, 1, 0, 0));
        assertThat(write(UP, NOW, 1)).isEqualTo(new SampleSink.Outcome(0, 0, 1, 0, 0));
        assertThat(samples(UP)).containsExactly(Sample.of(NOW, Double.NaN));
    }

    @Test
    void append_olderThanTheNewest_isOutOfOrder() throws Exception {
        write(UP, NOW, 1);

        assertThat(write(UP, NOW - 1, 1)).isEqualTo(new SampleSink.Outcome(0, 1, 0, 0, 0));
        assertThat(samples(UP)).hasSize(1);
    }

    @Test
    void append_tooFarAway_isOutOfBoundsAndMakesNoSeries() throws Exception {
        assertThat(write(UP, NOW - RETENTION - 1, 1)).isEqualTo(new SampleSink.Outcome(0, 0, 0, 1, 0));
        assertThat(write(UP, NOW + 600_001, 1)).isEqualTo(new SampleSink.Outcome(0, 0, 0, 1, 0));
        assertThat(store.seriesCount()).isZero();

        assertThat(write(UP, NOW - RETENTION, 1).stored()).isEqualTo(1);
        assertThat(write(UP, NOW + 600_000, 1).stored()).isEqualTo(1);
    }

    @Test
    void batch_someBadSamples_keepsTheOthers() throws Exception {
        write(UP, NOW, 1);
        SampleSink.Batch batch = store.begin(NOW);
        SampleSink.Handle up = batch.series(UP);
        SampleSink.Handle down = batch.series(DOWN);
        batch.add(up, NOW - 1, 1);
        batch.add(up, NOW, 2);
        batch.add(down, NOW - RETENTION - 1, 3);
        batch.add(down, NOW, 4);
        batch.add(up, NOW + 1, 5);

        assertThat(batch.commit()).isEqualTo(new SampleSink.Outcome(2, 1, 1, 1, 1));
        assertThat(samples(UP)).containsExactly(Sample.of(NOW, 1), Sample.of(NOW + 1, 5));
        assertThat(samples(DOWN)).containsExactly(Sample.of(NOW, 4));
    }

    @Test
    void batch_oneLabelSetTwice_isOneSeries() throws Exception {
        SampleSink.Batch batch = store.begin(NOW);
        batch.add(batch.series(UP), NOW, 1);
        batch.add(batch.series(Labels.of("job", "a", "__name__", "up", "empty", "")), NOW + 1, 2);

        assertThat(batch.commit()).isEqualTo(new SampleSink.Outcome(2, 0, 0, 0, 1));
        assertThat(samples(UP)).hasSize(2);
        assertThat(store.seriesCount()).isEqualTo(1);
    }

    @Test
    void batches_openAtTheSameTime_makeOneSeries() throws Exception {
        SampleSink.Batch first = store.begin(NOW);
        SampleSink.Batch second = store.begin(NOW);
        SampleSink.Handle one = first.series(UP);
        SampleSink.Handle other = second.series(UP);
        first.add(one, NOW, 1);
        second.add(other, NOW + 1, 2);

        assertThat(first.commit().newSeries()).isEqualTo(1);
        assertThat(second.commit()).isEqualTo(new SampleSink.Outcome(1, 0, 0, 0, 0));
        assertThat(samples(UP)).hasSize(2);

        // Handles made before there was a series are good for later.
        SampleSink.Batch third = store.begin(NOW);
        third.add(one, NOW + 2, 3);
        third.add(other, NOW + 3, 4);
        assertThat(third.commit()).isEqualTo(new SampleSink.Outcome(2, 0, 0, 0, 0));
        assertThat(samples(UP)).hasSize(4);
    }

    /** Room for samples is used again, and not by two at a time. */
    @Test
    void batch_afterOthersOfAnySize_writesItsOwnSamplesOnly() throws Exception {
        SampleSink.Batch large = store.begin(NOW);
        SampleSink.Handle down = large.series(DOWN);
        for (int i = 0; i < 200; i++) {
            large.add(down, NOW + i, i);
        }
        SampleSink.Batch meanwhile = store.begin(NOW);
        meanwhile.add(meanwhile.series(UP), NOW, 7);
        large.rollback();
        large.rollback();
        SampleSink.Batch next = store.begin(NOW);
        next.add(next.series(UP), NOW + 1, 8);
        SampleSink.Batch empty = store.begin(NOW);

        assertThat(meanwhile.commit().stored()).isEqualTo(1);
        assertThat(next.commit().stored()).isEqualTo(1);
        assertThat(empty.commit().stored()).isZero();
        assertThat(samples(UP)).containsExactly(Sample.of(NOW, 7), Sample.of(NOW + 1, 8));
        assertThat(store.seriesCount()).isEqualTo(1);
    }

    @Test
    void handle_foreign_isRefused() {
        SampleSink.Batch batch = store.begin(NOW);

        assertThatThrownBy(() -> batch.add(() -> UP, NOW, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Otherwise a few of them, new ones at each scrape, would fill the memory before the store was full. */
    @Test
    void series_withLongLabels_takesSeveralPlaces() throws Exception {
        MemoryStore small = store(4);
        Labels large = Labels.of("__name__", "v".repeat(3000));

        SampleSink.Batch batch = small.begin(NOW);
        batch.add(batch.series(large), NOW, 1);
        batch.series(UP);
        assertThatThrownBy(() -> batch.series(DOWN)).isInstanceOf(SampleSink.SeriesLimitException.class);
        batch.commit();

        SampleSink.Batch second = small.begin(NOW);
        second.series(UP);
        assertThatThrownBy(() -> second.series(DOWN)).isInstanceOf(SampleSink.SeriesLimitException.class);
        second.rollback();
        small.sweep(NOW + 2 * RETENTION);
        SampleSink.Batch third = small.begin(NOW + 2 * RETENTION);
        third.series(large);
        third.series(DOWN);
    }

    @Test
    void limit_reached_refusesAndLeavesNothing() throws Exception {
        MemoryStore small = store(1);
        SampleSink.Batch batch = small.begin(NOW);
        batch.add(batch.series(UP), NOW, 1);
        assertThatThrownBy(() -> batch.series(DOWN))
                .isInstanceOf(SampleSink.SeriesLimitException.class)
                .hasMessageContaining("1 series")
                .hasMessageContaining("--evaluator.series-max");
        batch.rollback();

        // The place that the refused batch had is free again.
        SampleSink.Batch next = small.begin(NOW);
        next.add(next.series(DOWN), NOW, 1);
        next.commit();
        assertThat(small.select(0, Long.MAX_VALUE, EVERYTHING))
                .extracting(Series::labels)
                .containsExactly(DOWN);
    }

    @Test
    void limit_placesHeldByOthers_count() throws Exception {
        MemoryStore small = store(2);
        SampleSink.Batch first = small.begin(NOW);
        first.add(first.series(UP), NOW, 1);
        SampleSink.Batch second = small.begin(NOW);
        second.add(second.series(DOWN), NOW, 1);
        Labels third = Labels.of("__name__", "third");
        assertThatThrownBy(() -> second.series(third)).isInstanceOf(SampleSink.SeriesLimitException.class);
        first.commit();
        second.commit();

        assertThat(small.seriesCount()).isEqualTo(2);
        assertThatThrownBy(() -> small.begin(NOW).series(third)).isInstanceOf(SampleSink.SeriesLimitException.class);
        assertThat(small.begin(NOW).series(UP).labels()).isEqualTo(UP);
    }

    @Test
    void limit_handleOfSeriesThatHasGone_needsAPlace() throws Exception {
        MemoryStore small = store(1);
        SampleSink.Batch first = small.begin(NOW);
        SampleSink.Handle up = first.series(UP);
        first.add(up, NOW, 1);
        first.commit();
        small.sweep(NOW + RETENTION + 1);
        SampleSink.Batch second = small.begin(NOW + RETENTION);
        second.add(second.series(DOWN), NOW + RETENTION, 1);
        second.commit();

        SampleSink.Batch third = small.begin(NOW + RETENTION);
        assertThatThrownBy(() -> third.add(up, NOW + RETENTION, 1)).isInstanceOf(SampleSink.SeriesLimitException.class);
    }

    @Test
    void sweep_oldSeries_goAndTheirHandlesLive() throws Exception {
        SampleSink.Batch first = store.begin(NOW);
        SampleSink.Handle up = first.series(UP);
        first.add(up, NOW, 1);
        first.commit();
        store.sweep(NOW + RETENTION);
        assertThat(store.seriesCount()).isEqualTo(1);

        store.sweep(NOW + RETENTION + 1);
        assertThat(store.seriesCount()).isZero();
        assertThat(store.select(0, Long.MAX_VALUE, EVERYTHING)).isEmpty();
        assertThat(store.labelNames(0, Long.MAX_VALUE, List.of(), SearchMeter.endless()))
                .isEmpty();
        StoreStatistics gone = store.statistics();
        assertThat(List.of(gone.samples(), gone.chunks(), gone.chunkBytes(), gone.labelPairs()))
                .containsOnly(0L);
        assertThat(gone.seriesRemoved()).isEqualTo(1);

        long later = NOW + RETENTION + HOUR;
        SampleSink.Batch second = store.begin(later);
        second.add(up, later, 2);
        assertThat(second.commit()).isEqualTo(new SampleSink.Outcome(1, 0, 0, 0, 1));
        assertThat(samples(UP)).containsExactly(Sample.of(later, 2));
    }

    @Test
    void sweep_oldChunks_goAndNewerStay() throws Exception {
        for (int i = 0; i < 1000; i++) {
            write(NOW + i * 60_000L, UP, NOW + i * 60_000L, i);
        }
        long now = NOW + 1000 * 60_000L;
        store.sweep(now);

        List<Sample> kept = samples(UP);
        assertThat(kept.get(kept.size() - 1)).isEqualTo(Sample.of(NOW + 999 * 60_000L, 999));
        assertThat(kept.get(0).timeMillis())
                .isLessThanOrEqualTo(now - RETENTION + 60_000L)
                .isGreaterThan(now - RETENTION - 2 * HOUR);
        StoreStatistics statistics = store.statistics();
        assertThat(statistics.samples()).isEqualTo(kept.size());
        assertThat(statistics.oldestMillis()).isEqualTo(kept.get(0).timeMillis());
        assertThat(statistics.newestMillis()).isEqualTo(NOW + 999 * 60_000L);
        assertThat(statistics.samplesAppended()).isEqualTo(1000);
    }

    @Test
    void sweep_endedSeries_keepsItsSamplesInLessSpace() throws Exception {
        write(UP, NOW, 1);
        write(UP, NOW + 1000, StaleMarker.VALUE);
        long before = store.statistics().chunkBytes();
        store.sweep(NOW + 2000);

        assertThat(store.statistics().chunkBytes()).isLessThan(before);
        assertThat(samples(UP)).containsExactly(Sample.of(NOW, 1), Sample.of(NOW + 1000, StaleMarker.VALUE));
        assertThat(SamplesOfSeries.newest(series(UP), NOW, NOW + 5000))
                .containsExactly(Sample.of(NOW + 1000, StaleMarker.VALUE));
        assertThat(write(UP, NOW + 1000, StaleMarker.VALUE).stored()).isEqualTo(1);
        assertThat(write(UP, NOW + 1000, 3).duplicates()).isEqualTo(1);
        assertThat(write(UP, NOW + 999, 3).outOfOrder()).isEqualTo(1);
        assertThat(write(UP, NOW + 2000, 3).stored()).isEqualTo(1);
        assertThat(samples(UP)).hasSize(3).endsWith(Sample.of(NOW + 2000, 3));
        StoreStatistics statistics = store.statistics();
        assertThat(List.of(statistics.samples(), statistics.chunks())).containsExactly(3L, 2L);
    }

    @Test
    void sweep_crowded_letsEndedSeriesGoEarly() throws Exception {
        MemoryStore small = store(10);
        for (int i = 0; i < 10; i++) {
            SampleSink.Batch batch = small.begin(NOW);
            SampleSink.Handle series = batch.series(Labels.of("__name__", "m", "i", "" + i));
            batch.add(series, NOW, 1);
            if (i < 6) {
                batch.add(series, NOW + i, StaleMarker.VALUE);
            }
            batch.commit();
        }
        small.sweep(NOW + MemoryStore.ENDED_KEPT_MILLIS);
        assertThat(small.seriesCount()).isEqualTo(10);

        small.sweep(NOW + MemoryStore.ENDED_KEPT_MILLIS + 1000);
        assertThat(small.statistics().seriesEndedEarly()).isEqualTo(5);
        // The first has no stale marker: another value was there at its time.
        assertThat(small.seriesCount()).isEqualTo(5);
    }

    @Test
    void sweep_notCrowded_keepsEndedSeries() throws Exception {
        write(UP, NOW, StaleMarker.VALUE);
        store.sweep(NOW + RETENTION);

        assertThat(store.seriesCount()).isEqualTo(1);
    }

    @Test
    void select_stretchOfTime_leavesOutSeriesWithoutSamplesThere() throws Exception {
        write(UP, NOW, 1);
        write(DOWN, NOW + HOUR / 10, 1);

        assertThat(store.select(NOW + 1, NOW + HOUR, EVERYTHING))
                .extracting(Series::labels)
                .containsExactly(DOWN);
        assertThat(store.select(NOW - 10, NOW, EVERYTHING))
                .extracting(Series::labels)
                .containsExactly(UP);
        assertThat(store.select(NOW - 10, NOW - 1, EVERYTHING)).isEmpty();
    }

    @Test
    void series_manyIdsGone_areFoundStill() throws Exception {
        MemoryStore churning = new MemoryStore(new StoreLimits(RETENTION, 1000), 16);
        for (int round = 0; round < 40; round++) {
            long now = NOW + round * 2L * RETENTION;
            SampleSink.Batch batch = churning.begin(now);
            batch.add(batch.series(UP), now, round);
            for (int i = 0; i < 10; i++) {
                batch.add(batch.series(Labels.of("__name__", "m", "round", "" + round, "i", "" + i)), now, i);
            }
            batch.commit();
            churning.sweep(now);

            assertThat(churning.select(0, Long.MAX_VALUE, EVERYTHING)).hasSize(11);
            assertThat(churning.labelValues("round", 0, Long.MAX_VALUE, List.of(), SearchMeter.endless()))
                    .containsExactly("" + round);
        }
    }

    /** A list of series is taken away in slices, and ids are given anew in slices. */
    @Test
    void sweep_manySeriesGone_leavesTheOthers() throws Exception {
        MemoryStore large = new MemoryStore(new StoreLimits(RETENTION, 100_000), 1000);
        for (int round = 0; round < 3; round++) {
            long now = NOW + round * 2L * RETENTION;
            SampleSink.Batch batch = large.begin(now);
            batch.add(batch.series(UP), now, round);
            for (int i = 0; i < 20_000; i++) {
                batch.add(batch.series(Labels.of("__name__", "m", "round", "" + round, "i", "" + i)), now, i);
            }
            batch.commit();
            large.sweep(now);

            assertThat(large.statistics().series()).isEqualTo(20_001);
            assertThat(large.select(0, Long.MAX_VALUE, EVERYTHING)).hasSize(20_001);
        }
        large.sweep(NOW + 6L * RETENTION);
        assertThat(large.statistics().series()).isZero();
        assertThat(large.statistics().labelPairs()).isZero();
        assertThat(large.statistics().seriesRemoved()).isEqualTo(60_001);
    }

    @Test
    void cardinality_ofSeries_namesWhatMostHave() throws Exception {
        for (int i = 0; i < 5; i++) {
            write(Labels.of("__name__", "m", "i", "" + i, "job", "b"), NOW, 1);
        }
        write(UP, NOW, 1);
        write(DOWN, NOW, 1);

        assertThat(store.cardinality(2, SearchMeter.endless()))
                .isEqualTo(new Cardinality(
                        List.of(new Count("m", 5), new Count("down", 1)),
                        List.of(new Count("i", 5), new Count("__name__", 3)),
                        List.of(new Count("__name__=m", 5), new Count("job=b", 5))));
    }

    @Test
    void searches_meterThatHasEnough_end() throws Exception {
        for (int i = 0; i < 50; i++) {
            write(Labels.of("__name__", "m", "i", "" + i), NOW, 1);
        }
        List<Matcher> costly = List.of(Matcher.of(MatchType.REGEX, "i", "[0-9]?[0-9]"));
        for (List<Matcher> matchers : List.of(costly, List.of(NAMED, costly.get(0)), EVERYTHING)) {
            assertThatThrownBy(() -> store.select(0, NOW, matchers, new Enough()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.labelNames(0, NOW, matchers, new Enough()))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> store.labelValues("i", 0, NOW, matchers, new Enough()))
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(() -> store.labelNames(0, NOW - 1, List.of(), new Enough()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.labelValues("i", 0, NOW, List.of(), new Enough()))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> store.cardinality(10, new Enough())).isInstanceOf(IOException.class);
    }

    /** Of fewer steps than there are series. */
    private static final class Enough implements SearchMeter<IOException> {
        private long done;

        @Override
        public void work(long units) throws IOException {
            done += units;
            if (done >= 40) {
                throw new IOException("enough");
            }
        }
    }

    /** Whoever sweeps, commits or searches does not keep others from asking. */
    @Test
    void statistics_whileABatchIsOpen_areThoseOfTheLastCommit() throws Exception {
        write(UP, NOW, 1);
        SampleSink.Batch batch = store.begin(NOW);
        batch.add(batch.series(DOWN), NOW, 1);
        assertThat(store.statistics().samplesAppended()).isEqualTo(1);
        batch.commit();
        assertThat(store.statistics().samplesAppended()).isEqualTo(2);
        assertThat(store.statistics().series()).isEqualTo(2);
    }

    @Test
    void strings_ofManySeries_areShared() throws Exception {
        for (int i = 0; i < 2; i++) {
            Labels labels =
                    Labels.of("__name__", new String("metric"), new String("job"), new String("x"), "i", "" + i);
            SampleSink.Batch batch = store.begin(NOW);
            batch.add(batch.series(labels), NOW, 1);
            batch.commit();
        }
        List<? extends Series> both = store.select(0, Long.MAX_VALUE, EVERYTHING);
        Labels one = both.get(0).labels();
        Labels other = both.get(1).labels();

        assertThat(one.value(0)).isSameAs(other.value(0));
        assertThat(one.name(2)).isSameAs(other.name(2));
        assertThat(one.value(2)).isSameAs(other.value(2));
    }

    private SampleSink.Outcome write(Labels labels, long timeMillis, double value) throws Exception {
        return write(NOW, labels, timeMillis, value);
    }

    private SampleSink.Outcome write(long nowMillis, Labels labels, long timeMillis, double value) throws Exception {
        SampleSink.Batch batch = store.begin(nowMillis);
        batch.add(batch.series(labels), timeMillis, value);
        return batch.commit();
    }

    private Series series(Labels labels) {
        return store.select(0, Long.MAX_VALUE, EVERYTHING).stream()
                .filter(series -> series.labels().equals(labels))
                .findFirst()
                .orElseThrow();
    }

    private List<Sample> samples(Labels labels) {
        return SamplesOfSeries.all(series(labels));
    }
}
