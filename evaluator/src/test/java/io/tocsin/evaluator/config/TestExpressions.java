package io.tocsin.evaluator.config;

import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryOptions;

/** The language as rules are read with it. */
final class TestExpressions {
    private TestExpressions() {}

    static Expressions create() {
        return new Expressions(new QueryEngine(new QueryOptions(60_000, false)));
    }
}
