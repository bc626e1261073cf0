package io.tocsin.benchmarks.e2e;

import java.util.Arrays;

/** Durations of requests in nanoseconds. Filled by one thread; read when that has ended. */
final class Latencies {
    private long[] nanos = new long[1 << 14];
    private int size;

    void add(long duration) {
        if (size == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * size);
        }
        nanos[size++] = duration;
    }

    void addAll(Latencies other) {
        for (int i = 0; i < other.size; i++) {
            add(other.nanos[i]);
        }
    }

    int size() {
        return size;
    }

    /**
     * The duration that {@code share} of all requests did not exceed, in milliseconds.
     *
     * @param share 0 (exclusive) to 1
     */
    double millisAt(double share) {
        if (size == 0) {
            return Double.NaN;
        }
        long[] sorted = Arrays.copyOf(nanos, size);
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * size) - 1] / 1e6;
    }
}
