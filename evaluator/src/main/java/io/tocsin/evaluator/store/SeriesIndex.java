package io.tocsin.evaluator.store;

import io.tocsin.core.label.Labels;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Which series have which labels: from names to values to ids to series. Changed under the store's writing lock, read by any
 * thread: readers ask for {@link #limit} first and take no notice of ids from there on, so that a series is in all of its
 * lists for them, or in none.
 *
 * <p>Ids are given in the order in which series come, and not again. When most of them are of series that have gone, the store
 * makes a new index.
 */
final class SeriesIndex {
    private static final int TABLE_MIN = 1024;

    private final Map<String, LabelValues> names = new ConcurrentHashMap<>();

    /** Volatile: whoever finds a longer array must find what was copied into it. */
    private volatile @Nullable MemorySeries[] table = new MemorySeries[TABLE_MIN];

    private int next;

    /** Written after all that belongs to the ids below it. */
    private volatile int limit;

    /** For the holder of the lock, and likewise the pairs. */
    private int live;

    private long labelPairs;

    /** The values of one label. */
    private static final class LabelValues {
        final String name;
        final Map<String, Postings> postings = new ConcurrentHashMap<>();

        LabelValues(String name) {
            this.name = name;
        }
    }

    /** The ids that may be read: those below. */
    int limit() {
        return limit;
    }

    int live() {
        return live;
    }

    long labelPairs() {
        return labelPairs;
    }

    /** How many ids have been given. */
    int given() {
        return next;
    }

    /** Null if the series has gone. */
    @Nullable
    MemorySeries series(int id) {
        return table[id];
    }

    /** Names of labels; some may be of series that are not to be seen yet. */
    Collection<String> names() {
        return names.keySet();
    }

    /** Values of a label; some may be of series that are not to be seen yet. */
    Collection<Postings> values(String name) {
        LabelValues values = names.get(name);
        return values == null ? List.of() : values.postings.values();
    }

    int valueCount(String name) {
        LabelValues values = names.get(name);
        return values == null ? 0 : values.postings.size();
    }

    Ids ids(String name, String value, int below) {
        LabelValues values = names.get(name);
        Postings postings = values == null ? null : values.postings.get(value);
        return postings == null ? Ids.NONE : postings.below(below);
    }

    /** Adds a series that readers see after {@link #publish}. The series shares its labels' strings with others from now on. */
    void add(MemorySeries series) {
        int id = next;
        series.register(enter(series), id);
    }

    /**
     * Adds a series of another index, which knows its id there until {@link #takeOver}: if that is never called, nothing has
     * happened to the other index.
     */
    void addBeside(MemorySeries series) {
        enter(series);
    }

    /** From now on all series have their ids in this index. Makes nothing, so that it is done in any case. */
    void takeOver() {
        for (int id = 0; id < next; id++) {
            MemorySeries series = table[id];
            if (series != null) {
                series.register(series.labels(), id);
            }
        }
    }

    /** Gives the next id. Returns the labels with shared strings. */
    private Labels enter(MemorySeries series) {
        Labels labels = series.labels();
        int id = next++;
        if (id == table.length) {
            table = Arrays.copyOf(table, id + id / 2);
        }
        table[id] = series;
        Labels.Builder shared = new Labels.Builder(labels.size());
        boolean isShared = true;
        for (int i = 0; i < labels.size(); i++) {
            LabelValues values = names.computeIfAbsent(labels.name(i), LabelValues::new);
            Postings postings = values.postings.get(labels.value(i));
            if (postings == null) {
                postings = new Postings(labels.value(i));
                values.postings.put(postings.value(), postings);
                labelPairs++;
            }
            postings.add(id);
            shared.add(values.name, postings.value());
            isShared &= isSame(labels.name(i), values.name) && isSame(labels.value(i), postings.value());
        }
        live++;
        return isShared ? labels : shared.build();
    }

    @SuppressWarnings("ReferenceEquality") // Whether the memory is shared is the question.
    private static boolean isSame(String one, String other) {
        return one == other;
    }

    void publish() {
        limit = next;
    }

    /** Removes series. Lists that hold them are replaced, those that nobody holds any more go. */
    void remove(Collection<MemorySeries> gone) {
        BitSet ids = new BitSet(next);
        for (MemorySeries series : gone) {
            ids.set(series.id());
            // Before the lists: whoever finds them without the series must not find it elsewhere.
            table[series.id()] = null;
        }
        live -= gone.size();
        Set<Postings> done = new HashSet<>();
        for (MemorySeries series : gone) {
            Labels labels = series.labels();
            for (int i = 0; i < labels.size(); i++) {
                removeFrom(labels.name(i), labels.value(i), ids, done);
            }
        }
    }

    private void removeFrom(String name, String value, BitSet ids, Set<Postings> done) {
        LabelValues values = names.get(name);
        Postings postings = values == null ? null : values.postings.get(value);
        if (values == null || postings == null || done.contains(postings)) {
            return;
        }
        Postings kept = postings.without(ids);
        if (!kept.isEmpty()) {
            values.postings.put(value, kept);
            done.add(kept);
            return;
        }
        values.postings.remove(value);
        labelPairs--;
        if (values.postings.isEmpty()) {
            names.remove(name);
        }
    }
}
