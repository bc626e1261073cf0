package io.tocsin.benchmarks.e2e;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measured values by figure and program, in the order in which they first came. */
final class Series {
    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();

    void add(String figure, String program, double value) {
        values.computeIfAbsent(figure, f -> new LinkedHashMap<>())
                .computeIfAbsent(program, p -> new ArrayList<>())
                .add(value);
    }

    /** All programs of which something was measured, those of {@code first} before others. */
    List<String> programs(List<String> first) {
        Set<String> all = new LinkedHashSet<>(first);
        values.values().forEach(byProgram -> all.addAll(byProgram.keySet()));
        return List.copyOf(all);
    }

    /**
     * A Markdown table with the median of each figure, and the ratio of the first program to the second.
     *
     * @param programs the columns; the first two are compared
     */
    String table(List<String> programs) {
        StringBuilder text = new StringBuilder("| |");
        programs.forEach(program -> text.append(' ').append(program).append(" |"));
        boolean compared = programs.size() > 1;
        text.append(compared ? " ratio |\n" : "\n").append("| --- |").append(" ---: |".repeat(programs.size()));
        text.append(compared ? " ---: |\n" : "\n");
        values.forEach((figure, byProgram) -> {
            text.append("| ").append(figure).append(" |");
            programs.forEach(
                    program -> text.append(' ').append(cell(byProgram, program)).append(" |"));
            text.append(compared ? " " + ratio(byProgram, programs.get(0), programs.get(1)) + " |\n" : "\n");
        });
        return text.toString();
    }

    private static String cell(Map<String, List<Double>> byProgram, String program) {
        List<Double> measured = byProgram.get(program);
        if (measured == null) {
            return "–";
        }
        double min = measured.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
        double max = measured.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
        String middle = print(median(measured));
        return measured.size() == 1 ? middle : middle + " (" + print(min) + "–" + print(max) + ")";
    }

    private static String ratio(Map<String, List<Double>> byProgram, String first, String second) {
        List<Double> mine = byProgram.get(first);
        List<Double> theirs = byProgram.get(second);
        return mine == null || theirs == null || median(theirs) == 0
                ? "–"
                : "%.2f".formatted(median(mine) / median(theirs));
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String print(double value) {
        return value >= 100 ? "%.0f".formatted(value) : value >= 10 ? "%.1f".formatted(value) : "%.2f".formatted(value);
    }
}
