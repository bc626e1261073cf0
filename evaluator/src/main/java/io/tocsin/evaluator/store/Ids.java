package io.tocsin.evaluator.store;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Ids of series, smallest first: the first {@code count} of an array that others may hold too and nobody changes there.
 *
 * @param count {@code 0 <= count <= array.length}
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record Ids(int[] array, int count) {
    static final Ids NONE = new Ids(new int[0], 0);

    /** How many times more ids the other list may have before looking for each one is less work than passing over all. */
    private static final int SEARCH_FACTOR = 16;

    static Ids all(int limit) {
        int[] ids = new int[limit];
        Arrays.setAll(ids, id -> id);
        return new Ids(ids, limit);
    }

    /** @param lists without an id in common */
    static Ids union(List<Ids> lists, int limit) {
        if (lists.size() == 1) {
            return lists.get(0);
        }
        BitSet marks = marks(lists, limit);
        int[] ids = new int[marks.cardinality()];
        int count = 0;
        for (int id = marks.nextSetBit(0); id >= 0; id = marks.nextSetBit(id + 1)) {
            ids[count++] = id;
        }
        return new Ids(ids, count);
    }

    private static BitSet marks(List<Ids> lists, int limit) {
        BitSet marks = new BitSet(limit);
        for (Ids ids : lists) {
            for (int i = 0; i < ids.count; i++) {
                marks.set(ids.array[i]);
            }
        }
        return marks;
    }

    static long total(List<Ids> lists) {
        long total = 0;
        for (Ids ids : lists) {
            total += ids.count;
        }
        return total;
    }

    /** Whether an id is wanted. */
    @FunctionalInterface
    interface Test<E extends Exception> {
        boolean accepts(int id) throws E;
    }

    <E extends Exception> Ids filter(Test<E> isKept) throws E {
        int[] kept = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (isKept.accepts(array[i])) {
                kept[size++] = array[i];
            }
        }
        return new Ids(kept, size);
    }

    /**
     * Those that stand in one of the lists, or in none of them.
     *
     * @param lists without an id in common
     */
    Ids filter(List<Ids> lists, boolean isWanted, int limit) {
        if (lists.isEmpty() || count == 0) {
            return isWanted ? NONE : this;
        }
        if (lists.size() > 1) {
            BitSet marks = marks(lists, limit);
            return filter(id -> marks.get(id) == isWanted);
        }
        return new Passage(lists.get(0)).over(this, isWanted);
    }

    /** Goes through one list beside another. */
    private static final class Passage {
        private final int[] ids;
        private final int count;
        private int at;

        Passage(Ids list) {
            ids = list.array;
            count = list.count;
        }

        Ids over(Ids candidates, boolean isWanted) {
            return count / SEARCH_FACTOR > candidates.count
                    ? candidates.filter(id -> search(id) == isWanted)
                    : candidates.filter(id -> walk(id) == isWanted);
        }

        private boolean walk(int id) {
            while (at < count && ids[at] < id) {
                at++;
            }
            return at < count && ids[at] == id;
        }

        private boolean search(int id) {
            int place = Arrays.binarySearch(ids, at, count, id);
            at = place < 0 ? -place - 1 : place;
            return place >= 0;
        }
    }
}
