package io.tocsin.evaluator.config;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.QueryException;

/** Port: reads the expressions of rules, and knows which of them can be evaluated. */
public interface Expressions {
    Expr parse(String text) throws PromqlSyntaxException;

    /** @throws QueryException whose message names what is not supported yet */
    void checkSupported(Expr expr) throws QueryException;
}
