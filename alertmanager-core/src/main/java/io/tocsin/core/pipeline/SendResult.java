package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.ReceiverValue;
import java.util.Map;

/** What became of one attempt to send. Messages hold no secret and no URL of a receiver. */
public sealed interface SendResult {
    /**
     * The receiver took it.
     *
     * @param receiverData what the integration wants to find again at the group's next notification
     */
    record Delivered(Map<String, ReceiverValue> receiverData) implements SendResult {
        public Delivered {
            receiverData = Map.copyOf(receiverData);
        }
    }

    /** It may work later: try again with back-off until the flush's deadline. */
    record RetryLater(FailureReason reason, String message) implements SendResult {
        public RetryLater {
            requireNonNull(reason, "reason");
            requireNonNull(message, "message");
        }
    }

    /** Trying again is pointless. */
    record Rejected(FailureReason reason, String message) implements SendResult {
        public Rejected {
            requireNonNull(reason, "reason");
            requireNonNull(message, "message");
        }
    }

    /** Delivered, with nothing to keep. */
    static SendResult delivered() {
        return new Delivered(Map.of());
    }
}
