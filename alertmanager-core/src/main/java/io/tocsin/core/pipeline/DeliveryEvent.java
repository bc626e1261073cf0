package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

/** What can happen to a {@link Delivery}. */
public sealed interface DeliveryEvent {
    /** It is this member's turn to send. */
    record TurnCame() implements DeliveryEvent {}

    /** @param result of the attempt under way */
    record AttemptEnded(SendResult result) implements DeliveryEvent {
        public AttemptEnded {
            requireNonNull(result, "result");
        }
    }

    /** The pause between two attempts is over, or the deadline came first. */
    record RetryDue() implements DeliveryEvent {}

    /** The routing changed: give up soon, because the new group will try again. */
    record Superseded() implements DeliveryEvent {}
}
