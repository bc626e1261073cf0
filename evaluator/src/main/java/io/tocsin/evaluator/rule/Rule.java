package io.tocsin.evaluator.rule;

import io.tocsin.evaluator.config.RuleConfig;
import java.util.List;

/** A rule with its state. Owned by the one who evaluates its group. */
sealed interface Rule permits AlertingRule, RecordingRule {
    RuleConfig config();

    /**
     * @param slotMillis the time of the evaluation
     * @param timing of the group: how far behind it is looked, and how much may come of it
     * @throws RuleFailedException if nothing comes of it
     */
    RuleOutput evaluate(RuleQuery query, long slotMillis, GroupTiming timing) throws RuleFailedException;

    /** Pending and firing alerts, in the order of their labels. */
    List<AlertInstance> instances();
}
