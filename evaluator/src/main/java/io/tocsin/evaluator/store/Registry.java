package io.tocsin.evaluator.store;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.SampleSink.SeriesLimitException;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The series that there are, by labels, and the places for more. Series are added and removed under the store's writing lock;
 * everything else is for any thread.
 *
 * <p>There may be more series than places: one that goes between the moment in which it is put into a batch and the commit
 * comes back with it, though others may have its place by then. A batch is written whole, and so few are no harm.
 */
final class Registry {
    /** How sparse an index may get before there is a new one, and from how many ids on. */
    private static final int SPARSE_FACTOR = 4;

    /** Characters of labels for which a series takes one more place each. Deviation D-350: in the original each is one. */
    private static final int LONG_LABELS = 1024;

    private final int seriesMax;
    private final int idsMin;

    private final Map<Labels, MemorySeries> byLabels = new ConcurrentHashMap<>();

    /** Series, and places that batches hold for those that they will make. */
    private final AtomicInteger occupied = new AtomicInteger();

    /** Volatile: readers take whichever is there; an old one stays as it was. */
    private volatile SeriesIndex index = new SeriesIndex();

    /**
     * @param seriesMax how many series there may be
     * @param idsMin below this number of ids given no index is replaced
     */
    Registry(int seriesMax, int idsMin) {
        this.seriesMax = seriesMax;
        this.idsMin = idsMin;
    }

    SeriesIndex index() {
        return index;
    }

    @Nullable
    MemorySeries find(Labels labels) {
        return byLabels.get(labels);
    }

    /** How many places a series takes: one, unless its labels are so long that a few such would fill the memory of many. */
    static int places(Labels labels) {
        int characters = 0;
        for (int i = 0; i < labels.size(); i++) {
            characters += labels.name(i).length() + labels.value(i).length();
        }
        return 1 + characters / LONG_LABELS;
    }

    /** Takes places for a series to be made. */
    void reserve(int places) throws SeriesLimitException {
        if (occupied.addAndGet(places) > seriesMax) {
            occupied.addAndGet(-places);
            throw new SeriesLimitException("the store holds " + seriesMax
                    + " series, as many as it may; scrape fewer, or raise --evaluator.series-max");
        }
    }

    /** Gives places back, those of series that have been made meanwhile too: these hold their own. */
    void release(int places) {
        occupied.addAndGet(-places);
    }

    /** Whether nine tenths of all places are taken. */
    boolean isCrowded() {
        return occupied.get() > seriesMax - seriesMax / 10;
    }

    /** Adds a series that readers see after {@link #publish}. */
    void add(MemorySeries series) {
        index.add(series);
        byLabels.put(series.labels(), series);
        occupied.addAndGet(places(series.labels()));
    }

    void publish() {
        index.publish();
    }

    void remove(Collection<MemorySeries> gone) {
        index.remove(gone);
        gone.forEach(series -> byLabels.remove(series.labels()));
        occupied.addAndGet(
                -gone.stream().mapToInt(series -> places(series.labels())).sum());
    }

    /**
     * A new index in the making, for the holder of the lock; null if the one that is there is not sparse. Nothing may be
     * removed until it is over.
     */
    @Nullable
    Renumbering renumbering() {
        SeriesIndex sparse = index;
        boolean isSparse = sparse.given() > idsMin && sparse.given() / SPARSE_FACTOR > sparse.live();
        return isSparse ? new Renumbering(sparse) : null;
    }

    /** Gives the series small ids, some at a time. Those that come meanwhile get large ones, and their turn at the end. */
    final class Renumbering {
        private final SeriesIndex sparse;
        private final SeriesIndex dense = new SeriesIndex();
        private int next;

        private Renumbering(SeriesIndex sparse) {
            this.sparse = sparse;
        }

        /**
         * Goes on, under the store's writing lock.
         *
         * @param count of ids
         * @return whether the new index has taken the old one's place
         */
        boolean advance(int count) {
            int end = Math.min(sparse.given(), next + count);
            for (; next < end; next++) {
                MemorySeries series = sparse.series(next);
                if (series != null) {
                    dense.addBeside(series);
                }
            }
            if (next < sparse.given()) {
                return false;
            }
            dense.takeOver();
            dense.publish();
            index = dense;
            return true;
        }
    }
}
