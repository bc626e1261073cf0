package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

/** How a {@link Delivery} ended. */
public sealed interface DeliveryOutcome {
    /** The receiver had no need to be told. */
    record Unneeded(DedupVerdict verdict) implements DeliveryOutcome {
        public Unneeded {
            requireNonNull(verdict, "verdict");
        }
    }

    /** @param attempts 0 where only the log had to learn of resolved alerts that are not sent */
    record Sent(NotificationReason reason, int attempts) implements DeliveryOutcome {
        public Sent {
            requireNonNull(reason, "reason");
        }
    }

    /**
     * @param message without secrets and without the receiver's URL
     * @param isSuperseded whether a reload or the stop of the server ended it: what it had to tell is told by whoever comes
     *     after it
     */
    record Failed(FailureReason reason, String message, int attempts, boolean isSuperseded) implements DeliveryOutcome {
        public Failed {
            requireNonNull(reason, "reason");
            requireNonNull(message, "message");
        }
    }
}
