package io.tocsin.core.notificationlog;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** An immutable set of {@link AlertHash} values. */
public final class AlertHashes {
    public static final AlertHashes NONE = new AlertHashes(new long[0]);

    /** Sorted, so that a lookup is a binary search and equal sets are equal arrays. */
    private final long[] sorted;

    private AlertHashes(long[] sorted) {
        this.sorted = sorted;
    }

    public static AlertHashes of(long... hashes) {
        return hashes.length == 0
                ? NONE
                : new AlertHashes(LongStream.of(hashes).sorted().distinct().toArray());
    }

    public boolean isEmpty() {
        return sorted.length == 0;
    }

    public int size() {
        return sorted.length;
    }

    public boolean contains(long hash) {
        return Arrays.binarySearch(sorted, hash) >= 0;
    }

    public boolean containsAll(AlertHashes others) {
        for (long hash : others.sorted) {
            if (!contains(hash)) {
                return false;
            }
        }
        return true;
    }

    public boolean containsAny(AlertHashes others) {
        for (long hash : others.sorted) {
            if (contains(hash)) {
                return true;
            }
        }
        return false;
    }

    /** The hashes that are in this set, in the other or in both. */
    public AlertHashes union(AlertHashes other) {
        if (other.isEmpty()) {
            return this;
        }
        return isEmpty()
                ? other
                : of(LongStream.concat(LongStream.of(sorted), LongStream.of(other.sorted))
                        .toArray());
    }

    /** The hashes that are in this set and not in the other. */
    AlertHashes without(AlertHashes others) {
        return isEmpty() || others.isEmpty()
                ? this
                : of(LongStream.of(sorted)
                        .filter(hash -> !others.contains(hash))
                        .toArray());
    }

    public long[] toArray() {
        return sorted.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AlertHashes that && Arrays.equals(sorted, that.sorted);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sorted);
    }

    @Override
    public String toString() {
        return Arrays.toString(sorted);
    }
}
