package io.tocsin.evaluator.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.store.SamplesOfSeries.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers beside writers and sweeps: nothing torn, nothing missing, a batch as a whole. */
@Timeout(120)
final class StoreConcurrencyTest {
    private static final long START = 1_700_000_000_000L;
    private static final long STEP = 15_000;
    private static final int SERIES = 20;
    private static final int ROUNDS = 2500;

    /** Samples of each batch for each series: a batch must not be seen in part. */
    private static final int BATCH = 3;

    private static final List<Matcher> EVERYTHING = List.of(Matcher.of(MatchType.REGEX, "__name__", ".+"));
    private static final List<Matcher> WRITTEN = List.of(Matcher.of(MatchType.EQUAL, "__name__", "written"));

    private final MemoryStore store = new MemoryStore(new StoreLimits(Long.MAX_VALUE / 4, 1_000_000), 64);

    /** Batches that have been committed. */
    private final AtomicInteger committed = new AtomicInteger();

    private final AtomicLong reads = new AtomicLong();

    @Test
    void reads_whileWritten_seeWholeBatchesAndAllThatWasCommitted() throws Exception {
        run(this::writeAll, this::readAll, this::readNewest, this::sweepAll);

        assertThat(reads.get()).isPositive();
        for (Series series : store.select(0, Long.MAX_VALUE, WRITTEN)) {
            assertThat(SamplesOfSeries.all(series)).hasSize(ROUNDS * BATCH);
        }
    }

