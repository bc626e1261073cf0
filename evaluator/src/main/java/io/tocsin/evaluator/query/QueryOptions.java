package io.tocsin.evaluator.query;

/**
 * How an engine understands all queries.
 *
 * @param subqueryStepMillis step of subqueries that name none: the interval at which rules are evaluated; {@code > 0}
 * @param isNameRemovalDelayed whether names that operations take away are seen by {@code label_replace} and grouping until
 *     the end of the query, as with the original's {@code promql-delayed-name-removal}
 */
public record QueryOptions(long subqueryStepMillis, boolean isNameRemovalDelayed) {
    public QueryOptions {
        if (subqueryStepMillis <= 0) {
            throw new IllegalArgumentException("subqueryStepMillis: " + subqueryStepMillis + " (expected: > 0)");
        }
    }
}
