package io.tocsin.core.notificationlog;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The last successful notification under a key.
 *
 * @param notifiedAt when it was recorded
 * @param firing the alerts of the group that fired then
 * @param resolved the alerts of the group that were resolved then
 * @param receiverData what the integration wants to find again
 * @param expiresAt when the entry may be forgotten
 * @param predecessors what the member that wrote it knew of what had been told; none outside of a cluster
 */
public record NotificationEntry(
        NotificationKey key,
        Instant notifiedAt,
        AlertHashes firing,
        AlertHashes resolved,
        Map<String, ReceiverValue> receiverData,
        Instant expiresAt,
        Predecessors predecessors) {
    /** Stands among the firing alerts of an entry in doubt; no alert has this hash. */
    private static final AlertHashes DOUBT = AlertHashes.of(0);

    public NotificationEntry {
        requireNonNull(key, "key");
        requireNonNull(notifiedAt, "notifiedAt");
        requireNonNull(firing, "firing");
        requireNonNull(resolved, "resolved");
        receiverData = Map.copyOf(receiverData);
        requireNonNull(expiresAt, "expiresAt");
        requireNonNull(predecessors, "predecessors");
    }

    /** The first one, as far as its writer knows. */
    public NotificationEntry(
            NotificationKey key,
            Instant notifiedAt,
            AlertHashes firing,
            AlertHashes resolved,
            Map<String, ReceiverValue> receiverData,
            Instant expiresAt) {
        this(key, notifiedAt, firing, resolved, receiverData, expiresAt, Predecessors.NONE);
    }

    /**
     * The same where nobody knows whether the receiver was told it. The next flush tells it all there is then: nothing if
     * that is nothing.
     */
    public NotificationEntry inDoubt() {
        return new NotificationEntry(
                key, notifiedAt, firing.union(DOUBT), AlertHashes.NONE, receiverData, expiresAt, predecessors);
    }

    /** This, of which the receiver was told, or {@code next} if that has reached it: nobody knows. */
    public NotificationEntry inDoubtWith(NotificationEntry next) {
        return new NotificationEntry(
                key,
                notifiedAt,
                firing.union(next.firing).union(DOUBT),
                resolved,
                receiverData,
                next.expiresAt,
                predecessors);
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
                key, notifiedAt.plus(offset), firing, resolved, receiverData, expiresAt.plus(offset), predecessors);
    }

    /** The same, written by somebody who knew of {@code before}. */
    NotificationEntry after(Stamped<NotificationEntry> before) {
        return with(firing, expiresAt, predecessors.with(before.value().predecessors, before.stamp()));
    }

    /**
     * This, as the later one of two of which neither writer knew what the other had told, as on the sides of a split: what
     * the receiver takes for firing because of the earlier one, nobody has taken back.
     *
     * @return empty if whoever wrote this knew of the other, or told all that the other had told, or may have told
     */
    Optional<NotificationEntry> mindful(Stamped<NotificationEntry> unseen) {
        NotificationEntry earlier = unseen.value();
        AlertHashes open = earlier.firing.without(firing).without(resolved);
        if (open.isEmpty() || predecessors.contains(unseen.stamp()) || hasToldAllOf(unseen)) {
            return Optional.empty();
        }
        Instant expiry = earlier.expiresAt.isAfter(expiresAt) ? earlier.expiresAt : expiresAt;
        return Optional.of(with(firing.union(open), expiry, predecessors.with(earlier.predecessors, unseen.stamp())));
    }

    /**
     * Whether the other one is the first of all, in doubt, and all that its receiver may have been told fires by this one, too: in
     * whatever order the two have come, the receiver knows what is.
     */
    private boolean hasToldAllOf(Stamped<NotificationEntry> unseen) {
        return unseen.stamp().equals(Stamp.NONE)
                && unseen.value().isInDoubt()
                && firing.union(DOUBT).containsAll(unseen.value().firing());
    }

    private NotificationEntry with(AlertHashes newFiring, Instant expiry, Predecessors known) {
        return new NotificationEntry(key, notifiedAt, newFiring, resolved, receiverData, expiry, known);
    }
}
