package io.tocsin.evaluator.query;

import io.tocsin.evaluator.promql.DurationExpr;
import io.tocsin.evaluator.query.QueryException.Reason;

/**
 * What lengths of time are worth within a query.
 *
 * @param stepSeconds of the query; 0 of an instant query
 * @param rangeSeconds from the query's start to its end
 * @see "Upstream: promql/durations.go"
 */
record DurationEvaluation(double stepSeconds, double rangeSeconds) {
    /** The largest length that fits: about 292 years, as the original's nanoseconds. */
    private static final double SECONDS_MAX = Long.MAX_VALUE / 1e9;

    private static final double MILLIS = 1000;

    /** @return {@code > 0} */
    long positiveMillis(DurationExpr expr) throws QueryException {
        long millis = millis(expr);
        if (millis <= 0) {
            throw new QueryException(Reason.EXECUTION, "duration must be greater than 0");
        }
        return millis;
    }

    long millis(DurationExpr expr) throws QueryException {
        double seconds = seconds(expr);
        if (Double.isNaN(seconds) || Math.abs(seconds) > SECONDS_MAX) {
            throw new QueryException(Reason.EXECUTION, "duration out of range");
        }
        return (long) (seconds * MILLIS);
    }

    private double seconds(DurationExpr expr) throws QueryException {
        if (expr instanceof DurationExpr.Literal literal) {
            return literal.seconds();
        } else if (expr instanceof DurationExpr.Paren paren) {
            return seconds(paren.inner());
        } else if (expr instanceof DurationExpr.Negative negative) {
            return negative.isMinus() ? -seconds(negative.inner()) : seconds(negative.inner());
        } else if (expr instanceof DurationExpr.Arithmetic arithmetic) {
            return arithmetic(arithmetic);
        } else if (expr instanceof DurationExpr.Call call) {
            return call(call);
        }
        throw new AssertionError("unhandled duration: " + expr);
    }

    private double arithmetic(DurationExpr.Arithmetic expr) throws QueryException {
        double left = seconds(expr.left());
        double right = seconds(expr.right());
        return switch (expr.operator()) {
            case DIVIDE -> left / divisor(right, "division");
            case MODULO -> left % divisor(right, "modulo");
            default -> Arithmetic.of(expr.operator()).applyAsDouble(left, right);
        };
    }

    private static double divisor(double value, String what) throws QueryException {
        if (value == 0) {
            throw new QueryException(Reason.EXECUTION, what + " by zero");
        }
        return value;
    }

    private double call(DurationExpr.Call call) throws QueryException {
        return switch (call.name()) {
            case "step" -> stepSeconds;
            case "range" -> rangeSeconds;
            case "min_of" ->
                Math.min(
                        seconds(call.arguments().get(0)),
                        seconds(call.arguments().get(1)));
            case "max_of" ->
                Math.max(
                        seconds(call.arguments().get(0)),
                        seconds(call.arguments().get(1)));
            default -> throw new AssertionError("unhandled duration: " + call.name());
        };
    }
}
