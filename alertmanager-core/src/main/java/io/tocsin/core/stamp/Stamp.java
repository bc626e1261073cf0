package io.tocsin.core.stamp;

import java.time.Instant;

/**
 * When a version was written, by a {@link HybridClock}: of two versions the one with the later stamp counts, everywhere.
 *
 * @param ticks microseconds since the epoch as the writer knew them, or more where it had seen later stamps; from 0 to
 *     {@link #TICKS_MAX}
 * @param member the writer's own number, which decides between equal ticks; 0 for nobody in particular
 */
public record Stamp(long ticks, long member) implements Comparable<Stamp> {
    /** Far beyond what any clock shows, and far from what a number holds. */
    public static final long TICKS_MAX = 1L << 62;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;

    /** So that what follows a moment, however absurd it is, can still be counted. */
    private static final long SECONDS_MAX = TICKS_MAX / 2 / MICROS_PER_SECOND;

    /** Earlier than every other stamp. */
    public static final Stamp NONE = new Stamp(0, 0);

    public Stamp {
        if (ticks < 0 || ticks > TICKS_MAX) {
            throw new IllegalArgumentException("ticks: " + ticks + " (expected: 0 to " + TICKS_MAX + ")");
        }
    }

    /** The stamp of what was written outside of a cluster at {@code written}: earlier than any of a member at that moment. */
    public static Stamp of(Instant written) {
        return new Stamp(ticksOf(written), 0);
    }

    static long ticksOf(Instant moment) {
        long second = moment.getEpochSecond();
        if (second < 0) {
            return 0;
        }
        return Math.min(second, SECONDS_MAX) * MICROS_PER_SECOND + moment.getNano() / NANOS_PER_MICRO;
    }

    /**
     * The same for a version that was only thought up here: one that anybody else has under the same ticks counts more.
     */
    public Stamp assumed() {
        return member == 0 ? this : new Stamp(ticks, 0);
    }

    /** This, or the first one of the same member after {@code other}, if this is not after it. */
    public Stamp after(Stamp other) {
        return isAfter(other) ? this : new Stamp(other.ticks + 1, member);
    }

    public boolean isAfter(Stamp other) {
        return compareTo(other) > 0;
    }

    @Override
    public int compareTo(Stamp other) {
        int byTicks = Long.compare(ticks, other.ticks);
        return byTicks == 0 ? Long.compareUnsigned(member, other.member) : byTicks;
    }
}
