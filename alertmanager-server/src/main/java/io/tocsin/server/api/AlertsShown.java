package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.engine.GroupView;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.server.api.AlertStatuses.AlertStatus;
import io.tocsin.server.api.AlertWriter.ShownAlert;
import io.tocsin.server.api.AlertWriter.ShownGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Picks and orders what a GET shows. Pure; may take long with many alerts, so it runs on workers.
 *
 * @param query what is asked for
 * @param now alerts that ended before this moment stay out
 */
record AlertsShown(AlertQuery query, AlertStatuses statuses, List<ReceiverConfig> receivers, Instant now) {
    private static final Comparator<GroupView> GROUP_ORDER =
            Comparator.comparing(GroupView::labels).thenComparing(GroupView::receiver);

    private record Group(GroupView view, List<Member> members) {}

    private record Member(Alert alert, AlertStatus status) {}

    /** By fingerprint. */
    List<ShownAlert> alerts(List<RoutedAlert> stored) {
        Function<String, Labels> labelsOf = labelsOf();
        List<ShownAlert> shown = new ArrayList<>();
        for (RoutedAlert routed : stored) {
            Alert alert = routed.alert();
            if (!query.accepts(alert, now)) {
                continue;
            }
            List<String> receiversOfAlert = routed.receivers();
            AlertStatus status = statuses.of(alert);
            if (query.acceptsAny(receiversOfAlert, labelsOf) && query.accepts(status, false)) {
                shown.add(new ShownAlert(alert, receiversOfAlert, status, List.of()));
            }
        }
        shown.sort(Comparator.comparing(each -> each.alert().fingerprint()));
        return shown;
    }

    /** By group labels, then by receiver. */
    List<ShownGroup> groups(List<GroupView> views) {
        Function<String, Labels> labelsOf = labelsOf();
        List<Group> groups = new ArrayList<>();
        for (GroupView view : views) {
            List<Member> members = query.accepts(view.receiver(), labelsOf) ? members(view) : List.of();
            if (!members.isEmpty()) {
                groups.add(new Group(view, members));
            }
        }
        // Also over groups that muted=false leaves out, as upstream.
        Map<Fingerprint, List<String>> receiversOf = receiversOf(groups);
        return groups.stream()
                .filter(group -> query.shown().muted() || group.view().mutedBy().isEmpty())
                .sorted(Comparator.comparing(Group::view, GROUP_ORDER))
                .map(group -> shown(group, receiversOf))
                .toList();
    }

    private List<Member> members(GroupView view) {
        boolean isMuted = !view.mutedBy().isEmpty();
        List<Member> members = new ArrayList<>();
        for (Alert alert : view.alerts()) {
            if (query.accepts(alert, now)) {
                AlertStatus status = statuses.of(alert);
                if (query.accepts(status, isMuted)) {
                    members.add(new Member(alert, status));
                }
            }
        }
        return members;
    }

    private static Map<Fingerprint, List<String>> receiversOf(List<Group> groups) {
        Map<Fingerprint, TreeSet<String>> sorted = new HashMap<>();
        for (Group group : groups) {
            for (Member member : group.members()) {
                sorted.computeIfAbsent(member.alert().fingerprint(), fingerprint -> new TreeSet<>())
                        .add(group.view().receiver());
            }
        }
        Map<Fingerprint, List<String>> lists = new HashMap<>();
        sorted.forEach((fingerprint, names) -> lists.put(fingerprint, List.copyOf(names)));
        return lists;
    }

    private static ShownGroup shown(Group group, Map<Fingerprint, List<String>> receiversOf) {
        GroupView view = group.view();
        List<ShownAlert> alerts = group.members().stream()
                .map(member -> new ShownAlert(
                        member.alert(),
                        receiversOf.getOrDefault(member.alert().fingerprint(), List.of()),
                        member.status(),
                        view.mutedBy()))
                .toList();
        return new ShownGroup(view.labels(), view.receiver(), view.routeLabels(), alerts);
    }

    private Function<String, Labels> labelsOf() {
        Map<String, Labels> byName = new HashMap<>();
        receivers.forEach(receiver -> byName.put(receiver.name(), receiver.labels()));
        return name -> byName.getOrDefault(name, Labels.EMPTY);
    }
}
