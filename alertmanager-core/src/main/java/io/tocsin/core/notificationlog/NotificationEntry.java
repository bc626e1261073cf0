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
    /** Stands among the firing alerts of an entry in doubt; no alert has this hash. */
    private static final AlertHashes DOUBT = AlertHashes.of(0);

    public NotificationEntry {
        requireNonNull(key, "key");
        requireNonNull(notifiedAt, "notifiedAt");
        requireNonNull(firing, "firing");
        requireNonNull(resolved, "resolved");
        receiverData = Map.copyOf(receiverData);
        requireNonNull(expiresAt, "expiresAt");
    }

    /**
     * The same where nobody knows whether the receiver was told it. The next flush tells it all there is then: nothing if
     * that is nothing.
     */
    public NotificationEntry inDoubt() {
        return new NotificationEntry(key, notifiedAt, firing.union(DOUBT), AlertHashes.NONE, receiverData, expiresAt);
    }

    /** This, of which the receiver was told, or {@code next} if that has reached it: nobody knows. */
    public NotificationEntry inDoubtWith(NotificationEntry next) {
        return new NotificationEntry(
                key, notifiedAt, firing.union(next.firing).union(DOUBT), resolved, receiverData, next.expiresAt);
    }

    /** Whether the receiver may know something else: the server was gone before it knew how telling it had ended. */
    public boolean isInDoubt() {
        return firing.containsAll(DOUBT);
    }

    /** The same for programs that look at the hashes alone: where there is doubt, they tell all there is. */
    public NotificationEntry withoutWhatIsInDoubt() {
        return isInDoubt()
                ? new NotificationEntry(key, notifiedAt, DOUBT, AlertHashes.NONE, receiverData, expiresAt)
                : this;
    }

    /** The same, as if it had been recorded at {@code now}. */
    NotificationEntry movedTo(Instant now) {
        return movedBy(Duration.between(notifiedAt, now));
    }

    /** The same by another clock, which shows this much more. */
    public NotificationEntry movedBy(Duration offset) {
        return new NotificationEntry(
                key, notifiedAt.plus(offset), firing, resolved, receiverData, expiresAt.plus(offset));
    }
}
