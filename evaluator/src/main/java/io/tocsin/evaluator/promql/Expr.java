package io.tocsin.evaluator.promql;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Matcher;
import java.util.List;
import java.util.Optional;

/**
 * An expression, checked: its parts have the types that they need. Immutable. Two are equal if they say the same at the
 * same place.
 *
 * @see "Upstream: promql/parser/ast.go"
 */
public sealed interface Expr {
    Span span();

    ValueType type();

    /** @param isDuration whether it was written as one, such as {@code 5m}, which is its number of seconds */
    record NumberLiteral(double value, boolean isDuration, Span span) implements Expr {
        @Override
        public ValueType type() {
            return ValueType.SCALAR;
        }
    }

    record StringLiteral(String value, Span span) implements Expr {
        public StringLiteral {
            requireNonNull(value, "value");
        }

        @Override
        public ValueType type() {
            return ValueType.STRING;
        }
    }

    /**
     * @param name as it stands before the braces; empty where there is none or it is inside them
     * @param matchers all of them, in the order written; that of a name before the braces is the last
     */
    record VectorSelector(Optional<String> name, List<Matcher> matchers, Shift shift, boolean isSmoothed, Span span)
            implements Expr {
        public VectorSelector {
            matchers = List.copyOf(matchers);
        }

        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }
    }

    /**
     * @param selector without a shift of its own: the one of the range is {@code shift}
     * @param boundary what is done at the ends of the range
     */
    record MatrixSelector(VectorSelector selector, DurationExpr range, Shift shift, Boundary boundary, Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }
    }

    /** @param step empty for the default, the interval at which rules are evaluated */
    record Subquery(Expr inner, DurationExpr range, Optional<DurationExpr> step, Shift shift, Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return ValueType.RANGE_VECTOR;
        }
    }

    record Call(FunctionSignature function, List<Expr> arguments, Span span) implements Expr {
        public Call {
            arguments = List.copyOf(arguments);
        }

        @Override
        public ValueType type() {
            return function.result();
        }
    }

    /**
     * @param parameter of those that take one, such as {@code topk}
     * @param labels as written; all but them are kept if {@code isWithout}
     */
    record Aggregation(
            Aggregator operator,
            Expr inner,
            Optional<Expr> parameter,
            List<String> labels,
            boolean isWithout,
            Span span)
            implements Expr {
        public Aggregation {
            labels = List.copyOf(labels);
        }

        @Override
        public ValueType type() {
            return ValueType.INSTANT_VECTOR;
        }
    }

    /**
     * @param returnsBool whether a comparison gives 0 or 1 in place of leaving out
     * @param matching of two vectors; {@link VectorMatching#DEFAULT} where nothing was written
     */
    record Binary(
            BinaryOperator operator, Expr left, Expr right, boolean returnsBool, VectorMatching matching, Span span)
            implements Expr {
        @Override
        public ValueType type() {
            return left.type() == ValueType.SCALAR && right.type() == ValueType.SCALAR
                    ? ValueType.SCALAR
                    : ValueType.INSTANT_VECTOR;
        }
    }

    /** A minus or a plus before an expression; before a number it has become part of the number. */
    record Unary(boolean isMinus, Expr inner, Span span) implements Expr {
        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    record Paren(Expr inner, Span span) implements Expr {
        @Override
        public ValueType type() {
            return inner.type();
        }
    }

    /**
     * What moves the time that is looked at.
     *
     * @param offset how much earlier; negative is later
     */
    record Shift(Optional<DurationExpr> offset, Optional<At> at) {
        public static final Shift NONE = new Shift(Optional.empty(), Optional.empty());
    }

    /** The time that {@code @} fixes. */
    sealed interface At {
        /** @param millis since 1970 */
        record Time(long millis) implements At {}

        record Start() implements At {}

        record End() implements At {}
    }

    /** What stands behind the brackets of a range. */
    enum Boundary {
        NONE,
        ANCHORED,
        SMOOTHED
    }
}
