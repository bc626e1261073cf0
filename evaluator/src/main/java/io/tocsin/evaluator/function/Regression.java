package io.tocsin.evaluator.function;

import io.tocsin.evaluator.series.StaleMarker;
import java.util.Map;

/**
 * The straight line that fits the samples in a range best, by least squares.
 *
 * @param slope per second
 * @param intercept value at the time that was asked for
 * @see "Upstream: promql/functions.go linearRegression"
 */
record Regression(double slope, double intercept) {
    private static final double MILLIS = 1000;

    static final Map<String, RangeFunction> ALL = Map.of(
            // Seen from a time near the samples sums are more exact.
            "deriv",
                    (window, parameters, remarks) -> window.size() < 2
                            ? StaleMarker.VALUE
                            : of(window, window.times()[window.first()]).slope(),
            "predict_linear",
                    (window, parameters, remarks) -> window.size() < 2
                            ? StaleMarker.VALUE
                            : of(window, window.evaluationMillis()).in(parameters[0]));

    private double in(double seconds) {
        return slope * seconds + intercept;
    }

    private static Regression of(Window window, long originMillis) {
        double[] values = window.values();
        double first = values[window.first()];
        if (isConstant(window)) {
            return Double.isInfinite(first) ? new Regression(Double.NaN, Double.NaN) : new Regression(0, first);
        }
        KahanSum times = new KahanSum();
        KahanSum sum = new KahanSum();
        KahanSum products = new KahanSum();
        KahanSum squares = new KahanSum();
        for (int i = window.first(); i < window.end(); i++) {
            double time = (window.times()[i] - originMillis) / MILLIS;
            times.add(time);
            sum.add(values[i]);
            products.add(time * values[i]);
            squares.add(time * time);
        }
        double count = window.size();
        double covariance = products.value() - times.value() * sum.value() / count;
        double variance = squares.value() - times.value() * times.value() / count;
        double slope = covariance / variance;
        return new Regression(slope, sum.value() / count - slope * times.value() / count);
    }

    private static boolean isConstant(Window window) {
        double[] values = window.values();
        for (int i = window.first() + 1; i < window.end(); i++) {
            if (values[i] != values[window.first()]) {
                return false;
            }
        }
        return true;
    }
}