    /**
     * Series with both labels are never in the answer; while they are put into the index, or taken out of it, they must not
     * look like series with one of them.
     */
    @Test
    void select_whileSeriesComeAndGo_seesThemWithAllLabelsOrNot() throws Exception {
        MemoryStore churning = new MemoryStore(new StoreLimits(STEP, 1_000_000), 64);
        List<Matcher> onlyOne = List.of(
                Matcher.of(MatchType.EQUAL, "a", "x"),
                Matcher.of(MatchType.NOT_EQUAL, "z", "x"),
                Matcher.of(MatchType.NOT_REGEX, "y", "no.+"));
        run(
                () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        churn(churning, i);
                    }
                    committed.set(ROUNDS);
                    return null;
                },
                () -> {
                    while (committed.get() < ROUNDS) {
                        assertThat(churning.select(0, Long.MAX_VALUE, onlyOne))
                                .extracting(Series::labels)
                                .allMatch(labels -> labels.get("z").equals("kept"));
                        reads.incrementAndGet();
                    }
                    return null;
                });

        assertThat(reads.get()).isPositive();
        assertThat(churning.statistics().seriesRemoved()).isGreaterThan(ROUNDS);
    }

    private static void churn(MemoryStore churning, int round) throws SampleSink.SeriesLimitException {
        long now = START + round * 2L * STEP;
        SampleSink.Batch batch = churning.begin(now);
        batch.add(batch.series(Labels.of("a", "x", "z", "kept")), now, 1);
        for (int i = 0; i < 5; i++) {
            batch.add(batch.series(Labels.of("a", "x", "m", round + "-" + i, "y", "ok", "z", "x")), now, 1);
            batch.add(batch.series(Labels.of("a", "x", "m", round + "-" + i, "y", "none", "z", "y")), now, 1);
        }
        batch.commit();
        churning.sweep(now);
    }

    // --- two writers, and series that come again ---

    /** Rounds in which a series is written, after which it is not for twice as many. */
    private static final int SPELL = 50;

    private static final int READS_MIN = 20_000;

    /**
     * Both writers hold handles of the same series, which go while they are not written, and come again under new ids, also
     * while a new index is made. Rounds may be committed the wrong way round: what is late is left out and counted.
     */
    @Test
    void writers_ofTheSameSeriesThatComeAndGo_loseAndMixUpNothing() throws Exception {
        MemoryStore shared = new MemoryStore(new StoreLimits(20 * STEP, 1_000_000), 64);
        AtomicInteger next = new AtomicInteger();
        AtomicInteger newest = new AtomicInteger();
        AtomicLong stored = new AtomicLong();
        AtomicLong late = new AtomicLong();
        AtomicLong added = new AtomicLong();
        Callable<@Nullable Void> writer = () -> {
            List<SampleSink.Handle> handles = new ArrayList<>();
            // Nobody waits for reads and sweeps that have failed.
            while (committed.get() < ROUNDS
                    && (reads.get() < READS_MIN || shared.statistics().seriesRemoved() < ROUNDS)) {
                int round = next.getAndIncrement();
                SampleSink.Batch batch = shared.begin(time(round));
                for (int i = 0; i < SERIES; i++) {
                    if (handles.size() == i) {
                        handles.add(batch.series(Labels.of("__name__", "written", "i", "" + i)));
                    }
                    if ((round / SPELL + i) % 3 == 0) {
                        batch.add(handles.get(i), time(round), value(i, round));
                        added.incrementAndGet();
                    }
                }
                batch.add(batch.series(Labels.of("__name__", "other", "i", "" + round)), time(round), round);
                added.incrementAndGet();
                SampleSink.Outcome outcome = batch.commit();
                stored.addAndGet(outcome.stored());
                late.addAndGet(outcome.outOfOrder());
                newest.set(round);
            }
            return null;
        };
        run(
                writer,
                writer,
                () -> {
                    while (committed.get() < ROUNDS) {
                        shared.sweep(time(newest.get()));
                    }
                    return null;
                },
                () -> {
                    while (committed.get() < ROUNDS) {
                        readShared(shared);
                    }
                    return null;
                });

        assertThat(stored.get() + late.get()).isEqualTo(added.get());
        StoreStatistics statistics = shared.statistics();
        assertThat(statistics.samplesAppended()).isEqualTo(stored.get());
        assertThat(statistics.seriesCreated() - statistics.seriesRemoved()).isEqualTo(statistics.series());
        List<? extends Series> left = shared.select(0, Long.MAX_VALUE, EVERYTHING);
        assertThat(left).hasSize(statistics.series());
        assertThat(left.stream()
                        .mapToLong(series -> SamplesOfSeries.all(series).size())
                        .sum())
                .isEqualTo(statistics.samples());
        shared.sweep(time(next.get() + 100));
        assertThat(shared.statistics().series()).isZero();
        assertThat(shared.statistics().samples()
                        + shared.statistics().chunks()
                        + shared.statistics().chunkBytes())
                .isZero();
    }

    private void readShared(MemoryStore shared) {
        List<? extends Series> found = shared.select(0, Long.MAX_VALUE, WRITTEN);
        assertThat(found).extracting(Series::labels).doesNotHaveDuplicates();
        for (Series series : found) {
            int number = Integer.parseInt(series.labels().get("i"));
            long before = Long.MIN_VALUE;
            for (Sample sample : SamplesOfSeries.all(series)) {
                int round = (int) ((sample.timeMillis() - START) / STEP);
                assertThat(sample).isEqualTo(Sample.of(time(round), value(number, round)));
                assertThat(sample.timeMillis()).isGreaterThan(before);
                before = sample.timeMillis();
                reads.incrementAndGet();
            }
        }
    }

    // --- one writer ---

    private @Nullable Void writeAll() throws SampleSink.SeriesLimitException {
        List<SampleSink.Handle> handles = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            SampleSink.Batch batch = store.begin(time(round * BATCH));
            for (int i = 0; i < SERIES; i++) {
                if (round == 0) {
                    handles.add(batch.series(Labels.of("__name__", "written", "i", "" + i)));
                }
                for (int k = 0; k < BATCH; k++) {
                    batch.add(handles.get(i), time(round * BATCH + k), value(i, round * BATCH + k));
                }
            }
            // Neighbours in the index that come and are not read.
            batch.add(batch.series(Labels.of("__name__", "other", "i", "" + round)), time(round), round);
            batch.commit();
            committed.set(round + 1);
        }
        return null;
    }

    private static long time(int index) {
        return START + index * STEP;
    }

    /** Different in many bits, and known from the series and the index. */
    private static double value(int series, int index) {
        return Double.longBitsToDouble((series * 31L + index) * 0x9e3779b97f4a7c15L);
    }

    private @Nullable Void readAll() {
        while (committed.get() < ROUNDS) {
            int atLeast = committed.get();
            List<? extends Series> found = store.select(0, Long.MAX_VALUE, WRITTEN);
            assertThat(found).hasSize(atLeast == 0 ? found.size() : SERIES);
            for (Series series : found) {
                check(series, SamplesOfSeries.of(series, time(atLeast * BATCH - 400), Long.MAX_VALUE), atLeast);
            }
        }
        return null;
    }

    private void check(Series series, List<Sample> samples, int atLeast) {
        int number = Integer.parseInt(series.labels().get("i"));
        int first = Math.max(0, atLeast * BATCH - 400);
        assertThat(samples.size() + first).isGreaterThanOrEqualTo(atLeast * BATCH);
        assertThat((samples.size() + first) % BATCH).isZero();
        for (int i = 0; i < samples.size(); i++) {
            assertThat(samples.get(i)).isEqualTo(Sample.of(time(first + i), value(number, first + i)));
        }
        reads.incrementAndGet();
    }

    private @Nullable Void readNewest() {
        while (committed.get() < ROUNDS) {
            int atLeast = committed.get();
            for (Series series : store.select(0, Long.MAX_VALUE, WRITTEN)) {
                int number = Integer.parseInt(series.labels().get("i"));
                List<Sample> newest = SamplesOfSeries.newest(series, 0, Long.MAX_VALUE);
                assertThat(newest).hasSize(1);
                int index = (int) ((newest.get(0).timeMillis() - START) / STEP);
                assertThat(newest).containsExactly(Sample.of(time(index), value(number, index)));
                assertThat(index + 1).isGreaterThanOrEqualTo(atLeast * BATCH);
                assertThat((index + 1) % BATCH).isZero();
                reads.incrementAndGet();
            }
        }
        return null;
    }

    private @Nullable Void sweepAll() {
        while (committed.get() < ROUNDS) {
            store.sweep(START);
        }
        return null;
    }

    @SafeVarargs
    private void run(Callable<@Nullable Void>... parts) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(parts.length);
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Callable<@Nullable Void> part : parts) {
                futures.add(threads.submit(() -> {
                    try {
                        return part.call();
                    } finally {
                        // Whoever fails lets the others end.
                        committed.set(ROUNDS);
                    }
                }));
            }
            for (Future<?> future : futures) {
                future.get(100, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
