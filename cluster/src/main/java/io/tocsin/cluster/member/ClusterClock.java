package io.tocsin.cluster.member;

import io.tocsin.core.stamp.HybridClock;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * Makes stamps by the clock that is in the middle of those of all members, not by the one here. Members that talk need no such
 * thing; but while they are apart, whatever the one whose clock is fast has written would otherwise count for more than what the
 * others write half a minute later.
 *
 * <p>Stamps are made on any thread; {@link #compare} is the owner's.
 */
final class ClusterClock {
    /**
     * What is further ahead was written by a member whose clock was wrong: with all stamps after it, time would mean nothing any
     * more. Whoever writes over such a version comes after it all the same.
     */
    private static final Duration AHEAD_MAX = Duration.ofMinutes(10);

    private final HybridClock clock;

    /** Written by the owner. What has to be added to the time here. */
    private volatile Duration correction = Duration.ZERO;

    /** @param number of the member, in its stamps */
    ClusterClock(long number) {
        clock = new HybridClock(number);
    }

    /** The first stamp of a moment by the clock here. */
    Stamp at(Instant moment) {
        return Stamp.of(moment.plus(correction));
    }

    Stamp next(Instant now) {
        return clock.next(now.plus(correction));
    }

    /** From here on stamps are later than this one, unless it is of a clock that nobody should follow. */
    void saw(Stamp stamp, Instant now) {
        if (!stamp.isAfter(at(now.plus(AHEAD_MAX)))) {
            clock.saw(stamp);
        }
    }

    /**
     * Looks which clock is in the middle; of two, the one that is behind.
     *
     * @param ahead how far those of the other members are ahead of the one here; those that are out of reach count, as they
     *     were last known, because they will be back
     */
    void compare(Collection<Duration> ahead) {
        List<Duration> all = new ArrayList<>(ahead);
        all.add(Duration.ZERO);
        Collections.sort(all);
        correction = all.get((all.size() - 1) / 2);
    }
}
