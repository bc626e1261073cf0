package io.tocsin.evaluator.function;

import java.util.Arrays;
import java.util.Map;

/**
 * Aggregations of the samples in a range.
 *
 * @see "Upstream: promql/functions.go"
 */
final class OverTimeFunctions {
    static final Map<String, RangeFunction> ALL = Map.ofEntries(
            Map.entry("avg_over_time", (window, parameters, remarks) -> average(window)),
            Map.entry("count_over_time", (window, parameters, remarks) -> window.size()),
            Map.entry("first_over_time", (window, parameters, remarks) -> window.values()[window.first()]),
            Map.entry("last_over_time", (window, parameters, remarks) -> window.values()[window.end() - 1]),
            Map.entry("max_over_time", (window, parameters, remarks) -> extreme(window, 1)),
            Map.entry("min_over_time", (window, parameters, remarks) -> extreme(window, -1)),
            Map.entry("present_over_time", (window, parameters, remarks) -> 1),
            Map.entry("quantile_over_time", (window, parameters, remarks) -> quantile(window, parameters[0], remarks)),
            Map.entry("stddev_over_time", (window, parameters, remarks) -> Math.sqrt(variance(window))),
            Map.entry("stdvar_over_time", (window, parameters, remarks) -> variance(window)),
            Map.entry("sum_over_time", (window, parameters, remarks) -> sum(window)));

    private OverTimeFunctions() {}

    private static double sum(Window window) {
        KahanSum sum = new KahanSum();
        for (int i = window.first(); i < window.end(); i++) {
            sum.add(window.values()[i]);
        }
        return sum.value();
    }

    private static double average(Window window) {
        Mean mean = new Mean();
        for (int i = window.first(); i < window.end(); i++) {
            mean.add(window.values()[i]);
        }
        return mean.value();
    }

    /**
     * NaN only of nothing else.
     *
     * @param sign 1 for the largest, -1 for the smallest
     */
    private static double extreme(Window window, int sign) {
        double[] values = window.values();
        double extreme = values[window.first()];
        for (int i = window.first() + 1; i < window.end(); i++) {
            if (sign * values[i] > sign * extreme || Double.isNaN(extreme)) {
                extreme = values[i];
            }
        }
        return extreme;
    }

    private static double quantile(Window window, double quantile, Remarks remarks) {
        Quantiles.problemOf(quantile).ifPresent(problem -> remarks.warn(0, problem));
        double[] values = Arrays.copyOfRange(window.values(), window.first(), window.end());
        return Quantiles.of(quantile, values, values.length);
    }

    /** Of the population, after Welford, with sums after Kahan. */
    private static double variance(Window window) {
        double mean = 0;
        double meanLost = 0;
        double squares = 0;
        double squaresLost = 0;
        for (int i = window.first(); i < window.end(); i++) {
            double value = window.values()[i];
            double delta = value - (mean + meanLost);
            double step = delta / (i - window.first() + 1);
            double nextMean = mean + step;
            meanLost = KahanSum.compensation(mean, step, nextMean, meanLost);
            mean = nextMean;
            double square = delta * (value - (mean + meanLost));
            double nextSquares = squares + square;
            squaresLost = KahanSum.compensation(squares, square, nextSquares, squaresLost);
            squares = nextSquares;
        }
        return (squares + squaresLost) / window.size();
    }
}
