package io.tocsin.core.pipeline;

import io.tocsin.core.alert.AlertOrder;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.Receiver.Integration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
        // Deviation D-287: what is news since waits for the next flush, as it would with one member.
        if (last.isPresent() && group.isServedBy(last.get())) {
            return new DedupVerdict.ServedByOther(last.get().notifiedAt());
        }
        if (firing.isEmpty() && !open.isEmpty()) {
            // "All resolved" would close an incident one of whose alerts still fires.
            boolean isNews = last.isPresent() && last.get().firing().containsAny(resolved);
            return isNews ? new DedupVerdict.ResolveHeld(open.size()) : new DedupVerdict.NothingToResolve();
        }
        DedupVerdict verdict =
                Deduplication.decide(last, firing, resolved, sendResolved, group.repeatInterval(), group.tick());
        boolean isSilent =
                verdict instanceof DedupVerdict.Notify && sent(sendResolved).isEmpty();
        return isSilent ? new DedupVerdict.ResolveUnwanted() : verdict;
    }

    /** The resolved ones among those that are not muted of which {@code last} says that they fire. */
    Set<Labels> resolvesUnknownTo(NotificationEntry last) {
        Set<Labels> owedOnes = owed.stream().map(each -> each.alert().labels()).collect(Collectors.toSet());
        return alerts.stream()
                .filter(NotifiedAlert::isResolved)
                .map(each -> each.alert().labels())
                .filter(labels -> last.firing().contains(AlertHash.of(labels)) && !owedOnes.contains(labels))
                .collect(Collectors.toSet());
    }

    /** What a notification is made of. */
    List<NotifiedAlert> sent(boolean sendResolved) {
        return sendResolved
                ? alerts
                : alerts.stream().filter(each -> !each.isResolved()).toList();
    }

    /**
     * What this means to one alert.
     *
     * @param verdict of this content
     * @param last what the integration was told before
     * @param group the flush that this is the content of
     */
    AlertShare shareOf(
            Labels alert,
            DedupVerdict verdict,
            FlushedGroup group,
            Integration integration,
            Optional<NotificationEntry> last) {
        Optional<NotifiedAlert> known = find(alerts, alert);
        Optional<NotifiedAlert> muted = known.isPresent() ? Optional.empty() : find(group.muted(), alert);
        if (known.or(() -> muted).filter(each -> !each.isResolved()).isPresent()) {
            return muted.isPresent() ? new AlertShare.KeptBack() : shown(alert, integration);
        }
        if (!integration.sendResolved()) {
            return new AlertShare.ResolveUnwanted();
        }
        long hash = AlertHash.of(alert);
        boolean isUntold = last.isPresent() && last.get().firing().contains(hash);
        boolean isToTell = verdict instanceof DedupVerdict.Notify
                || verdict instanceof DedupVerdict.ResolveHeld
                || (verdict instanceof DedupVerdict.ServedByOther && isUntold);
        if (known.isPresent() && isToTell) {
            return shown(alert, integration);
        }
        if (last.isPresent() && last.get().resolved().contains(hash)) {
            return new AlertShare.ResolveTold(last.get().notifiedAt());
        }
        boolean hasLeft = known.isEmpty() && muted.isEmpty();
        if (isUntold) {
            return new AlertShare.ResolveDropped(hasLeft);
        }
        return hasLeft ? new AlertShare.Left() : new AlertShare.NothingOwed();
    }

    private static Optional<NotifiedAlert> find(List<NotifiedAlert> alerts, Labels labels) {
        return alerts.stream()
                .filter(each -> each.alert().labels().equals(labels))
                .findFirst();
    }

    private AlertShare shown(Labels alert, Integration integration) {
        int max = integration.notifier().shownMax();
        boolean isCut = find(sent(integration.sendResolved()).stream().skip(max).toList(), alert)
                .isPresent();
        return isCut ? new AlertShare.Counted(max) : new AlertShare.Shown();
    }
}
