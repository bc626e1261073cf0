package io.tocsin.evaluator.scrape;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.config.ScrapeLimits;
import io.tocsin.evaluator.series.MetricName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The labels that a sample gets: those of the answer and those of the target.
 *
 * @see "Upstream: scrape/target.go mutateSampleLabels, verifyLabelLimits"
 */
final class SampleLabels {
    private static final String PREFIX = "exported_";

    private static final int SHOWN_MAX = 50;

    private SampleLabels() {}

    /**
     * @param exposed as the answer has them; labels with empty values are none in the end
     * @param honorsExposed whether a label of the answer stays where the target has one too; else it gets a prefix
     */
    static Labels of(Labels exposed, Labels target, boolean honorsExposed) {
        Map<String, String> labels = new LinkedHashMap<>(exposed.asMap());
        List<String> conflicts = new ArrayList<>();
        for (int i = 0; i < target.size(); i++) {
            String name = target.name(i);
            if (!honorsExposed) {
                String before = labels.put(name, target.value(i));
                if (before != null && !before.isEmpty()) {
                    conflicts.add(name);
                }
            } else if (!exposed.has(name)) {
                labels.put(name, target.value(i));
            }
        }
        conflicts.sort(Comparator.comparingInt(SampleLabels::length));
        for (String name : conflicts) {
            String free = PREFIX + name;
            while (!labels.getOrDefault(free, "").isEmpty()) {
                free = PREFIX + free;
            }
            labels.put(free, exposed.get(name));
        }
        labels.values().removeIf(String::isEmpty);
        return Labels.of(labels);
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /** What is too much of them. */
    static Optional<String> excess(Labels labels, ScrapeLimits limits) {
        String metric = shown(labels.get(MetricName.LABEL));
        if (limits.labelsMax() > 0 && labels.size() > limits.labelsMax()) {
            return Optional.of(String.format(
                    Locale.ROOT,
                    "label_limit exceeded (metric: %s, number of labels: %d, limit: %d)",
                    metric,
                    labels.size(),
                    limits.labelsMax()));
        }
        for (int i = 0; i < labels.size(); i++) {
            int name = length(labels.name(i));
            int value = length(labels.value(i));
            if (limits.labelNameLengthMax() > 0 && name > limits.labelNameLengthMax()) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "label_name_length_limit exceeded (metric: %s, label name: %s, length: %d, limit: %d)",
                        metric,
                        shown(labels.name(i)),
                        name,
                        limits.labelNameLengthMax()));
            }
            if (limits.labelValueLengthMax() > 0 && value > limits.labelValueLengthMax()) {
                return Optional.of(String.format(
                        Locale.ROOT,
                        "label_value_length_limit exceeded (metric: %s, label name: %s, value: \"%s\", length: %d, limit: %d)",
                        metric,
                        shown(labels.name(i)),
                        shown(labels.value(i)),
                        value,
                        limits.labelValueLengthMax()));
            }
        }
        return Optional.empty();
    }

    private static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN_MAX
                ? text
                : text.substring(0, text.offsetByCodePoints(0, SHOWN_MAX));
    }
}
