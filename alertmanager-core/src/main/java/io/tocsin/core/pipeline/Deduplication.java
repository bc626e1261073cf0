package io.tocsin.core.pipeline;

import static io.tocsin.core.pipeline.NotificationReason.ALL_RESOLVED;
import static io.tocsin.core.pipeline.NotificationReason.FIRST_NOTIFICATION;
import static io.tocsin.core.pipeline.NotificationReason.NEW_ALERTS;
import static io.tocsin.core.pipeline.NotificationReason.REPEAT_INTERVAL;
import static io.tocsin.core.pipeline.NotificationReason.SOME_RESOLVED;

import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Compares a group with what its receiver was last told.
 *
 * @see "Upstream: notify.DedupStage.needsUpdate, v0.34.0"
 */
final class Deduplication {
    private Deduplication() {}

    /**
     * @param last the last successful notification, if any
     * @param firing the group's firing alerts now, after muting
     * @param resolved the group's resolved alerts now, after muting
     * @param tick when the flush was due
     */
    static DedupVerdict decide(
            Optional<NotificationEntry> last,
            AlertHashes firing,
            AlertHashes resolved,
            boolean sendResolved,
            Duration repeatInterval,
            Instant tick) {
        if (last.isEmpty()) {
            return firing.isEmpty() ? new DedupVerdict.NothingToResolve() : notify(FIRST_NOTIFICATION);
        }
        NotificationEntry entry = last.get();
        if (!entry.firing().containsAll(firing)) {
            return notify(entry.firing().isEmpty() ? FIRST_NOTIFICATION : NEW_ALERTS);
        }
        if (firing.isEmpty()) {
            // Also where resolves are not sent: the log has to learn that nothing fires any more.
            return entry.firing().isEmpty() ? new DedupVerdict.NothingToResolve() : notify(ALL_RESOLVED);
        }
        if (sendResolved && !entry.resolved().containsAll(resolved)) {
            return notify(SOME_RESOLVED);
        }
        // Deviation D-269: the receiver may have been told something else last.
        if (entry.isInDoubt()) {
            return notify(NEW_ALERTS);
        }
        if (entry.notifiedAt().isBefore(tick.minus(repeatInterval))) {
            return notify(REPEAT_INTERVAL);
        }
        return new DedupVerdict.AlreadyNotified(
                entry.notifiedAt(), entry.notifiedAt().plus(repeatInterval));
    }

    private static DedupVerdict notify(NotificationReason reason) {
        return new DedupVerdict.Notify(reason);
    }
}
