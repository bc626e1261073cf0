package io.tocsin.evaluator.rule;

import io.tocsin.core.label.Labels;

/**
 * The times at which a group is evaluated: every {@code interval}, shifted by what follows from file and name, so that
 * groups do not all come at once and two servers with the same files agree.
 *
 * @param intervalMillis {@code > 0}
 * @param shiftMillis {@code >= 0}, below the interval
 * @see "Upstream: rules.Group.EvalTimestamp; the hash is another"
 */
record GroupSlots(long intervalMillis, long shiftMillis) {
    GroupSlots {
        if (intervalMillis <= 0 || shiftMillis < 0 || shiftMillis >= intervalMillis) {
            throw new IllegalArgumentException("intervalMillis: " + intervalMillis + ", shiftMillis: " + shiftMillis
                    + " (expected: 0 <= shift < interval)");
        }
    }

    static GroupSlots of(GroupId id, long intervalMillis) {
        long hash =
                Labels.of("file", id.file(), "group", id.name()).fingerprint().bits();
        return new GroupSlots(intervalMillis, Long.remainderUnsigned(hash, intervalMillis));
    }

    /** The last one that is not after {@code millis}. */
    long atOrBefore(long millis) {
        return Math.floorDiv(millis - shiftMillis, intervalMillis) * intervalMillis + shiftMillis;
    }

    /** The first one after {@code millis}. */
    long after(long millis) {
        return atOrBefore(millis) + intervalMillis;
    }
}
