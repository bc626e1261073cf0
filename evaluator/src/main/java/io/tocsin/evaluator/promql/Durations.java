package io.tocsin.evaluator.promql;

import io.tocsin.evaluator.promql.DurationExpr.Arithmetic;
import io.tocsin.evaluator.promql.DurationExpr.Call;
import io.tocsin.evaluator.promql.DurationExpr.Literal;
import io.tocsin.evaluator.promql.DurationExpr.Negative;
import io.tocsin.evaluator.promql.DurationExpr.Paren;

/**
 * How long durations are once it is known over what a query goes.
 *
 * @see "Upstream: promql/durations.go"
 */
public final class Durations {
    private static final double MILLIS = 1000;

    /** The original counts nanoseconds in a signed 64-bit number. */
    static final double SECONDS_MAX = 0x1p63 / 1e9;

    private final double stepSeconds;
    private final double rangeSeconds;

    /**
     * @param stepMillis of the query; 0 where it has none
     * @param rangeMillis from the start of the query to its end; 0 where it asks for one time
     */
    public Durations(long stepMillis, long rangeMillis) {
        this.stepSeconds = stepMillis / MILLIS;
        this.rangeSeconds = rangeMillis / MILLIS;
    }

    /**
     * A range or a step.
     *
     * @return {@code > 0}
     * @throws UnusableDurationException if it is not above zero, or can't be computed
     */
    public long positiveMillis(DurationExpr duration) throws UnusableDurationException {
        double seconds = seconds(duration);
        if (seconds <= 0) {
            throw new UnusableDurationException(duration, "duration must be greater than 0");
        }
        long millis = millis(duration, seconds);
        if (millis == 0) {
            // Deviation D-343: the original finds nothing in such a range, and takes the default step for such a step.
            throw new UnusableDurationException(duration, "duration must be at least 1ms");
        }
        return millis;
    }

    /** What a duration is worth that needs no computing. */
    static long millis(Literal literal) {
        return Math.round(literal.seconds() * MILLIS);
    }

    /**
     * An offset, of either sign.
     *
     * @throws UnusableDurationException if it can't be computed
     */
    public long millis(DurationExpr duration) throws UnusableDurationException {
        return millis(duration, seconds(duration));
    }

    private static long millis(DurationExpr duration, double seconds) throws UnusableDurationException {
        if (!(Math.abs(seconds) <= SECONDS_MAX)) {
            throw new UnusableDurationException(duration, "duration is out of range");
        }
        // Rounded where it is written, cut off where it is computed: as the original does.
        return duration instanceof Literal literal ? millis(literal) : (long) (seconds * MILLIS);
    }

    private double seconds(DurationExpr duration) throws UnusableDurationException {
        if (duration instanceof Literal literal) {
            return literal.seconds();
        }
        if (duration instanceof Negative negative) {
            double inner = seconds(negative.inner());
            return negative.isMinus() ? -inner : inner;
        }
        if (duration instanceof Arithmetic arithmetic) {
            return computed(arithmetic);
        }
        if (duration instanceof Paren paren) {
            return seconds(paren.inner());
        }
        if (duration instanceof Call call) {
            return called(call);
        }
        throw new AssertionError("unhandled duration: " + duration);
    }

    private double computed(Arithmetic arithmetic) throws UnusableDurationException {
        double left = seconds(arithmetic.left());
        double right = seconds(arithmetic.right());
        return switch (arithmetic.operator()) {
            case ADD -> left + right;
            case SUBTRACT -> left - right;
            case MULTIPLY -> left * right;
            case DIVIDE -> {
                if (right == 0) {
                    throw new UnusableDurationException(arithmetic, "division by zero");
                }
                yield left / right;
            }
            case MODULO -> {
                if (right == 0) {
                    throw new UnusableDurationException(arithmetic, "modulo by zero");
                }
                yield left % right;
            }
            case POWER -> Math.pow(left, right);
            default -> throw new AssertionError("unhandled operator: " + arithmetic.operator());
        };
    }

    private double called(Call call) throws UnusableDurationException {
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
            default -> throw new AssertionError("unhandled function: " + call.name());
        };
    }

    /** A duration that no query can use. */
    public static final class UnusableDurationException extends Exception {
        private static final long serialVersionUID = 1L;

        private final Span span;

        UnusableDurationException(DurationExpr duration, String what) {
            super(what);
            this.span = duration.span();
        }

        /**
         * What is wrong, behind where the duration starts and ends: in bytes of UTF-8, as the original counts.
         *
         * @param query the text that has the duration
         */
        public String placedIn(String query) {
            return Place.bytes(query, span.start()) + ":" + Place.bytes(query, span.end()) + ": " + getMessage();
        }
    }
}
