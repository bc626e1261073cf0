package io.tocsin.core.notificationlog;

import io.tocsin.core.stamp.Stamp;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The last entries that whoever wrote one knew of, by the ticks of their stamps: of two entries neither of which is among the
 * predecessors of the other, neither writer knew what the other had told. Immutable.
 */
public final class Predecessors {
    /** So many are remembered; what is older counts as known. */
    public static final int KEPT_MAX = 8;

    public static final Predecessors NONE = new Predecessors(new long[0]);

    /** Ascending, and at most {@link #KEPT_MAX}. */
    private final long[] ticks;

    private Predecessors(long[] ticks) {
        this.ticks = ticks;
    }

    /** The latest of these. */
    public static Predecessors of(long... ticks) {
        long[] sorted = LongStream.of(ticks).sorted().distinct().toArray();
        return sorted.length == 0
                ? NONE
                : new Predecessors(Arrays.copyOfRange(sorted, Math.max(0, sorted.length - KEPT_MAX), sorted.length));
    }

    /** These, those that {@code other} has, and an entry of this stamp. */
    Predecessors with(Predecessors other, Stamp stamp) {
        return of(LongStream.concat(
                        LongStream.concat(LongStream.of(ticks), LongStream.of(other.ticks)),
                        LongStream.of(stamp.ticks()))
                .toArray());
    }

    boolean contains(Stamp stamp) {
        boolean isTooOld = ticks.length == KEPT_MAX && stamp.ticks() < ticks[0];
        return isTooOld || Arrays.binarySearch(ticks, stamp.ticks()) >= 0;
    }

    public long[] toArray() {
        return ticks.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Predecessors that && Arrays.equals(ticks, that.ticks);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ticks);
    }

    @Override
    public String toString() {
        return Arrays.toString(ticks);
    }
}
