package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import java.time.Instant;
import java.util.Optional;

/** What a {@link Delivery} wants done. */
public sealed interface DeliveryEffect {
    /**
     * Make an attempt, then deliver {@link DeliveryEvent.AttemptEnded}.
     *
     * @param inDoubt what a restart must find if the end of the attempt is never heard of; comes with the first attempt
     */
    record Send(Notification notification, Optional<NotificationEntry> inDoubt) implements DeliveryEffect {
        public Send {
            requireNonNull(notification, "notification");
            requireNonNull(inDoubt, "inDoubt");
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
