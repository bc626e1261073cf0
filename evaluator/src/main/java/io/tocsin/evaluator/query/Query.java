package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.Expr;

/**
 * An expression that is asked for.
 *
 * @param text from which {@code expr} was parsed: places in warnings are counted in it
 */
public record Query(Expr expr, String text) {
    public Query {
        requireNonNull(expr, "expr");
        requireNonNull(text, "text");
    }
}
