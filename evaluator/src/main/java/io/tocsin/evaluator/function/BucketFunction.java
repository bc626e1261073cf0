package io.tocsin.evaluator.function;

/** A function of a classic histogram and some scalars, such as {@code histogram_quantile}. Thread-safe. */
@FunctionalInterface
public interface BucketFunction {
    /**
     * @param buckets at least one; the function may change them, and then says so: {@link Buckets#correction}
     * @param parameters the scalar arguments, in their order; not kept, not changed
     * @return the bits of {@link io.tocsin.evaluator.series.StaleMarker} for no result
     */
    double apply(Buckets buckets, double[] parameters);
}
