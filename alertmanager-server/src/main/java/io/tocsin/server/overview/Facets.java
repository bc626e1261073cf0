package io.tocsin.server.overview;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import io.tocsin.server.overview.Facet.Value;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks the labels by which people narrow down what they look at: those that most alerts have, and that cut them into a few
 * parts. Pure.
 */
public final class Facets {
    public static final int LABELS_MAX = 12;
    public static final int VALUES_MAX = 10;

    /** So many values of one label fit on a screen; of more, each narrows down to less. */
    private static final int FEW = 10;

    private static final Comparator<Value> BY_COUNT =
            Comparator.comparingInt(Value::count).reversed().thenComparing(Value::value, Utf8.ORDER);

    private record Rated(String name, Map<String, int[]> counts, double usefulness) {}

    private Facets() {}

    public static List<Facet> of(List<AlertRow> alerts) {
        Map<String, Map<String, int[]>> countsOf = new HashMap<>();
        for (AlertRow row : alerts) {
            Labels labels = row.labels();
            for (int i = 0; i < labels.size(); i++) {
                countsOf.computeIfAbsent(labels.name(i), name -> new HashMap<>())
                        .computeIfAbsent(labels.value(i), value -> new int[1])[0]++;
            }
        }
        return countsOf.entrySet().stream()
                .map(each -> new Rated(each.getKey(), each.getValue(), usefulness(each.getValue(), alerts.size())))
                .filter(each -> each.usefulness() > 0)
                .sorted(Comparator.comparingDouble(Rated::usefulness).reversed().thenComparing(Rated::name, Utf8.ORDER))
                .limit(LABELS_MAX)
                .map(each -> facet(each.name(), each.counts()))
                .toList();
    }

    /** From 0, for a label that does not tell alerts apart, to 1. */
    private static double usefulness(Map<String, int[]> counts, int total) {
        int present = counts.values().stream().mapToInt(count -> count[0]).sum();
        int parts = counts.size() + (present < total ? 1 : 0);
        if (parts < 2) {
            return 0;
        }
        double coverage = (double) present / total;
        double fewness = parts <= FEW ? 1 : FEW / (double) parts;
        return coverage * Math.sqrt(fewness);
    }

    private static Facet facet(String name, Map<String, int[]> counts) {
        List<Value> values = counts.entrySet().stream()
                .map(each -> new Value(each.getKey(), each.getValue()[0]))
                .sorted(BY_COUNT)
                .limit(VALUES_MAX)
                .toList();
        return new Facet(name, values, counts.size());
    }
}
