package io.tocsin.evaluator.query;

/**
 * The times at which a range query is evaluated: the start, and from there every step up to the end.
 *
 * @param endMillis belongs to it if a step falls on it; {@code >= startMillis}
 * @param stepMillis {@code > 0}
 */
public record RangeTimes(long startMillis, long endMillis, long stepMillis) {
    public RangeTimes {
        if (stepMillis <= 0 || endMillis < startMillis) {
            throw new IllegalArgumentException("times: " + startMillis + " to " + endMillis + " step " + stepMillis
                    + " (expected: start <= end, step > 0)");
        }
    }

    /** @return {@code >= 1} */
    public long count() {
        return (endMillis - startMillis) / stepMillis + 1;
    }
}
