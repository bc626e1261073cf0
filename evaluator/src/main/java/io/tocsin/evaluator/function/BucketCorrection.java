package io.tocsin.evaluator.function;

/**
 * Decreases that were taken out of the counts of a histogram.
 *
 * @param boundMin upper bound of the first bucket whose count was raised; likewise {@code boundMax} of the last one
 * @param differenceMax by how much at most; {@code > 0}
 */
public record BucketCorrection(double boundMin, double boundMax, double differenceMax) {
    /** Of both together. */
    public BucketCorrection with(BucketCorrection other) {
        return new BucketCorrection(
                Math.min(boundMin, other.boundMin),
                Math.max(boundMax, other.boundMax),
                Math.max(differenceMax, other.differenceMax));
    }
}
