package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertOrder;
import io.tocsin.core.alert.FingerprintOrder;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.engine.GroupView;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.server.api.AlertWriter.ShownAlert;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Picks and orders what a GET shows. Pure. May take long with many alerts, so it runs on workers, but for what is put
 * off until an element is written.
 *
 * @param query what is asked for
 * @param now alerts that ended before this moment stay out
 */
record AlertsShown(AlertQuery query, AlertStatuses statuses, List<ReceiverConfig> receivers, Instant now) {
    private static final Comparator<GroupView> GROUP_ORDER =
            Comparator.comparing(GroupView::labels).thenComparing(GroupView::receiver);

    private static final Comparator<Member> MEMBER_ORDER = Comparator.comparing(Member::alert, AlertOrder.INSTANCE);

    private record Group(GroupView view, List<Member> members) {}

    private record Member(Alert alert, AlertStatus status) {}

    /** By fingerprint. Only the filter is applied at once; the state of an alert is looked up when it is written. */
    SlicedJson.Elements alerts(List<RoutedAlert> stored) {
        Function<String, Labels> labelsOf = labelsOf();
        List<RoutedAlert> wanted = new ArrayList<>(stored);
        wanted.removeIf(
                routed -> !query.accepts(routed.alert(), now) || !query.acceptsAny(routed.receivers(), labelsOf));
        Iterator<RoutedAlert> inOrder = FingerprintOrder.sorted(wanted).iterator();
        return out -> {
            if (!inOrder.hasNext()) {
                return false;
            }
            write(out, inOrder.next());
            return true;
        };
    }

    private void write(GoJson out, RoutedAlert routed) {
        Alert alert = routed.alert();
        AlertStatus status = statuses.of(alert);
        if (query.accepts(status)) {
            AlertWriter.write(out, new ShownAlert(alert, routed.receivers(), status, List.of()));
        }
    }

    /** By group labels, then by receiver. */
    SlicedJson.Elements groups(List<GroupView> views) {
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
        groups.removeIf(
                group -> !query.shown().muted() && !group.view().mutedBy().isEmpty());
        groups.sort(Comparator.comparing(Group::view, GROUP_ORDER));
        // Here, because what is left to do is done on an event loop.
        groups.forEach(group -> group.view().routeLabels().get());
        return new GroupElements(groups.iterator(), receiversOf);
    }

    private List<Member> members(GroupView view) {
        List<Member> members = new ArrayList<>();
        for (GroupMember member : view.members()) {
            Alert alert = member.alert();
            if (query.accepts(alert, now)) {
                AlertStatus status = statuses.of(alert);
                if (query.accepts(status)) {
                    members.add(new Member(alert, status));
                }
            }
        }
        members.sort(MEMBER_ORDER);
        return members;
    }

    private static Map<Fingerprint, List<String>> receiversOf(List<Group> groups) {
        Map<Fingerprint, List<String>> receiversOf = new HashMap<>();
        for (Group group : groups) {
            List<String> alone = List.of(group.view().receiver());
            for (Member member : group.members()) {
                receiversOf.merge(member.alert().fingerprint(), alone, AlertsShown::both);
            }
        }
        return receiversOf;
    }

    /** One for each group, as upstream: a receiver appears as often as it has groups with the alert. */
    private static List<String> both(List<String> some, List<String> more) {
        return Stream.concat(some.stream(), more.stream()).sorted().toList();
    }

    /** Groups can be as large as the store, so an alert is an element, and so are both ends of a group. */
    private static final class GroupElements implements SlicedJson.Elements {
        private final Iterator<Group> groups;
        private final Map<Fingerprint, List<String>> receiversOf;
        private @Nullable Group group;
        private Iterator<Member> members = Collections.emptyIterator();

        GroupElements(Iterator<Group> groups, Map<Fingerprint, List<String>> receiversOf) {
            this.groups = groups;
            this.receiversOf = receiversOf;
        }

        @Override
        public boolean writeNext(GoJson out) {
            Group begun = group;
            if (begun == null) {
                return begin(out);
            }
            if (members.hasNext()) {
                AlertWriter.write(out, shown(begun.view(), members.next()));
            } else {
                AlertWriter.writeTail(out, begun.view());
                group = null;
            }
            return true;
        }

        private boolean begin(GoJson out) {
            if (!groups.hasNext()) {
                return false;
            }
            Group next = groups.next();
            group = next;
            members = next.members().iterator();
            AlertWriter.writeHead(out);
            return true;
        }

        private ShownAlert shown(GroupView view, Member member) {
            Fingerprint fingerprint = member.alert().fingerprint();
            return new ShownAlert(
                    member.alert(), receiversOf.getOrDefault(fingerprint, List.of()), member.status(), view.mutedBy());
        }
    }

    private Function<String, Labels> labelsOf() {
        Map<String, Labels> byName = new HashMap<>();
        receivers.forEach(receiver -> byName.put(receiver.name(), receiver.labels()));
        return name -> byName.getOrDefault(name, Labels.EMPTY);
    }
}
