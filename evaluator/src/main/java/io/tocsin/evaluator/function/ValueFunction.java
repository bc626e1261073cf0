package io.tocsin.evaluator.function;

/** A function of one value and some scalars, such as {@code abs}, {@code clamp} or {@code hour}. Thread-safe. */
@FunctionalInterface
public interface ValueFunction {
    /**
     * @param value never absent
     * @param parameters the scalar arguments that were written, in their order; not kept, not changed
     * @return the bits of {@link io.tocsin.evaluator.series.StaleMarker} for no result
     */
    double apply(double value, double[] parameters);
}
