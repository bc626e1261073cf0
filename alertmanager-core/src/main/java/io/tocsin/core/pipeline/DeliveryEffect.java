package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import java.time.Instant;

/** What a {@link Delivery} wants done. */
public sealed interface DeliveryEffect {
    /** Make an attempt, then deliver {@link DeliveryEvent.AttemptEnded}. */
    record Send(Notification notification) implements DeliveryEffect {
        public Send {
            requireNonNull(notification, "notification");
        }
    }

    /** Deliver {@link DeliveryEvent.RetryDue} at {@code at}. */
    record RetryAt(Instant at) implements DeliveryEffect {
        public RetryAt {
            requireNonNull(at, "at");
        }
    }

    /** Remember the notification. */
    record Remember(NotificationEntry entry) implements DeliveryEffect {
        public Remember {
            requireNonNull(entry, "entry");
        }
    }

    /** Nothing more will come. */
    record Finish(DeliveryOutcome outcome) implements DeliveryEffect {
        public Finish {
            requireNonNull(outcome, "outcome");
        }
    }
}
