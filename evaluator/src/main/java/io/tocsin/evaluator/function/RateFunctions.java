package io.tocsin.evaluator.function;

import io.tocsin.evaluator.series.StaleMarker;
import java.util.Map;

/**
 * How much a series grows.
 *
 * @see "Upstream: promql/functions.go extrapolatedRate and instantValue"
 */
final class RateFunctions {
    private static final double MILLIS = 1000;

    /** A gap at an end of the range that is longer than this, in mean gaps, has no samples because the series has none. */
    private static final double GAPS_MAX = 1.1;

    static final Map<String, RangeFunction> ALL = Map.of(
            "delta", (window, parameters, remarks) -> extrapolated(window, false, false),
            "increase", (window, parameters, remarks) -> extrapolated(window, true, false),
            "rate", (window, parameters, remarks) -> extrapolated(window, true, true),
            "idelta", (window, parameters, remarks) -> ofLastTwo(window, false),
            "irate", (window, parameters, remarks) -> ofLastTwo(window, true),
            "resets", (window, parameters, remarks) -> resets(window),
            "changes", (window, parameters, remarks) -> changes(window));

    private RateFunctions() {}

    /** Stretches the growth between the first and the last sample to the whole range, unless the series ends in it. */
    private static double extrapolated(Window window, boolean isCounter, boolean isPerSecond) {
        int last = window.end() - 1;
        if (window.size() < 2) {
            return StaleMarker.VALUE;
        }
        double first = window.values()[window.first()];
        double growth = window.values()[last] - first;
        if (isCounter) {
            growth = withResets(growth, window);
        }
        long firstMillis = window.times()[window.first()];
        long lastMillis = window.times()[last];
        double covered = (lastMillis - firstMillis) / MILLIS;
        double gap = covered / (window.size() - 1);
        double before = bridged((firstMillis - window.startMillis()) / MILLIS, gap);
        double after = bridged((window.endMillis() - lastMillis) / MILLIS, gap);
        if (isCounter && growth > 0 && first >= 0) {
            // A counter was not below zero: that is how far back it can go.
            before = Math.min(before, covered * (first / growth));
        }
        double factor = (covered + before + after) / covered;
        return growth * (isPerSecond ? factor / (window.rangeMillis() / MILLIS) : factor);
    }

    private static double bridged(double seconds, double gap) {
        return seconds >= gap * GAPS_MAX ? gap / 2 : seconds;
    }

    /** Adds what the counter had before each reset. */
    private static double withResets(double growth, Window window) {
        double[] values = window.values();
        double sum = growth;
        double previous = values[window.first()];
        for (int i = window.first() + 1; i < window.end(); i++) {
            double value = values[i];
            if (value < previous) {
                sum += previous;
            }
            previous = value;
        }
        return sum;
    }

    private static double ofLastTwo(Window window, boolean isRate) {
        if (window.size() < 2) {
            return StaleMarker.VALUE;
        }
        int last = window.end() - 1;
        double value = window.values()[last];
        double previous = window.values()[last - 1];
        if (!isRate) {
            return value - previous;
        }
        double seconds = (window.times()[last] - window.times()[last - 1]) / MILLIS;
        // After a reset the counter has grown from zero.
        return (value < previous ? value : value - previous) / seconds;
    }

    private static double resets(Window window) {
        int resets = 0;
        for (int i = window.first() + 1; i < window.end(); i++) {
            resets += window.values()[i] < window.values()[i - 1] ? 1 : 0;
        }
        return resets;
    }

    private static double changes(Window window) {
        int changes = 0;
        for (int i = window.first() + 1; i < window.end(); i++) {
            double value = window.values()[i];
            double previous = window.values()[i - 1];
            changes += value != previous && !(Double.isNaN(value) && Double.isNaN(previous)) ? 1 : 0;
        }
        return changes;
    }
}
