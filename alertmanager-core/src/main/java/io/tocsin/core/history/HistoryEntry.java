package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.NotificationReason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that was done, and why. Immutable; holds no secret. Times are whole milliseconds.
 *
 * <p>An entry may grow after it was first kept: a notification gets its attempts and its end, a flush is counted again.
 */
public sealed interface HistoryEntry {
    /** When it began. */
    Instant at();

    /** When it was over, or last seen; {@link Instant#MAX} while a notification is under way. */
    Instant until();

    Kind kind();

    /** The families of entries. */
    enum Kind {
        FLUSH("flush"),
        NOTIFICATION("notification"),
        SILENCE("silence");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As queries and metrics spell it. */
        public String label() {
            return label;
        }
    }

    /**
     * A group was flushed. Flushes after it that found the same alerts and had nothing to send are counted here, for a
     * day at most.
     *
     * @param groupKey as the notification log knows it
     * @param receiver name as configured
     * @param alerts all members of the group, muted ones included
     * @param unneeded the integrations that had nothing to send, and why; those that had something have a notification
     * @param times how often it found these alerts; {@code >= 1}. A count is kept within an hour, with few
     *     groups within minutes
     * @param lastAt when it did the last time; {@link #at} if there was one only
     */
    record Flush(
            Instant at,
            String groupKey,
            String receiver,
            RecordedAlerts alerts,
            List<Unneeded> unneeded,
            long times,
            Instant lastAt)
            implements HistoryEntry {
        /** One entry counts no longer than this, so that whoever searches by time knows how far back to look. */
        public static final Duration SPAN_MAX = Duration.ofDays(1);

        public Flush {
            requireNonNull(at, "at");
            requireNonNull(groupKey, "groupKey");
            requireNonNull(receiver, "receiver");
            requireNonNull(alerts, "alerts");
            unneeded = List.copyOf(unneeded);
            requireNonNull(lastAt, "lastAt");
        }

        /** The same, found once more. */
        Flush again(Instant now) {
            return new Flush(at, groupKey, receiver, alerts, unneeded, times + 1, now);
        }

        @Override
        public Instant until() {
            return lastAt;
        }

        @Override
        public Kind kind() {
            return Kind.FLUSH;
        }
    }

    /**
     * An integration that was not told anything.
     *
     * @param integration its metric name, such as {@code webhook}
     * @param index its position in the receiver's list, from 0
     */
    record Unneeded(String integration, int index, DedupVerdict verdict) {
        public Unneeded {
            requireNonNull(integration, "integration");
            requireNonNull(verdict, "verdict");
        }
    }

    /**
     * An integration was told something, or was to be.
     *
     * @param reason empty if it was given up before there was one
     * @param alerts what it was told of; none where only the notification log had to learn of resolved alerts
     */
    record Notification(
            Instant at,
            NotificationKey key,
            Optional<NotificationReason> reason,
            RecordedAlerts alerts,
            Attempts attempts,
            NotificationOutcome outcome)
            implements HistoryEntry {
        public Notification {
            requireNonNull(at, "at");
            requireNonNull(key, "key");
            requireNonNull(reason, "reason");
            requireNonNull(alerts, "alerts");
            requireNonNull(attempts, "attempts");
            requireNonNull(outcome, "outcome");
        }

        /** The same with another outcome. */
        public Notification with(NotificationOutcome newOutcome) {
            return new Notification(at, key, reason, alerts, attempts, newOutcome);
        }

        Notification with(Attempt next) {
            return new Notification(at, key, reason, alerts, attempts.with(next), outcome);
        }

        @Override
        public Instant until() {
            return outcome.endedBy();
        }

        @Override
        public Kind kind() {
            return Kind.NOTIFICATION;
        }
    }

    /**
     * A silence was created, changed or taken over from elsewhere, or was ended before its time. One that runs out leaves
     * no entry: its last one says when it ends.
     *
     * @param silence as it was afterwards
     * @param replacedBy the id of the silence that took its place, of one that was {@link Action#REPLACED}
     */
    record SilenceChange(Instant at, Action action, RecordedSilence silence, Optional<String> replacedBy, Requester by)
            implements HistoryEntry {
        public SilenceChange {
            requireNonNull(at, "at");
            requireNonNull(action, "action");
            requireNonNull(silence, "silence");
            requireNonNull(replacedBy, "replacedBy");
            requireNonNull(by, "by");
        }

        @Override
        public Instant until() {
            return at;
        }

        @Override
        public Kind kind() {
            return Kind.SILENCE;
        }
    }

    /** What was done to a silence. */
    enum Action {
        CREATED("created"),
        UPDATED("updated"),
        /** Ended, because the change that was asked for needed another silence. */
        REPLACED("replaced"),
        /** Ended by a request. */
        EXPIRED("expired"),
        /** Taken over, new or as others have changed it meanwhile, from what they had kept. */
        IMPORTED("imported");

        private final String label;

        Action(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
