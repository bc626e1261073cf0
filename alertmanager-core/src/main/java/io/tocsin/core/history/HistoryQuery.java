package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

/**
 * A question for one page of the history, newest first. Immutable.
 *
 * @param before only entries with smaller ids; {@link #NEWEST} for the first page
 * @param limit how many entries at most, 1 to {@value #LIMIT_MAX}
 */
public record HistoryQuery(HistoryFilter filter, long before, int limit) {
    public static final long NEWEST = Long.MAX_VALUE;
    public static final int LIMIT_MAX = 1_000;

    public HistoryQuery {
        requireNonNull(filter, "filter");
        if (before < 1) {
            throw new IllegalArgumentException("before: " + before + " (expected: >= 1)");
        }
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new IllegalArgumentException("limit: " + limit + " (expected: 1 to " + LIMIT_MAX + ")");
        }
    }
}
