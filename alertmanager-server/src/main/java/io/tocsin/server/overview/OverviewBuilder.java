package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.FingerprintOrder;
import io.tocsin.core.engine.GroupView;
import io.tocsin.core.group.GroupMember;
import io.tocsin.server.overview.AlertRow.Circumstances;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at everything once. Not thread-safe; used once. */
public final class OverviewBuilder {
    private final Instant now;
    private final AlertStatuses statuses;
    private final IdentityHashMap<GroupMember, Draft> drafts;
    private final List<GroupView> groups = new ArrayList<>();
    private final Map<String, Severity> severities = new HashMap<>();
    private final Map<Circumstances, Circumstances> shared = new HashMap<>();

    /** What is known of an alert before all groups are. */
    private static final class Draft {
        final GroupMember holder;
        final Alert alert;
        final List<String> receivers;
        final boolean isUnprocessed;
        int groups;
        int mutedGroups;
        Set<String> mutedBy = Set.of();

        @Nullable
        AlertRow row;

        Draft(GroupMember holder, Alert alert, List<String> receivers, boolean isUnprocessed) {
            this.holder = holder;
            this.alert = alert;
            this.receivers = receivers;
            this.isUnprocessed = isUnprocessed;
        }

        void isIn(GroupView group) {
            groups++;
            if (!group.mutedBy().isEmpty()) {
                mutedGroups++;
                Set<String> all = new LinkedHashSet<>(mutedBy);
                all.addAll(group.mutedBy());
                mutedBy = all;
            }
        }

        boolean isMuted() {
            return groups > 0 && mutedGroups == groups;
        }
    }

    /**
     * @param now alerts that have ended by this moment stay out
     * @param expected about how many alerts will be added; {@code >= 0}
     */
    public OverviewBuilder(Instant now, AlertStatuses statuses, int expected) {
        this.now = requireNonNull(now, "now");
        this.statuses = requireNonNull(statuses, "statuses");
        this.drafts = new IdentityHashMap<>(expected);
    }

    /**
     * Adds a stored alert, if it fires.
     *
     * @param receivers whom it is sent to; a name may stand twice
     * @param isUnprocessed whether none of its groups was flushed since it came
     */
    public void add(GroupMember holder, List<String> receivers, boolean isUnprocessed) {
        Alert alert = holder.alert();
        if (!alert.isResolvedAt(now)) {
            drafts.put(holder, new Draft(holder, alert, receivers, isUnprocessed));
        }
    }

    /** Adds a group, after all alerts. */
    public void add(GroupView group) {
        groups.add(group);
        for (GroupMember member : group.members()) {
            Draft draft = drafts.get(member);
            if (draft != null) {
                draft.isIn(group);
            }
        }
    }

    public Overview build() {
        List<Draft> inOrder = FingerprintOrder.sorted(
                new ArrayList<>(drafts.values()),
                draft -> draft.alert.fingerprint().bits());
        List<AlertRow> rows = new ArrayList<>(inOrder.size());
        for (Draft draft : inOrder) {
            AlertRow row = row(rows.size(), draft);
            rows.add(row);
            draft.row = row;
        }
        List<GroupRow> groupRows = groups.stream()
                .map(this::groupRow)
                .filter(group -> !group.alerts().isEmpty())
                .toList();
        return new Overview(now, OverviewVersion.of(rows, groupRows), rows, groupRows);
    }

    private AlertRow row(int index, Draft draft) {
        AlertStatus status = statuses.of(draft.alert);
        Circumstances circumstances = new Circumstances(
                draft.receivers.stream().distinct().toList(),
                status.silencedBy(),
                status.inhibitedBy(),
                List.copyOf(draft.mutedBy));
        Severity severity = severities.computeIfAbsent(draft.alert.labels().get(Severity.LABEL), Severity::of);
        return new AlertRow(
                index,
                draft.holder,
                draft.alert,
                state(draft, status),
                severity,
                shared.computeIfAbsent(circumstances, first -> first));
    }

    private static AlertState state(Draft draft, AlertStatus status) {
        if (!status.silencedBy().isEmpty()) {
            return AlertState.SILENCED;
        } else if (!status.inhibitedBy().isEmpty()) {
            return AlertState.INHIBITED;
        } else if (draft.isMuted()) {
            return AlertState.MUTED;
        }
        return draft.isUnprocessed ? AlertState.UNPROCESSED : AlertState.ACTIVE;
    }

    private GroupRow groupRow(GroupView group) {
        List<AlertRow> rows = new ArrayList<>(group.members().size());
        for (GroupMember member : group.members()) {
            Draft draft = drafts.get(member);
            if (draft != null && draft.row != null) {
                rows.add(draft.row);
            }
        }
        return new GroupRow(group.key(), group.receiver(), group.labels(), rows, group.mutedBy(), group.nextFlush());
    }
}
