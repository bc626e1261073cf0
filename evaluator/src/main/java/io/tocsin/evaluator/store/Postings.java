package io.tocsin.evaluator.store;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The ids of the series that have one value of one label, smallest first. Gets longer at its end; where series go, another
 * one takes its place. Changed under the store's writing lock, read by any thread.
 */
final class Postings {
    private static final VarHandle SIZE;

    static {
        try {
            SIZE = MethodHandles.lookup().findVarHandle(Postings.class, "size", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String value;

    /** Volatile: whoever finds a longer array must find what was copied into it. */
    private volatile int[] ids;

    /** Written after the id that it counts. */
    private int size;

    Postings(String value) {
        this(value, new int[1], 0);
    }

    private Postings(String value, int[] ids, int size) {
        this.value = value;
        this.ids = ids;
        SIZE.setRelease(this, size);
    }

    /** The one copy of the label's value that all these series share. */
    String value() {
        return value;
    }

    /** @param id larger than all before */
    void add(int id) {
        int[] room = ids;
        if (size == room.length) {
            room = Arrays.copyOf(room, size + 1 + size / 2);
            ids = room;
        }
        room[size] = id;
        SIZE.setRelease(this, size + 1);
    }

    /** The ids below {@code limit} as they are now. */
    Ids below(int limit) {
        int count = (int) SIZE.getAcquire(this);
        int[] known = ids;
        if (count > 0 && known[count - 1] >= limit) {
            int place = Arrays.binarySearch(known, 0, count, limit);
            count = place < 0 ? -place - 1 : place;
        }
        return new Ids(known, count);
    }

    /** A copy without some ids; it may be empty. */
    Postings without(BitSet gone) {
        int[] kept = new int[size];
        int count = 0;
        for (int i = 0; i < size; i++) {
            if (!gone.get(ids[i])) {
                kept[count++] = ids[i];
            }
        }
        return new Postings(value, Arrays.copyOf(kept, Math.max(1, count)), count);
    }

    boolean isEmpty() {
        return size == 0;
    }
}
