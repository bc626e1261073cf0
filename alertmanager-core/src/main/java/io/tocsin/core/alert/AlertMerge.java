package io.tocsin.core.alert;

import java.time.Instant;

/**
 * Joins a posted alert with the stored version of it. The result depends on the order of posts, so this runs only at
 * the member that received the post.
 *
 * @see "Upstream: provider/mem Alerts.Put and types.Alert.Merge, v0.34.0"
 */
final class AlertMerge {
    private AlertMerge() {}

    static Alert merge(Alert stored, Alert incoming, Instant now) {
        return overlap(stored, incoming) ? join(stored, incoming, now) : incoming;
    }

    /** Strict on both sides: an alert that starts when the other ends is a new one. */
    private static boolean overlap(Alert stored, Alert incoming) {
        return isInside(incoming.endsAt(), stored) || isInside(incoming.startsAt(), stored);
    }

    private static boolean isInside(Timestamp time, Alert stored) {
        return time.isAfter(stored.startsAt()) && time.isBefore(stored.endsAt());
    }

    private static Alert join(Alert stored, Alert incoming, Instant now) {
        // Deviation D-155: of the two the posted one is newer, even where the clock was set back in between.
        Alert joined = incoming;
        if (stored.startsAt().isBefore(incoming.startsAt())) {
            joined = joined.startingAt(stored.startsAt());
        }
        if (stored.endsAt().isAfter(incoming.endsAt()) && keepsLaterEnd(stored, incoming, now)) {
            joined = joined.endingAt(stored.endsAt());
        }
        return joined;
    }

    /** Among two resolved versions the later end wins; while firing, a later end wins only if a sender gave it. */
    private static boolean keepsLaterEnd(Alert stored, Alert incoming, Instant now) {
        return incoming.isResolvedAt(now) ? stored.isResolvedAt(now) : !stored.endsByTimeout();
    }
}
