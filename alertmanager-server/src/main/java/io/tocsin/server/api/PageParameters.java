package io.tocsin.server.api;

import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.http.QueryParameters;
import java.util.List;

/**
 * Which part of a list is asked for. Immutable.
 *
 * @param offset how many elements are left out in front; {@code >= 0}
 * @param limit how many are shown at most; {@code >= 0}
 */
record PageParameters(int offset, int limit) {
    private static final String OFFSET = "offset";
    private static final String LIMIT = "limit";

    /**
     * @param absent the limit where none is given
     * @param max the largest limit
     */
    static PageParameters read(QueryParameters query, int absent, int max) throws BadParameterException {
        return new PageParameters(number(query, OFFSET, 0, Integer.MAX_VALUE), number(query, LIMIT, absent, max));
    }

    /** A number from 0 to {@code max}. */
    static int number(QueryParameters query, String name, int absent, int max) throws BadParameterException {
        String text = query.last(name).orElse("");
        if (text.isEmpty()) {
            return absent;
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= max) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // Answered below, as numbers out of range.
        }
        throw new BadParameterException(name + ": expected a number from 0 to " + max + ", got \"" + text + "\"");
    }

    /** The part of {@code all} that is asked for; a view. */
    <T> List<T> of(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, from + Math.min(limit, all.size() - from));
    }
}
