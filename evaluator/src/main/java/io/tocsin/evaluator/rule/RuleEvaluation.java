package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

/**
 * How one evaluation of a rule went.
 *
 * @param atMillis the slot
 * @param samples that the expression gave
 * @param error empty if there was none
 */
public record RuleEvaluation(long atMillis, double seconds, int samples, String error) {
    public RuleEvaluation {
        requireNonNull(error, "error");
    }
}
