package io.tocsin.evaluator.series;

import java.util.List;

/**
 * What most series have in common. Each list begins with the largest count; of equal ones the first names come first.
 *
 * @param seriesOfMetrics how many series have a metric's name
 * @param valuesOfLabels how many values a label has
 * @param seriesOfPairs how many series have a label with a value, as {@code name=value}
 */
public record Cardinality(List<Count> seriesOfMetrics, List<Count> valuesOfLabels, List<Count> seriesOfPairs) {
    public Cardinality {
        seriesOfMetrics = List.copyOf(seriesOfMetrics);
        valuesOfLabels = List.copyOf(valuesOfLabels);
        seriesOfPairs = List.copyOf(seriesOfPairs);
    }

    /** How many there are of what has a name. */
    public record Count(String name, int count) {}
}
