package io.tocsin.server.durability;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Broken rules, counted; the first of each kind with their evidence. Thread-safe. */
public final class Violations {
    private static final int TOLD_PER_RULE = 4;

    private final Map<Rule, Integer> counts = new EnumMap<>(Rule.class);
    private final List<String> told = new ArrayList<>();
    private final Supplier<String> moment;
    private final Consumer<String> out;

    /**
     * @param moment where in a run something was seen: seed and kill number
     * @param out is told the first of each kind at once: a run is long
     */
    public Violations(Supplier<String> moment, Consumer<String> out) {
        this.moment = moment;
        this.out = out;
    }

    /** @param evidence the history of what it is about, for whoever looks for the cause */
    public synchronized void add(Rule rule, String what, String evidence) {
        if (counts.merge(rule, 1, Integer::sum) <= TOLD_PER_RULE) {
            String line = rule + " (" + moment.get() + "): " + what + "\n" + evidence.indent(4);
            told.add(line);
            out.accept(line);
        }
    }

    public synchronized int count(Rule rule) {
        return counts.getOrDefault(rule, 0);
    }

    /** How often each rule was broken; rules that hold are left out. */
    public synchronized Map<Rule, Integer> counts() {
        return counts.isEmpty() ? Map.of() : new EnumMap<>(counts);
    }

    public synchronized List<String> told() {
        return List.copyOf(told);
    }
}
