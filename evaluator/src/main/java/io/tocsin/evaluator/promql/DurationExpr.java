package io.tocsin.evaluator.promql;

import java.util.List;

/**
 * A stretch of time in brackets or behind {@code offset}: mostly a number of seconds, else arithmetic over them. Immutable.
 *
 * @see "Upstream: promql/durations.go"
 */
public sealed interface DurationExpr {
    Span span();

    /** @param seconds may be negative behind {@code offset} */
    record Literal(double seconds, boolean isDuration, Span span) implements DurationExpr {}

    record Negative(DurationExpr inner, boolean isMinus, Span span) implements DurationExpr {}

    /** @param operator one of {@code + - * / % ^} */
    record Arithmetic(BinaryOperator operator, DurationExpr left, DurationExpr right, Span span)
            implements DurationExpr {}

    record Paren(DurationExpr inner, Span span) implements DurationExpr {}

    /** @param name {@code step}, {@code range}, {@code min_of} or {@code max_of} */
    record Call(String name, List<DurationExpr> arguments, Span span) implements DurationExpr {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}
