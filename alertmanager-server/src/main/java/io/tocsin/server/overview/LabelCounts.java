package io.tocsin.server.overview;

import io.tocsin.core.label.Labels;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How many alerts have which label with which value. Not thread-safe. */
final class LabelCounts {
    private final Map<String, Map<String, Integer>> values = new HashMap<>();

    private LabelCounts() {}

    static LabelCounts of(List<AlertRow> alerts) {
        LabelCounts counts = new LabelCounts();
        for (AlertRow row : alerts) {
            Labels labels = row.labels();
            for (int i = 0; i < labels.size(); i++) {
                counts.values
                        .computeIfAbsent(labels.name(i), name -> new HashMap<>())
                        .merge(labels.value(i), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** By the name of the label, then by its value. */
    Map<String, Map<String, Integer>> values() {
        return values;
    }

    /** How many alerts have a label of each name. */
    Map<String, Integer> names() {
        Map<String, Integer> names = new HashMap<>();
        values.forEach((name, counts) -> names.put(
                name, counts.values().stream().mapToInt(Integer::intValue).sum()));
        return names;
    }
}
