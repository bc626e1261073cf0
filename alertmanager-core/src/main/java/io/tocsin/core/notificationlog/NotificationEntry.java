package io.tocsin.core.notificationlog;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The last successful notification under a key.
 *
 * @param notifiedAt when it was recorded
 * @param firing the alerts of the group that fired then
 * @param resolved the alerts of the group that were resolved then
 * @param receiverData what the integration wants to find again
 * @param expiresAt when the entry may be forgotten
 */
public record NotificationEntry(
        NotificationKey key,
        Instant notifiedAt,
        AlertHashes firing,
        AlertHashes resolved,
        Map<String, ReceiverValue> receiverData,
        Instant expiresAt) {

    public NotificationEntry {
        requireNonNull(key, "key");
        requireNonNull(notifiedAt, "notifiedAt");
        requireNonNull(firing, "firing");
        requireNonNull(resolved, "resolved");
        receiverData = Map.copyOf(receiverData);
        requireNonNull(expiresAt, "expiresAt");
    }

    /** The same, as if it had been recorded at {@code now}. */
    NotificationEntry movedTo(Instant now) {
        Duration lifetime = Duration.between(notifiedAt, expiresAt);
        return new NotificationEntry(key, now, firing, resolved, receiverData, now.plus(lifetime));
    }
}
