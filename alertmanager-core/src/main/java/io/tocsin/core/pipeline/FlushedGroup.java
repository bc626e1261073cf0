package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a flush wants its receiver to know, after muting; shared by all integrations of the receiver, but for those that
 * are owed more. Immutable.
 *
 * @param groupKey as the notification log knows it
 * @param alerts what is not muted, in the order of sending; may be empty
 * @param muted what is, in the same order; then what left the group while this integration was owed its resolve
 * @param tick when the flush was due
 * @param deadline when it is given up
 * @param servedAfter what the log has from later than that, another member has told in place of this flush; empty where no
 *     other came first
 */
public record FlushedGroup(
        String groupKey,
        Labels groupLabels,
        RouteLabels routeLabels,
        Duration repeatInterval,
        List<NotifiedAlert> alerts,
        AlertHashes firing,
        AlertHashes resolved,
        List<NotifiedAlert> muted,
        Instant tick,
        Instant deadline,
        Optional<Instant> servedAfter) {

    public FlushedGroup {
        requireNonNull(groupKey, "groupKey");
        requireNonNull(groupLabels, "groupLabels");
        requireNonNull(routeLabels, "routeLabels");
        requireNonNull(repeatInterval, "repeatInterval");
        alerts = List.copyOf(alerts);
        requireNonNull(firing, "firing");
        requireNonNull(resolved, "resolved");
        muted = List.copyOf(muted);
        requireNonNull(tick, "tick");
        requireNonNull(deadline, "deadline");
        requireNonNull(servedAfter, "servedAfter");
    }

    /** The same with another {@link #servedAfter}. */
    public FlushedGroup behindOthers(Optional<Instant> newServedAfter) {
        return new FlushedGroup(
                groupKey,
                groupLabels,
                routeLabels,
                repeatInterval,
                alerts,
                firing,
                resolved,
                muted,
                tick,
                deadline,
                newServedAfter);
    }

    /** Whether {@code last} shows that another member has served this flush. */
    boolean isServedBy(NotificationEntry last) {
        // In doubt it says what was begun here, before a restart.
        return servedAfter.filter(last.notifiedAt()::isAfter).isPresent() && !last.isInDoubt();
    }

    /**
     * The same for an integration that is owed resolves of alerts that may have left the group; those that came back
     * speak for themselves.
     */
    public FlushedGroup withOwed(List<NotifiedAlert> owed) {
        if (owed.isEmpty()) {
            return this;
        }
        Set<Labels> present = Stream.concat(alerts.stream(), muted.stream())
                .map(each -> each.alert().labels())
                .collect(Collectors.toSet());
        List<NotifiedAlert> more = Stream.concat(
                        muted.stream(),
                        owed.stream()
                                .filter(each -> !present.contains(each.alert().labels())))
                .toList();
        return new FlushedGroup(
                groupKey,
                groupLabels,
                routeLabels,
                repeatInterval,
                alerts,
                firing,
                resolved,
                more,
                tick,
                deadline,
                servedAfter);
    }

    /** Whether something that is muted is resolved, so that a receiver may still be owed a word. */
    public boolean hasMutedResolves() {
        return muted.stream().anyMatch(NotifiedAlert::isResolved);
    }

    static AlertHashes hashesOf(List<NotifiedAlert> alerts, Predicate<NotifiedAlert> wanted) {
        return AlertHashes.of(alerts.stream()
                .filter(wanted)
                .mapToLong(each -> AlertHash.of(each.alert().labels()))
                .toArray());
    }
}
