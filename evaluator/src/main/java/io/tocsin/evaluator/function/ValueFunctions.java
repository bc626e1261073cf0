package io.tocsin.evaluator.function;

import static java.util.Map.entry;

import io.tocsin.evaluator.series.StaleMarker;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Mathematical functions of one value.
 *
 * @see "Upstream: promql/functions.go"
 */
final class ValueFunctions {
    private static final double HALF_TURN_DEGREES = 180;

    static final Map<String, ValueFunction> ALL = Map.ofEntries(
            of("abs", Math::abs),
            of("acos", Math::acos),
            of("acosh", GoMath::acosh),
            of("asin", Math::asin),
            of("asinh", GoMath::asinh),
            of("atan", Math::atan),
            of("atanh", GoMath::atanh),
            of("ceil", Math::ceil),
            of("cos", Math::cos),
            of("cosh", Math::cosh),
            of("deg", value -> value * HALF_TURN_DEGREES / Math.PI),
            of("exp", Math::exp),
            of("floor", Math::floor),
            of("ln", Math::log),
            of("log10", GoMath::log10),
            of("log2", GoMath::log2),
            of("rad", value -> value * Math.PI / HALF_TURN_DEGREES),
            of("sgn", Math::signum),
            of("sin", Math::sin),
            of("sinh", Math::sinh),
            of("sqrt", Math::sqrt),
            of("tan", Math::tan),
            of("tanh", Math::tanh),
            entry("clamp", (value, bounds) -> clamp(value, bounds[0], bounds[1])),
            entry("clamp_max", (value, bounds) -> GoMath.min(bounds[0], value)),
            entry("clamp_min", (value, bounds) -> GoMath.max(bounds[0], value)),
            entry("round", (value, nearest) -> round(value, nearest.length == 0 ? 1 : nearest[0])));

    private ValueFunctions() {}

    private static Map.Entry<String, ValueFunction> of(String name, DoubleUnaryOperator function) {
        return entry(name, (value, parameters) -> function.applyAsDouble(value));
    }

    /** Nothing between bounds that are the wrong way round. */
    private static double clamp(double value, double lower, double upper) {
        return upper < lower ? StaleMarker.VALUE : GoMath.max(lower, GoMath.min(upper, value));
    }

    /** Halves go up. Multiplies by the inverse, as decimal fractions are rounded better that way. */
    private static double round(double value, double nearest) {
        double inverse = 1 / nearest;
        return Math.floor(value * inverse + 0.5) / inverse;
    }
}
