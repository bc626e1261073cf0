package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryException;

/**
 * Reads the expressions of rules, and refuses those that cannot be evaluated. Immutable and thread-safe.
 *
 * @param engine which will evaluate them
 */
public record Expressions(QueryEngine engine) {
    public Expressions {
        requireNonNull(engine, "engine");
    }

    /**
     * @throws PromqlSyntaxException if it is none
     * @throws QueryException whose message names what is not supported yet
     */
    Expr read(String text) throws PromqlSyntaxException, QueryException {
        Expr expr = PromqlParser.parse(text);
        engine.checkSupported(expr);
        return expr;
    }
}
