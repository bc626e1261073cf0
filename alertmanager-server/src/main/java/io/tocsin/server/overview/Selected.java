package io.tocsin.server.overview;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The alerts that fit a selection, counted. Immutable.
 *
 * @see Selection
 */
public final class Selected {
    private final Overview overview;
    private final Selection selection;
    private final BitSet fitting;
    private final StateCounts states = new StateCounts();
    private final List<SeverityCounts> severities;
    private final List<AlertRow> alerts;

    // Volatile: worked out by who asks first. A race does it twice, and either result is right.
    private volatile @Nullable List<Facet> facets;

    // Volatile: as the facets.
    private volatile @Nullable List<ShownGroup> groups;

    private Selected(Overview overview, Selection selection, BitSet fitting) {
        this.overview = overview;
        this.selection = selection;
        this.fitting = fitting;
        Map<Severity, StateCounts> bySeverity = new TreeMap<>();
        List<AlertRow> accepted = new ArrayList<>();
        for (int i = fitting.nextSetBit(0); i >= 0; i = fitting.nextSetBit(i + 1)) {
            AlertRow row = overview.alerts().get(i);
            states.add(row.state());
            bySeverity
                    .computeIfAbsent(row.severity(), severity -> new StateCounts())
                    .add(row.state());
            if (selection.accepts(row.state())) {
                accepted.add(row);
            }
        }
        this.severities = bySeverity.entrySet().stream()
                .map(each -> new SeverityCounts(each.getKey(), each.getValue()))
                .toList();
        this.alerts = List.copyOf(accepted);
    }

    /** @see Overview#selected */
    static Selected of(Overview overview, Selection selection) {
        BitSet candidates = candidates(overview, selection);
        BitSet fitting = new BitSet(overview.alerts().size());
        for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
            if (selection.accepts(overview.alerts().get(i))) {
                fitting.set(i);
            }
        }
        return new Selected(overview, selection, fitting);
    }

    private static BitSet candidates(Overview overview, Selection selection) {
        BitSet candidates = new BitSet(overview.alerts().size());
        if (selection.group().isEmpty()) {
            candidates.set(0, overview.alerts().size());
        } else {
            overview.groups().stream()
                    .filter(selection.group().get()::accepts)
                    .flatMap(group -> group.alerts().stream())
                    .forEach(row -> candidates.set(row.index()));
        }
        return candidates;
    }

    public Overview overview() {
        return overview;
    }

    Selection selection() {
        return selection;
    }

    /** Whether the alert fits, whatever its state. */
    boolean fits(AlertRow row) {
        return fitting.get(row.index());
    }

    /** Counts of all that fit, whatever states are asked for. */
    public StateCounts states() {
        return states;
    }

    /** As {@link #states}, for each severity; the worst first. */
    public List<SeverityCounts> severities() {
        return severities;
    }

    /** Those in the states that are asked for, by fingerprint. */
    public List<AlertRow> alerts() {
        return alerts;
    }

    /** By which labels of {@link #alerts} they are narrowed down further. */
    public List<Facet> facets() {
        List<Facet> known = facets;
        if (known == null) {
            known = Facets.of(alerts);
            facets = known;
        }
        return known;
    }

    /** The groups of routes, see {@link Grouping}. */
    public List<ShownGroup> groups() {
        List<ShownGroup> known = groups;
        if (known == null) {
            known = new Grouping(this).natural();
            groups = known;
        }
        return known;
    }

    /** Groups by labels of the reader's choice, see {@link Grouping}. */
    public List<ShownGroup> groupsBy(Set<String> names) {
        return new Grouping(this).by(names);
    }
}
