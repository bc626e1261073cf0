package io.tocsin.server.overview;

import io.tocsin.core.label.Utf8;
import io.tocsin.server.overview.Facet.Value;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Picks the labels by which people narrow down what they look at: those that most alerts have, and that cut them into a few
 * parts. Pure.
 */
final class Facets {
    static final int LABELS_MAX = 12;
    static final int VALUES_MAX = 10;

    /** So many values of one label fit on a screen; of more, each narrows down to less. */
    private static final int FEW = 10;

    private static final Comparator<Value> BY_COUNT =
            Comparator.comparingInt(Value::count).reversed().thenComparing(Value::value, Utf8.ORDER);

    private record Rated(String name, Map<String, Integer> counts, double usefulness) {}

    /** By what it is called an alert is looked for first, however many names there are. */
    private static final String FIRST = "alertname";

    private static final Comparator<Rated> BY_USEFULNESS = Comparator.comparing(
                    (Rated each) -> !each.name().equals(FIRST))
            .thenComparing(Comparator.comparingDouble(Rated::usefulness).reversed())
            .thenComparing(Rated::name, Utf8.ORDER);

    private Facets() {}

    static List<Facet> of(List<AlertRow> alerts) {
        Map<String, Map<String, Integer>> countsOf = LabelCounts.of(alerts).values();
        return countsOf.entrySet().stream()
                .map(each -> new Rated(each.getKey(), each.getValue(), usefulness(each.getValue(), alerts.size())))
                .filter(each -> each.usefulness() > 0)
                .sorted(BY_USEFULNESS)
                .limit(LABELS_MAX)
                .map(each -> facet(each.name(), each.counts()))
                .toList();
    }

    /** From 0, for a label that does not tell alerts apart, to 1. */
    private static double usefulness(Map<String, Integer> counts, int total) {
        int present = counts.values().stream().mapToInt(Integer::intValue).sum();
        int parts = counts.size() + (present < total ? 1 : 0);
        if (parts < 2) {
            return 0;
        }
        if (parts > FEW && present < 2 * counts.size()) {
            // Of the most values there is but one alert, such as of an address.
            return 0;
        }
        double coverage = (double) present / total;
        double fewness = parts <= FEW ? 1 : FEW / (double) parts;
        return coverage * Math.sqrt(fewness);
    }

    private static Facet facet(String name, Map<String, Integer> counts) {
        List<Value> values = counts.entrySet().stream()
                .map(each -> new Value(each.getKey(), each.getValue()))
                .sorted(BY_COUNT)
                .limit(VALUES_MAX)
                .toList();
        return new Facet(name, values, counts.size());
    }
}
