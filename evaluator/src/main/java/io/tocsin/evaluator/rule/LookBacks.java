package io.tocsin.evaluator.rule;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.evaluator.config.GlobalSettings;
import io.tocsin.evaluator.config.LookBack;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.config.RuleConfig;
import io.tocsin.evaluator.config.RuleFile;
import io.tocsin.evaluator.config.RuleGroupConfig;
import io.tocsin.evaluator.promql.Expr;
import io.tocsin.evaluator.promql.Expr.VectorSelector;
import io.tocsin.evaluator.promql.ExprTree;
import io.tocsin.evaluator.series.MetricName;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How long it takes after a start with an empty store until an expression has all that it asks for: its own look-back and,
 * where it asks for what other rules record, theirs and their intervals.
 */
final class LookBacks {
    private final Map<String, Recorded> recorded = new HashMap<>();

    /** The slowest rule of a name. */
    private record Recorded(Expr expr, long millis) {}

    LookBacks(PrometheusConfiguration configuration) {
        for (RuleFile file : configuration.ruleFiles()) {
            for (RuleGroupConfig group : file.groups()) {
                addAll(group, configuration.global());
            }
        }
    }

    private void addAll(RuleGroupConfig group, GlobalSettings global) {
        GroupTiming timing = GroupTiming.of(group, global);
        for (RuleConfig rule : group.rules()) {
            if (rule instanceof RuleConfig.Recording) {
                long millis = LookBack.millis(rule.expr()) + timing.intervalMillis() + timing.offsetMillis();
                recorded.merge(
                        rule.name(),
                        new Recorded(rule.expr(), millis),
                        (one, other) -> one.millis() >= other.millis() ? one : other);
            }
        }
    }

    /** Milliseconds; what the newest sample of a series counts for comes on top, and so does the interval of the group. */
    long millis(Expr expr) {
        return LookBack.millis(expr) + ofRecorded(expr, new HashSet<>());
    }

    /** @param seen names on the way here: rules may ask for what they record themselves */
    private long ofRecorded(Expr expr, Set<String> seen) {
        long most = 0;
        for (VectorSelector selector : ExprTree.selectors(expr)) {
            String name = name(selector).orElse("");
            Recorded known = recorded.get(name);
            if (known != null && seen.add(name)) {
                most = Math.max(most, known.millis() + ofRecorded(known.expr(), seen));
                seen.remove(name);
            }
        }
        return most;
    }

    private static Optional<String> name(VectorSelector selector) {
        return selector.matchers().stream()
                .filter(matcher -> matcher.name().equals(MetricName.LABEL) && matcher.type() == MatchType.EQUAL)
                .map(Matcher::value)
                .findFirst();
    }
}
