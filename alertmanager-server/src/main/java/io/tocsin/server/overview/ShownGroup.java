package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Alerts that belong together and fit what is asked for. Immutable. */
public final class ShownGroup {
    private final Optional<GroupRow> natural;
    private final Labels labels;
    private final List<AlertRow> alerts;
    private final StateCounts states;
    private final Severity severity;
    private final Timestamp startsAt;

    // Volatile: worked out when a page has it. A race does it twice, and either result is right.
    private volatile @Nullable Labels shared;

    // Volatile: as the labels.
    private volatile @Nullable Labels sharedAnnotations;

    /**
     * @param natural the group that routes made of them; empty for a grouping of the reader's own
     * @param labels by which they are grouped
     * @param alerts in the states that are asked for, at least one; in no particular order
     * @param states counts of all that fit, whatever states are asked for
     */
    ShownGroup(Optional<GroupRow> natural, Labels labels, List<AlertRow> alerts, StateCounts states) {
        this.natural = requireNonNull(natural, "natural");
        this.labels = requireNonNull(labels, "labels");
        this.alerts = List.copyOf(alerts);
        this.states = requireNonNull(states, "states");
        Severity worst = Severity.NONE;
        Timestamp latest = alerts.get(0).alert().startsAt();
        for (AlertRow row : alerts) {
            worst = row.severity().compareTo(worst) < 0 ? row.severity() : worst;
            latest = row.alert().startsAt().isAfter(latest) ? row.alert().startsAt() : latest;
        }
        this.severity = worst;
        this.startsAt = latest;
    }

    /** The group that routes made of them; empty for a grouping of the reader's own. */
    public Optional<GroupRow> natural() {
        return natural;
    }

    /** By which they are grouped. */
    public Labels labels() {
        return labels;
    }

    /** How many are in the states that are asked for. */
    public int total() {
        return alerts.size();
    }

    /** Counts of all that fit, whatever states are asked for. */
    public StateCounts states() {
        return states;
    }

    /** Of its worst alert. */
    public Severity severity() {
        return severity;
    }

    /** When its latest alert began to fire. */
    public Timestamp startsAt() {
        return startsAt;
    }

    /** The first of them: the worst first, then the latest, then by fingerprint. */
    public List<AlertRow> first(int limit) {
        return AlertSort.IN_GROUP.page(alerts, 0, limit);
    }

    /** The labels that all of them have with the same value. */
    public Labels shared() {
        Labels known = shared;
        if (known == null) {
            known = common(AlertRow::labels);
            shared = known;
        }
        return known;
    }

    /** The annotations that all of them have with the same value. */
    public Labels sharedAnnotations() {
        Labels known = sharedAnnotations;
        if (known == null) {
            known = common(row -> row.alert().annotations());
            sharedAnnotations = known;
        }
        return known;
    }

    private Labels common(Function<AlertRow, Labels> labelsOf) {
        Labels common = labelsOf.apply(alerts.get(0));
        for (int i = 1; i < alerts.size() && !common.isEmpty(); i++) {
            common = common.intersect(labelsOf.apply(alerts.get(i)));
        }
        return common;
    }
}
