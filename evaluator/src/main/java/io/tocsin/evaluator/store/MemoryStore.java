package io.tocsin.evaluator.store;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.Utf8;
import io.tocsin.evaluator.series.LabelIndex;
import io.tocsin.evaluator.series.SampleSink;
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

    /** Series that a sweep looks at before it lets commits in between. */
    private static final int SWEEP_SLICE = 4096;

    private static final int SPARSE_IDS_MIN = 1 << 16;

    private final StoreLimits limits;
    private final Registry registry;

    /** Held by whoever changes something: series may be written by several scrapes, and the index has one writer at a time. */
    private final Object writing = new Object();

    /** Guarded by {@link #writing}. */
    private final Tally tally = new Tally();

    public MemoryStore(StoreLimits limits) {
        this(limits, SPARSE_IDS_MIN);
    }

    MemoryStore(StoreLimits limits, int sparseIdsMin) {
        this.limits = requireNonNull(limits, "limits");
        this.registry = new Registry(limits.seriesMax(), sparseIdsMin);
    }

    @Override
    public List<? extends Series> select(long fromMillis, long toMillis, List<Matcher> matchers) {
        return selected(fromMillis, toMillis, matchers);
    }

    private List<MemorySeries> selected(long fromMillis, long toMillis, List<Matcher> matchers) {
        SeriesIndex index = registry.index();
        Ids ids = new Selection(index).ids(matchers);
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
    public List<String> labelNames(long fromMillis, long toMillis, List<Matcher> matchers) {
        if (!matchers.isEmpty()) {
            Set<String> names = new HashSet<>();
            for (MemorySeries series : selected(fromMillis, toMillis, matchers)) {
                Labels labels = series.labels();
                for (int i = 0; i < labels.size(); i++) {
                    names.add(labels.name(i));
                }
            }
            return sorted(names);
        }
        SeriesIndex index = registry.index();
        int limit = index.limit();
        List<String> names = new ArrayList<>();
        for (String name : index.names()) {
            if (index.values(name).stream()
                    .anyMatch(postings -> isAnyIn(index, postings.below(limit), fromMillis, toMillis))) {
                names.add(name);
            }
        }
        return sorted(names);
    }

    @Override
    public List<String> labelValues(String name, long fromMillis, long toMillis, List<Matcher> matchers) {
        if (!matchers.isEmpty()) {
            Set<String> values = new HashSet<>();
            for (MemorySeries series : selected(fromMillis, toMillis, matchers)) {
                values.add(series.labels().get(name));
            }
            values.remove("");
            return sorted(values);
        }
        SeriesIndex index = registry.index();
        int limit = index.limit();
        List<String> values = new ArrayList<>();
        for (Postings postings : index.values(name)) {
            if (isAnyIn(index, postings.below(limit), fromMillis, toMillis)) {
                values.add(postings.value());
            }
        }
        return sorted(values);
    }

    private static boolean isAnyIn(SeriesIndex index, Ids ids, long fromMillis, long toMillis) {
        for (int i = 0; i < ids.count(); i++) {
            MemorySeries series = index.series(ids.array()[i]);
            if (series != null && series.mayHaveSamples(fromMillis, toMillis)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> sorted(Collection<String> texts) {
        List<String> sorted = new ArrayList<>(texts);
        sorted.sort(Utf8.ORDER);
        return Collections.unmodifiableList(sorted);
    }

    @Override
    public Batch begin(long nowMillis) {
        return new MemoryBatch(this, registry, nowMillis);
    }

    Outcome write(MemoryBatch batch) {
        synchronized (writing) {
            return new BatchWriting(registry, tally, limits).write(batch);
        }
    }

    /**
     * Drops what is older than the retention. To be called now and then, about once a minute; a query may see samples that
     * should have gone until it is, and for up to two hours more where their chunk holds later ones.
     */
    public void sweep(long nowMillis) {
        long cut = nowMillis - limits.retentionMillis();
        long endedCut = registry.isCrowded() ? Math.max(cut, nowMillis - ENDED_KEPT_MILLIS) : cut;
        // Only sweeps replace the index, and they are seldom: one that meets another finds series gone, and passes over
        // them.
        SeriesIndex index = registry.index();
        List<MemorySeries> over = new ArrayList<>();
        long oldest = Long.MAX_VALUE;
        for (int id = 0; id < index.limit(); id += SWEEP_SLICE) {
            synchronized (writing) {
                oldest = Math.min(oldest, sweepSlice(index, id, cut, endedCut, over));
            }
        }
        synchronized (writing) {
            remove(over, cut, endedCut);
            tally.oldestMillis = oldest;
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
        synchronized (writing) {
            return registry.index().live();
        }
    }

    public StoreStatistics statistics() {
        synchronized (writing) {
            SeriesIndex index = registry.index();
            return tally.statistics(index.live(), index.labelPairs());
        }
    }
}
