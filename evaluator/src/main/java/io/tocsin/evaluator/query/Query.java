package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;

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

    /** @throws PromqlSyntaxException if {@code text} is no expression */
    public static Query parse(String text) throws PromqlSyntaxException {
        return new Query(PromqlParser.parse(text), text);
    }
}
