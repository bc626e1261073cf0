package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import io.tocsin.core.template.format.FloatText;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts how often each value occurs in a group at each step. */
final class ValueCounts {
    private final String label;
    private final int steps;
    private final Budget budget;
    private final Map<Labels, Column> counts = new LinkedHashMap<>();

    /** @param label in which the value is put; empty to put it nowhere */
    ValueCounts(String label, int steps, Budget budget) {
        this.label = label;
        this.steps = steps;
        this.budget = budget;
    }

    void add(Aggregations.Group group) throws QueryException {
        boolean losesName = group.losesName();
        Map<Long, double[]> ofValues = new HashMap<>();
        for (Column member : group.members()) {
            budget.work(steps);
            for (int step = 0; step < steps; step++) {
                double value = member.values()[step];
                if (StaleMarker.is(value)) {
                    continue;
                }
                long bits = Double.doubleToRawLongBits(value);
                double[] ofValue = ofValues.get(bits);
                if (ofValue == null) {
                    ofValue = counts(group.labels(), losesName, value);
                    ofValues.put(bits, ofValue);
                }
                ofValue[step] = StaleMarker.is(ofValue[step]) ? 1 : ofValue[step] + 1;
            }
        }
    }

    /** Values that print alike, such as two NaNs, are counted together. */
    private double[] counts(Labels group, boolean losesName, double value) throws QueryException {
        String text = FloatText.format(value, 'f', FloatText.SHORTEST);
        Labels labels = label.isEmpty() ? group : LabelCalls.with(group, label, text);
        Column known = counts.get(labels);
        if (known == null) {
            budget.take(1, 0);
            budget.takeColumn(steps);
            known = new Column(labels, losesName, Column.empty(steps));
            counts.put(labels, known);
        }
        return known.values();
    }

    List<Column> columns() {
        return new ArrayList<>(counts.values());
    }
}
