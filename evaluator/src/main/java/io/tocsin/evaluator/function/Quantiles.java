package io.tocsin.evaluator.function;

import io.tocsin.core.template.format.FloatText;
import java.util.Arrays;
import java.util.Optional;

/** The value below which a share of the values lies. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * Interpolates between the two values next to the rank; NaNs are below all others.
     *
     * @param quantile below 0 gives negative infinity, above 1 positive infinity
     * @param values the first {@code count} are sorted
     * @return NaN if {@code quantile} is NaN or there are no values
     * @see "Upstream: promql/quantile.go quantile"
     */
    public static double of(double quantile, double[] values, int count) {
        if (count == 0 || Double.isNaN(quantile)) {
            return Double.NaN;
        }
        if (quantile < 0) {
            return Double.NEGATIVE_INFINITY;
        }
        if (quantile > 1) {
            return Double.POSITIVE_INFINITY;
        }
        Arrays.sort(values, 0, count);
        int notNumbers = 0;
        while (notNumbers < count && Double.isNaN(values[count - 1 - notNumbers])) {
            notNumbers++;
        }
        double rank = quantile * (count - 1);
        int lower = (int) Math.max(0, Math.floor(rank));
        int upper = Math.min(count - 1, lower + 1);
        double weight = rank - Math.floor(rank);
        return at(lower, values, notNumbers) * (1 - weight) + at(upper, values, notNumbers) * weight;
    }

    /** What has to be said of a quantile that is none. */
    public static Optional<String> problemOf(double quantile) {
        return quantile >= 0 && quantile <= 1
                ? Optional.empty()
                : Optional.of("quantile value should be between 0 and 1, got "
                        + FloatText.format(quantile, 'g', FloatText.SHORTEST));
    }

    private static double at(int rank, double[] sorted, int notNumbers) {
        return rank < notNumbers ? Double.NaN : sorted[rank - notNumbers];
    }
}
