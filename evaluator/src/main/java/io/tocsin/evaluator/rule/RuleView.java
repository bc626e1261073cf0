package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.config.RuleConfig;
import java.util.List;

/**
 * A rule as of its last evaluation. Immutable.
 *
 * @param query the expression as the printer writes it
 * @param lastEvaluationMillis {@link AlertInstance#NONE} before the first
 * @param lastError empty if there was none
 * @param instances pending and firing ones, of rules that alert, in the order of their labels
 * @param evaluations the last ones, the newest first
 * @param emptySelectors of the expression, those that no series of the last hour matches; looked for where the expression
 *     gave nothing
 */
public record RuleView(
        RuleConfig config,
        String query,
        RuleHealth health,
        String lastError,
        double evaluationSeconds,
        long lastEvaluationMillis,
        List<AlertInstance> instances,
        List<RuleEvaluation> evaluations,
        List<String> emptySelectors) {
    public RuleView {
        requireNonNull(config, "config");
        requireNonNull(query, "query");
        requireNonNull(health, "health");
        requireNonNull(lastError, "lastError");
        instances = List.copyOf(instances);
        evaluations = List.copyOf(evaluations);
        emptySelectors = List.copyOf(emptySelectors);
    }

    /** This rule, as another was that it is about to take over from. */
    RuleView like(RuleView before) {
        return new RuleView(
                config,
                query,
                before.health,
                before.lastError,
                before.evaluationSeconds,
                before.lastEvaluationMillis,
                before.instances,
                before.evaluations,
                before.emptySelectors);
    }

    /** The furthest of its alerts. */
    public AlertState state() {
        return instances.stream()
                .map(AlertInstance::state)
                .max(AlertState::compareTo)
                .orElse(AlertState.INACTIVE);
    }
}
