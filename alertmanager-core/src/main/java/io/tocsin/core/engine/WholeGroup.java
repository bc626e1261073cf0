package io.tocsin.core.engine;

import io.tocsin.core.alert.AlertOrder;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** A group as the templates of its route's labels are told of it: with all its alerts, and nothing that is sent. */
final class WholeGroup {
    private WholeGroup() {}

    static Notification of(GroupFlush flush) {
        List<NotifiedAlert> alerts = flush.alerts().stream()
                .map(each -> new NotifiedAlert(each.alert(), each.isResolved()))
                .toList();
        return notification(flush.route(), flush.key(), flush.labels(), alerts, flush.tick());
    }

    /** As its members are now. */
    static Notification of(Route route, String key, Labels labels, List<GroupMember> members, Instant now) {
        List<NotifiedAlert> alerts = members.stream()
                .map(GroupMember::alert)
                .map(alert -> new NotifiedAlert(alert, alert.isResolvedAt(now)))
                .sorted(Comparator.comparing(NotifiedAlert::alert, AlertOrder.INSTANCE))
                .toList();
        return notification(route, key, labels, alerts, now);
    }

    private static Notification notification(
            Route route, String key, Labels labels, List<NotifiedAlert> alerts, Instant now) {
        // Neither the reason nor the deadline means anything here.
        return new Notification(
                route.receiver(),
                key,
                labels,
                Labels.EMPTY,
                NotificationReason.FIRST_NOTIFICATION,
                alerts,
                Map.of(),
                now,
                now);
    }
}
