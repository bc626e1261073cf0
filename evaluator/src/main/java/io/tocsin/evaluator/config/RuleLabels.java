package io.tocsin.evaluator.config;

import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.evaluator.series.MetricName;

/** Reads labels and annotations of rules. */
final class RuleLabels {
    private RuleLabels() {}

    /**
     * @param what {@code label} or {@code annotation}
     * @param originalPrefix what the original puts before its message
     */
    static Labels decode(YamlMapping parent, String key, String what, String originalPrefix) {
        boolean isLabel = what.equals("label");
        Labels.Builder labels = new Labels.Builder();
        parent.get(key)
                .ifPresent(node -> node.entries("map[string]string").forEach((name, value) -> {
                    boolean isTaken = isLabel && name.equals(MetricName.LABEL);
                    if (isTaken || !LabelName.isUtf8(name)) {
                        value.error(
                                isTaken ? "a rule cannot set the label " + name : "every " + what + " needs a name",
                                isTaken ? "\"record\" is the name of a series, \"alert\" that of an alert." : "",
                                Stage.WHOLE,
                                originalPrefix + "invalid " + what + " name: " + name);
                    }
                    labels.add(name, value.text().orElse(""));
                }));
        return labels.build();
    }

    /** {@code rule} over {@code group}. */
    static Labels merged(Labels group, Labels rule) {
        Labels.Builder labels = new Labels.Builder();
        group.asMap().forEach(labels::add);
        rule.asMap().forEach(labels::add);
        return labels.build();
    }
}
