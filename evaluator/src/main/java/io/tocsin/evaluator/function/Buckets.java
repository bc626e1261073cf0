package io.tocsin.evaluator.function;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The buckets of a classic histogram at one time, by ascending bound; filled again for each step. Not thread-safe. */
public final class Buckets {
    private double[] bounds = new double[16];
    private double[] counts = new double[16];
    private int size;
    private @Nullable BucketCorrection correction;

    public void clear() {
        size = 0;
        correction = null;
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

    /** What the function had to mend, if it has used it. */
    public Optional<BucketCorrection> correction() {
        return Optional.ofNullable(correction);
    }

    void corrected(BucketCorrection made) {
        correction = made;
    }

    /** Makes one bucket of those that have the same bound. */
    void merge() {
        int kept = 0;
        for (int i = 1; i < size; i++) {
            if (bounds[i] == bounds[kept]) {
                counts[kept] += counts[i];
            } else {
                kept++;
                bounds[kept] = bounds[i];
                counts[kept] = counts[i];
            }
        }
        size = kept + 1;
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
