package io.tocsin.server.overview;

import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Cuts what is asked for into groups: those that routes make, or by labels of the reader's choice. Pure. */
final class Grouping {
    private final Selected selected;

    /** A group that alerts are still added to. */
    private static final class Draft {
        final List<AlertRow> alerts = new ArrayList<>();
        final StateCounts states = new StateCounts();

        void add(AlertRow row, Selection selection) {
            states.add(row.state());
            if (selection.accepts(row.state())) {
                alerts.add(row);
            }
        }

        Optional<ShownGroup> shown(Optional<GroupRow> natural, Labels labels) {
            return alerts.isEmpty() ? Optional.empty() : Optional.of(new ShownGroup(natural, labels, alerts, states));
        }
    }

    Grouping(Selected selected) {
        this.selected = selected;
    }

    /** The groups of routes; an alert in several is in each, and a receiver that is not asked for has none. */
    List<ShownGroup> natural() {
        Selection selection = selected.selection();
        return selected.overview().groups().stream()
                .filter(group -> selection.acceptsReceiver(group.receiver()))
                .filter(group ->
                        selection.group().map(choice -> choice.accepts(group)).orElse(true))
                .flatMap(group -> natural(group).stream())
                .toList();
    }

    private Optional<ShownGroup> natural(GroupRow group) {
        Draft draft = new Draft();
        for (AlertRow row : group.alerts()) {
            if (selected.fits(row)) {
                draft.add(row, selected.selection());
            }
        }
        return draft.shown(Optional.of(group), group.labels());
    }

    /** @param names labels that an alert lacks are left out of the labels of its group */
    List<ShownGroup> by(Set<String> names) {
        Map<Labels, Draft> drafts = new HashMap<>();
        for (AlertRow row : selected.overview().alerts()) {
            if (selected.fits(row)) {
                drafts.computeIfAbsent(row.labels().only(names), labels -> new Draft())
                        .add(row, selected.selection());
            }
        }
        List<ShownGroup> groups = new ArrayList<>(drafts.size());
        drafts.forEach((labels, draft) -> draft.shown(Optional.empty(), labels).ifPresent(groups::add));
        return groups;
    }
}
