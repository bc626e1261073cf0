package io.tocsin.server.prometheus;

/**
 * The times at which something is done: all that are so many milliseconds after a multiple of the interval since 1970, so
 * that servers agree on them and restarts keep to them.
 *
 * @param intervalMillis {@code > 0}
 * @param offsetMillis from 0 to below the interval
 */
record Slots(long intervalMillis, long offsetMillis) {
    Slots {
        if (intervalMillis <= 0 || offsetMillis < 0 || offsetMillis >= intervalMillis) {
            throw new IllegalArgumentException("interval: " + intervalMillis + ", offset: " + offsetMillis
                    + " (expected: 0 <= offset < interval)");
        }
    }

    /** The first slot behind a time. */
    long after(long millis) {
        long since = Math.floorMod(millis - offsetMillis, intervalMillis);
        return millis - since + intervalMillis;
    }
}
