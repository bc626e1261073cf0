package io.tocsin.evaluator.rule;

import io.tocsin.evaluator.config.RuleConfig;
import java.util.List;

/** A rule with its state. Owned by the one who evaluates its group. */
sealed interface Rule permits AlertingRule, RecordingRule {
    RuleConfig config();

    /**
     * @param slotMillis the time of the evaluation
     * @param offsetMillis how far behind it is looked
     * @param limit most alerts or series; none if it is not above 0
     * @throws RuleFailedException if nothing comes of it
     */
    RuleOutput evaluate(RuleQuery query, long slotMillis, long offsetMillis, int limit) throws RuleFailedException;

    /** Pending and firing alerts, in the order of their labels. */
    List<AlertInstance> instances();
}
