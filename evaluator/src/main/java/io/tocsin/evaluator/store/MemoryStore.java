package io.tocsin.evaluator.store;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.Utf8;
import io.tocsin.evaluator.series.Cardinality;
import io.tocsin.evaluator.series.LabelIndex;
import io.tocsin.evaluator.series.MetricName;
import io.tocsin.evaluator.series.SampleSink;
import io.tocsin.evaluator.series.SearchMeter;
import io.tocsin.evaluator.series.Series;
import io.tocsin.evaluator.series.SeriesSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Series in memory, for as long as the retention says. Thread-safe: commits and sweeps take turns, and readers wait for
 * neither. What a commit has written is seen by every read that begins after it; of a batch that is being committed a reader
 * sees, of each series, all samples or none.
 *
 * <p>Series go with a {@link #sweep} when their newest sample is older than the retention. Where nine tenths of the series
 * limit are in use, those that ended more than {@value #ENDED_KEPT_MILLIS} ms ago go as well: what lives needs their place.
 */
public final class MemoryStore implements SeriesSource, SampleSink, LabelIndex {
    /** How far samples may be ahead of the time that their batch was begun with. */
    static final long AHEAD_MAX_MILLIS = 10 * 60 * 1000L;

    static final long ENDED_KEPT_MILLIS = 15 * 60 * 1000L;

    /** Series that a sweep looks at, or takes away, before it lets commits in between. */
    private static final int SWEEP_SLICE = 4096;

    /** In how many steps at most a sweep takes series away. */
    private static final int REMOVALS_MAX = 32;

    private static final int SPARSE_IDS_MIN = 1 << 16;

    private final StoreLimits limits;
    private final Registry registry;
    private final WaitingSamples.Spare spare = new WaitingSamples.Spare();

    /** Held by whoever changes something: series may be written by several scrapes, and the index has one writer at a time. */
    private final Object writing = new Object();

    /** Held by the one sweep that is under way: only sweeps take series away, and replace the index. */
    private final Object sweeping = new Object();

    /** Guarded by {@link #writing}. */
    private final Tally tally = new Tally();

    /** Volatile: whoever asks waits for nobody. */
    private volatile StoreStatistics statistics = tally.statistics(0, 0);

    public MemoryStore(StoreLimits limits) {
        this(limits, SPARSE_IDS_MIN);
    }

    MemoryStore(StoreLimits limits, int sparseIdsMin) {
        this.limits = requireNonNull(limits, "limits");
        this.registry = new Registry(limits.seriesMax(), sparseIdsMin);
    }

    @Override
    public <E extends Exception> List<? extends Series> select(
            long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E {
        return selected(fromMillis, toMillis, matchers, meter);
    }

    private <E extends Exception> List<MemorySeries> selected(
            long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E {
        SeriesIndex index = registry.index();
        Ids ids = new Selection<>(index, meter).ids(matchers);
        MemorySeries[] found = new MemorySeries[ids.count()];
        int count = 0;
        for (int i = 0; i < ids.count(); i++) {
            MemorySeries series = index.series(ids.array()[i]);
            if (series != null && series.mayHaveSamples(fromMillis, toMillis)) {
                found[count++] = series;
            }
        }
        return Collections.unmodifiableList(Arrays.asList(count == found.length ? found : Arrays.copyOf(found, count)));
    }

    @Override
    public <E extends Exception> List<String> labelNames(
            long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E {
        if (!matchers.isEmpty()) {
            Set<String> names = new HashSet<>();
            for (MemorySeries series : selected(fromMillis, toMillis, matchers, meter)) {
                Labels labels = series.labels();
                meter.work(labels.size());
                for (int i = 0; i < labels.size(); i++) {
                    names.add(labels.name(i));
                }
            }
            return sorted(names);
        }
        SeriesIndex index = registry.index();
        List<String> names = new ArrayList<>();
        for (String name : index.names()) {
            if (!valuesIn(index, name, fromMillis, toMillis, 1, meter).isEmpty()) {
                names.add(name);
            }
        }
        return sorted(names);
    }

    @Override
    public <E extends Exception> List<String> labelValues(
            String name, long fromMillis, long toMillis, List<Matcher> matchers, SearchMeter<E> meter) throws E {
        if (!matchers.isEmpty()) {
            Set<String> values = new HashSet<>();
            for (MemorySeries series : selected(fromMillis, toMillis, matchers, meter)) {
                meter.work(1);
                values.add(series.labels().get(name));
            }
            values.remove("");
            return sorted(values);
        }
        return sorted(valuesIn(registry.index(), name, fromMillis, toMillis, Integer.MAX_VALUE, meter));
    }

    /** The values of a label that have series in a stretch of time, {@code most} of them. */
    private static <E extends Exception> List<String> valuesIn(
            SeriesIndex index, String name, long fromMillis, long toMillis, int most, SearchMeter<E> meter) throws E {
        int limit = index.limit();
        List<String> values = new ArrayList<>();
        for (Postings postings : index.values(name)) {
            if (isAnyIn(index, postings.below(limit), fromMillis, toMillis, meter)) {
                values.add(postings.value());
                if (values.size() == most) {
                    break;
                }
            }
        }
        return values;
    }

    private static <E extends Exception> boolean isAnyIn(
            SeriesIndex index, Ids ids, long fromMillis, long toMillis, SearchMeter<E> meter) throws E {
        for (int i = 0; i < ids.count(); i++) {
            meter.work(1);
            MemorySeries series = index.series(ids.array()[i]);
            if (series != null && series.mayHaveSamples(fromMillis, toMillis)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public <E extends Exception> Cardinality cardinality(int most, SearchMeter<E> meter) throws E {
        SeriesIndex index = registry.index();
        int limit = index.limit();
        LargestCounts ofMetrics = new LargestCounts(most);
        LargestCounts ofLabels = new LargestCounts(most);
        LargestCounts ofPairs = new LargestCounts(most);
        for (String name : index.names()) {
            int values = 0;
            for (Postings postings : index.values(name)) {
                meter.work(1);
                int series = postings.below(limit).count();
                if (series == 0) {
                    continue;
                }
                values++;
                ofPairs.add(() -> name + "=" + postings.value(), series);
                if (name.equals(MetricName.LABEL)) {
                    ofMetrics.add(postings::value, series);
                }
            }
            if (values > 0) {
                ofLabels.add(() -> name, values);
            }
        }
        return new Cardinality(ofMetrics.all(), ofLabels.all(), ofPairs.all());
    }

    private static List<String> sorted(Collection<String> texts) {
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort(Utf8.ORDER);
        return Collections.unmodifiableList(sorted);
    }

    @Override
    public Batch begin(long nowMillis) {
        return new MemoryBatch(this, registry, spare, nowMillis);
    }

    Outcome write(WaitingSamples samples, long nowMillis) {
        synchronized (writing) {
            Outcome outcome = new BatchWriting(registry, tally, limits, nowMillis).write(samples);
            publishStatistics();
            return outcome;
        }
    }

    /**
     * Drops what is older than the retention. To be called now and then, about once a minute; a query may see samples that
     * should have gone until it is, and for up to two hours more where their chunk holds later ones.
     */
    public void sweep(long nowMillis) {
        synchronized (sweeping) {
            long cut = nowMillis - limits.retentionMillis();
            long endedCut = registry.isCrowded() ? Math.max(cut, nowMillis - ENDED_KEPT_MILLIS) : cut;
            SeriesIndex index = registry.index();
            List<MemorySeries> over = new ArrayList<>();
            long oldest = Long.MAX_VALUE;
            for (int id = 0; id < index.limit(); id += SWEEP_SLICE) {
                synchronized (writing) {
                    oldest = Math.min(oldest, sweepSlice(index, id, cut, endedCut, over));
                }
            }
            // Each slice copies all lists of ids that it takes something out of, so there are not many of them.
            int slice = Math.max(SWEEP_SLICE, over.size() / REMOVALS_MAX);
            for (int from = 0; from < over.size(); from += slice) {
                List<MemorySeries> some = new ArrayList<>(over.subList(from, Math.min(over.size(), from + slice)));
                synchronized (writing) {
                    remove(some, cut, endedCut);
                    publishStatistics();
                }
            }
            makeDense();
            synchronized (writing) {
                tally.oldestMillis = oldest;
                publishStatistics();
            }
        }
    }

    /** Where most ids are of series that have gone: makes a new index, beside which the old one is written on. */
    private void makeDense() {
        Registry.Renumbering renumbering;
        synchronized (writing) {
            renumbering = registry.renumbering();
        }
        boolean isOver = renumbering == null;
        while (renumbering != null && !isOver) {
            synchronized (writing) {
                isOver = renumbering.advance(SWEEP_SLICE);
            }
        }
    }

    /** Returns the time of the oldest sample that is kept. */
    private long sweepSlice(SeriesIndex index, int from, long cut, long endedCut, List<MemorySeries> over) {
        long oldest = Long.MAX_VALUE;
        for (int id = from; id < Math.min(index.limit(), from + SWEEP_SLICE); id++) {
            MemorySeries series = index.series(id);
            if (series == null) {
                continue;
            }
            if (series.isOver(cut, endedCut)) {
                over.add(series);
            } else {
                series.tidy(cut, tally);
                oldest = Math.min(oldest, series.oldestMillis());
            }
        }
        return oldest;
    }

    /** Removes those that have got no sample since they were found to be over. */
    private void remove(List<MemorySeries> over, long cut, long endedCut) {
        over.removeIf(series -> !series.isRegistered() || !series.isOver(cut, endedCut));
        if (over.isEmpty()) {
            return;
        }
        tally.seriesRemoved += over.size();
        tally.seriesEndedEarly +=
                over.stream().filter(series -> !series.isOver(cut, cut)).count();
        registry.remove(over);
        over.forEach(series -> series.clear(tally));
    }

    /** How many series there are. */
    public int seriesCount() {
        return statistics.series();
    }

    /** As of the last commit, or the last step of a sweep that is under way. */
    public StoreStatistics statistics() {
        return statistics;
    }

    /** For the holder of the writing lock. */
    private void publishStatistics() {
        SeriesIndex index = registry.index();
        statistics = tally.statistics(index.live(), index.labelPairs());
    }
}
