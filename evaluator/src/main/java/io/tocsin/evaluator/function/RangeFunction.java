package io.tocsin.evaluator.function;

/** A function of the samples of a series in a range of time and some scalars, such as {@code rate}. Thread-safe. */
@FunctionalInterface
public interface RangeFunction {
    /**
     * @param window holds at least one sample; not kept
     * @param parameters the scalar arguments, in their order; not kept, not changed
     * @return the bits of {@link io.tocsin.evaluator.series.StaleMarker} for no result
     */
    double apply(Window window, double[] parameters, Remarks remarks);
}
