package io.tocsin.server.overview;

import java.util.EnumMap;
import java.util.Map;

/** How many alerts are in which state. Not thread-safe while it counts. */
public final class StateCounts {
    private final Map<AlertState, Integer> counts = new EnumMap<>(AlertState.class);
    private int total;

    void add(AlertState state) {
        counts.merge(state, 1, Integer::sum);
        total++;
    }

    public int of(AlertState state) {
        return counts.getOrDefault(state, 0);
    }

    public int total() {
        return total;
    }
}
