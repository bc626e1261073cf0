package io.tocsin.notifiers.http;

import java.time.Duration;

/**
 * How long a call may take. Immutable.
 *
 * @param total from asking for a connection to the end of the answer's body; {@code > 0}
 * @param attempt the same from the moment in which nothing has to be waited for any more; {@code > 0}
 */
public record CallLimit(Duration total, Duration attempt) {
    /** Longer limits are cut to this: more than any flush takes, and no timer overflows. */
    private static final Duration LIMIT_MAX = Duration.ofDays(1);

    public CallLimit {
        total = checked(total, "total");
        attempt = checked(attempt, "attempt");
    }

    private static Duration checked(Duration limit, String name) {
        if (limit.isNegative() || limit.isZero()) {
            throw new IllegalArgumentException(name + ": " + limit + " (expected: > 0)");
        }
        return limit.compareTo(LIMIT_MAX) < 0 ? limit : LIMIT_MAX;
    }
}
