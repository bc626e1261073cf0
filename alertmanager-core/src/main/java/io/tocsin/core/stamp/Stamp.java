package io.tocsin.core.stamp;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * When a version was written, by a {@link HybridClock}: of two versions the one with the later stamp counts, everywhere.
 *
 * @param ticks microseconds since the epoch as the writer knew them, or more where it had seen later stamps; {@code >= 0}
 * @param member the writer's own number, which decides between equal ticks; 0 for nobody in particular
 */
public record Stamp(long ticks, long member) implements Comparable<Stamp> {
    /** Earlier than every other stamp. */
    public static final Stamp NONE = new Stamp(0, 0);

    /** The stamp of what was written outside of a cluster at {@code written}: earlier than any of a member at that moment. */
    public static Stamp of(Instant written) {
        return new Stamp(ticksOf(written), 0);
    }

    static long ticksOf(Instant moment) {
        return Math.max(0, ChronoUnit.MICROS.between(Instant.EPOCH, moment));
    }

    /**
     * The same for a version that was only thought up here: one that anybody else has under the same ticks counts more.
     */
    public Stamp assumed() {
        return member == 0 ? this : new Stamp(ticks, 0);
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
