package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.PromqlParser;
import io.tocsin.evaluator.promql.PromqlSyntaxException;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryException;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads the expressions of rules, and refuses those that cannot be evaluated. Immutable and thread-safe.
 *
 * @param engine which will evaluate them
 * @param retention how long samples are kept, to warn of expressions that ask for older ones; empty for ever
 */
public record Expressions(QueryEngine engine, Optional<Duration> retention) {
    public Expressions {
        requireNonNull(engine, "engine");
        requireNonNull(retention, "retention");
    }

    /** For rules that nobody runs yet. */
    public Expressions(QueryEngine engine) {
        this(engine, Optional.empty());
    }

    /**
     * @throws PromqlSyntaxException if it is none
     * @throws QueryException whose message names what is not supported yet
     */
    public Expr read(String text) throws PromqlSyntaxException, QueryException {
        Expr expr = PromqlParser.parse(text);
        engine.checkSupported(expr);
        return expr;
    }

    /** How far the expression looks back, if that is further than samples are kept. */
    Optional<Duration> lookBackBeyondRetention(Expr expr) {
        return retention
                .map(kept -> Duration.ofMillis(LookBack.millis(expr)))
                .filter(back -> back.compareTo(retention.orElse(back)) > 0);
    }
}
