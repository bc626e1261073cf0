package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import java.time.Instant;

/** How a notification ended, if it has. */
public sealed interface NotificationOutcome {
    /** The moment at which it had ended for sure; {@link Instant#MAX} if it has not. */
    Instant endedBy();

    /** Attempts are being made. */
    record UnderWay() implements NotificationOutcome {
        @Override
        public Instant endedBy() {
            return Instant.MAX;
        }
    }

    /** The receiver took it, and the notification log knows. */
    record Sent(Instant endedAt) implements NotificationOutcome {
        public Sent {
            requireNonNull(endedAt, "endedAt");
        }

        @Override
        public Instant endedBy() {
            return endedAt;
        }
    }

    /**
     * Another member of the cluster has sent it: what it was told, and how, is in the history of that one.
     *
     * @param at when it was told, by the clock of this member
     * @param member who knows of it: the one that sent it, or one that has heard of that
     */
    record SentElsewhere(Instant at, String member) implements NotificationOutcome {
        public SentElsewhere {
            requireNonNull(at, "at");
            requireNonNull(member, "member");
        }

        @Override
        public Instant endedBy() {
            return at;
        }
    }

    /** It was given up. */
    record Failed(Instant endedAt, FailureReason reason, String message) implements NotificationOutcome {
        public Failed {
            requireNonNull(endedAt, "endedAt");
            requireNonNull(reason, "reason");
            requireNonNull(message, "message");
        }

        @Override
        public Instant endedBy() {
            return endedAt;
        }
    }

    /**
     * Nobody saw its end: the server was stopped or killed meanwhile. The receiver may have been told, or not.
     *
     * @param foundAt when that was noticed, as after the restart
     */
    record Abandoned(Instant foundAt) implements NotificationOutcome {
        public Abandoned {
            requireNonNull(foundAt, "foundAt");
        }

        @Override
        public Instant endedBy() {
            return foundAt;
        }
    }
}
