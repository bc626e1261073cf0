package io.tocsin.core.pipeline;

import io.tocsin.core.alert.AlertOrder;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.Receiver.Integration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What one integration has to know of a flush: what is not muted, and what it is owed of the rest. Immutable.
 *
 * <p>Owed is the resolve of a muted alert that the integration was told to be firing: without it the incident that it
 * opened would stay open for ever.
 *
 * @param alerts in the order of sending
 * @param owed those of them that are muted, or have left the group
 * @param open muted alerts that still fire and that the integration was told of
 */
record DeliveryContent(
        List<NotifiedAlert> alerts,
        List<NotifiedAlert> owed,
        AlertHashes firing,
        AlertHashes resolved,
        AlertHashes open) {
    DeliveryContent {
        alerts = List.copyOf(alerts);
        owed = List.copyOf(owed);
    }

    /** What everybody has to know: muted alerts do not exist. */
    static DeliveryContent of(FlushedGroup group) {
        return new DeliveryContent(group.alerts(), List.of(), group.firing(), group.resolved(), AlertHashes.NONE);
    }

    /** What {@code integration} has to know, given what it was told before. */
    static DeliveryContent of(
            FlushedGroup group, Integration integration, ResolvesWhileMuted mode, Optional<NotificationEntry> last) {
        return mode.appliesTo(integration) ? withOwed(group, last) : of(group);
    }

    private static DeliveryContent withOwed(FlushedGroup group, Optional<NotificationEntry> last) {
        if (last.isEmpty() || group.muted().isEmpty()) {
            return of(group);
        }
        AlertHashes told = last.get().firing();
        List<NotifiedAlert> known = group.muted().stream()
                .filter(each -> told.contains(AlertHash.of(each.alert().labels())))
                .toList();
        List<NotifiedAlert> owed =
                known.stream().filter(NotifiedAlert::isResolved).toList();
        List<NotifiedAlert> alerts = new ArrayList<>(group.alerts());
        alerts.addAll(owed);
        alerts.sort(Comparator.comparing(NotifiedAlert::alert, AlertOrder.INSTANCE));
        return new DeliveryContent(
                alerts,
                owed,
                group.firing(),
                group.resolved().union(FlushedGroup.hashesOf(owed, NotifiedAlert::isResolved)),
                FlushedGroup.hashesOf(known, each -> !each.isResolved()));
    }

    /**
     * Whether the integration is notified.
     *
     * @param last what it was told before
     * @param group the flush that this is the content of
     */
    DedupVerdict verdict(Optional<NotificationEntry> last, FlushedGroup group, boolean sendResolved) {
        if (alerts.isEmpty()) {
            return new DedupVerdict.NothingToResolve();
        }
        if (firing.isEmpty() && !open.isEmpty()) {
            // "All resolved" would close an incident one of whose alerts still fires.
            boolean isNews = last.isPresent() && last.get().firing().containsAny(resolved);
            return isNews ? new DedupVerdict.ResolveHeld(open.size()) : new DedupVerdict.NothingToResolve();
        }
        return Deduplication.decide(last, firing, resolved, sendResolved, group.repeatInterval(), group.tick());
    }
}
