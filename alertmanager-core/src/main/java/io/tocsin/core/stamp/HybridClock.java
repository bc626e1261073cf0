package io.tocsin.core.stamp;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes stamps that follow wall time, and each other: a stamp is later than all that were made or seen before it, whatever the
 * clocks of the members show.
 *
 * <p>Thread-safe.
 *
 * @see "Kulkarni et al.: Logical Physical Clocks, 2014"
 */
public final class HybridClock {
    private final long member;
    private final AtomicLong last = new AtomicLong();

    /** @param member the number of the member whose clock this is; not 0, and no other member's */
    public HybridClock(long member) {
        if (member == 0) {
            throw new IllegalArgumentException("member: 0 (expected: a number of its own)");
        }
        this.member = member;
    }

    /** A stamp of a version that is written at {@code now}. */
    public Stamp next(Instant now) {
        long wall = Stamp.ticksOf(now);
        return new Stamp(last.updateAndGet(before -> Math.max(wall, before + 1)), member);
    }

    /** From here on stamps are later than this one. */
    public void saw(Stamp stamp) {
        last.accumulateAndGet(stamp.ticks(), Math::max);
    }
}
