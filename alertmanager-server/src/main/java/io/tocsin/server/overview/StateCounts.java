package io.tocsin.server.overview;

/** How many alerts are in which state. Not thread-safe while it counts. */
public final class StateCounts {
    private final int[] counts = new int[AlertState.values().length];

    void add(AlertState state) {
        counts[state.ordinal()]++;
    }

    public int of(AlertState state) {
        return counts[state.ordinal()];
    }

    public int total() {
        int total = 0;
        for (int count : counts) {
            total += count;
        }
        return total;
    }
}
