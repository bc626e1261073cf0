package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.RuleConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which rule of its group a rule is, through changes of all the rest of it: rules of one name that differ in their labels, as
 * those for warnings and for critical alerts do, are different ones.
 *
 * @param labels as written, templates included
 * @param nth among those of the same name and labels, {@code >= 0}
 */
public record RuleKey(String name, Labels labels, int nth) {
    public RuleKey {
        requireNonNull(name, "name");
        requireNonNull(labels, "labels");
        if (nth < 0) {
            throw new IllegalArgumentException("nth: " + nth + " (expected: >= 0)");
        }
    }

    /** Of all rules that alert, or of all that record; in the order of the file. */
    static List<RuleKey> of(List<? extends RuleConfig> rules) {
        Map<RuleKey, Integer> seen = new HashMap<>();
        List<RuleKey> keys = new ArrayList<>();
        for (RuleConfig rule : rules) {
            int nth = seen.merge(new RuleKey(rule.name(), rule.labels(), 0), 1, Integer::sum) - 1;
            keys.add(new RuleKey(rule.name(), rule.labels(), nth));
        }
        return keys;
    }
}
