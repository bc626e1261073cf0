package io.tocsin.server.access;

import java.time.Duration;

/**
 * How many requests are let through.
 *
 * @param interval after which one more is, {@code > 0}
 * @param burst how many are at most at once; none are ever with less than one
 */
public record RateLimit(Duration interval, int burst) {
    public RateLimit {
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval: " + interval + " (expected: > 0)");
        }
    }
}
