package io.tocsin.evaluator.rule;

import io.tocsin.evaluator.config.GlobalSettings;
import io.tocsin.evaluator.config.RuleGroupConfig;

/**
 * When a group is evaluated and how much may come of it, with the defaults of the configuration.
 *
 * @param intervalMillis {@code > 0}
 * @param offsetMillis how far behind its time it looks
 * @param limit none if it is not above 0
 */
record GroupTiming(long intervalMillis, long offsetMillis, int limit) {
    static GroupTiming of(RuleGroupConfig config, GlobalSettings global) {
        return new GroupTiming(
                config.interval().orElse(global.evaluationInterval()).toMillis(),
                config.queryOffset().orElse(global.ruleQueryOffset()).toMillis(),
                config.limit());
    }
}
