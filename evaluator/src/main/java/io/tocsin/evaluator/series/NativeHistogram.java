package io.tocsin.evaluator.series;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * A native histogram with float counts: the place that samples keep for it. No exposition format that is read today
 * brings one, so none is stored yet; expressions that need one are refused by name.
 *
 * @param schema how finely buckets divide: -4 to 8 for exponential ones, -53 for bounds of its own ({@code customBounds})
 * @param sum of all observations; its NaN can be the stale marker
 * @param positiveSpans which buckets of positive values are there, and likewise {@code negativeSpans}
 * @param positiveCounts absolute counts, one for each bucket of the spans
 * @param customBounds upper bounds without the infinite one; empty for exponential schemas
 * @see "Upstream: model/histogram FloatHistogram"
 */
public record NativeHistogram(
        int schema,
        double zeroThreshold,
        double zeroCount,
        double count,
        double sum,
        List<Span> positiveSpans,
        List<Double> positiveCounts,
        List<Span> negativeSpans,
        List<Double> negativeCounts,
        List<Double> customBounds,
        ResetHint resetHint) {
    public NativeHistogram {
        positiveSpans = List.copyOf(positiveSpans);
        positiveCounts = List.copyOf(positiveCounts);
        negativeSpans = List.copyOf(negativeSpans);
        negativeCounts = List.copyOf(negativeCounts);
        customBounds = List.copyOf(customBounds);
        requireNonNull(resetHint, "resetHint");
    }

    /**
     * Buckets that follow one another.
     *
     * @param offset buckets left out since the span before, or the index of the first bucket
     * @param length {@code >= 0}
     */
    public record Span(int offset, int length) {}

    /** What the exposer knows of a reset since the sample before. */
    public enum ResetHint {
        UNKNOWN,
        RESET,
        NOT_RESET,
        GAUGE
    }
}
