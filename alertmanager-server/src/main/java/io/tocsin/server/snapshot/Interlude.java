package io.tocsin.server.snapshot;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The time in which another server had the alerts. Its senders spoke to that one, so that what the journal knows of them
 * is old: unlike after an outage, silence is no reason to take an alert for one that still fires.
 *
 * <p>Deviation D-264. Not thread-safe.
 */
final class Interlude {
    private final Instant aliveAt;
    private final Instant now;

    /** When alerts were last told as resolved there, by hash. */
    private final Map<Long, Instant> resolvedAt = new HashMap<>();

    private boolean isAny;

    /**
     * @param aliveAt when this server was last alive
     * @param now when it starts
     */
    Interlude(Instant aliveAt, Instant now) {
        this.aliveAt = aliveAt;
        this.now = now;
    }

    /** A notification that is news to the journal. */
    void notified(NotificationEntry entry) {
        changed(entry.notifiedAt());
        for (long hash : entry.resolved().toArray()) {
            resolvedAt.merge(hash, entry.notifiedAt(), (a, b) -> a.isAfter(b) ? a : b);
        }
    }

    /** Something that is news to the journal was made at this time. */
    void changed(Instant at) {
        isAny |= at.isAfter(aliveAt);
    }

    /**
     * What is left of the journal's alerts. One that was resolved there is dropped, and so is one whose time has run out
     * and of which nobody was told that it fires; who was told is to hear of its end.
     *
     * @param log all that is known to have been notified, there and here
     */
    List<Stamped<Alert>> survivors(List<Stamped<Alert>> alerts, Collection<Stamped<NotificationEntry>> log) {
        if (!isAny) {
            return alerts;
        }
        Set<Long> firing = new HashSet<>();
        for (Stamped<NotificationEntry> entry : log) {
            for (long hash : entry.value().firing().toArray()) {
                firing.add(hash);
            }
        }
        return alerts.stream().filter(alert -> survives(alert.value(), firing)).toList();
    }

    private boolean survives(Alert alert, Set<Long> firing) {
        if (alert.isResolvedExplicitly()) {
            return true;
        }
        long hash = AlertHash.of(alert.labels());
        Instant told = resolvedAt.get(hash);
        boolean wasResolved = told != null && told.isAfter(alert.updatedAt());
        return !wasResolved && (!alert.isResolvedAt(now) || firing.contains(hash));
    }
}
