package io.tocsin.evaluator.function;

import java.util.Arrays;

/** The buckets of a classic histogram at one time, by ascending bound; filled again for each step. Not thread-safe. */
public final class Buckets {
    private double[] bounds = new double[16];
    private double[] counts = new double[16];
    private int size;

    public void clear() {
        size = 0;
    }

    /**
     * @param bound upper bound, the value of {@code le}; not below those added before
     * @param count of the observations up to the bound
     */
    public void add(double bound, double count) {
        if (size == bounds.length) {
            bounds = Arrays.copyOf(bounds, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        bounds[size] = bound;
        counts[size] = count;
        size++;
    }

    public int size() {
        return size;
    }

    /** Forgets all behind the first {@code size}. */
    public void truncate(int size) {
        this.size = size;
    }

    /** The column itself, valid up to {@link #size}. */
    public double[] bounds() {
        return bounds;
    }

    /** The column itself, valid up to {@link #size}. */
    public double[] counts() {
        return counts;
    }
}
