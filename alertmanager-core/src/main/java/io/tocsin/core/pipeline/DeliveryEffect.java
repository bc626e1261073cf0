package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.stamp.Stamped;
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

    /**
     * Remember the notification.
     *
     * @param known what the log said when it was decided what to tell
     */
    record Remember(NotificationEntry entry, Optional<Stamped<NotificationEntry>> known) implements DeliveryEffect {
        public Remember {
            requireNonNull(entry, "entry");
            requireNonNull(known, "known");
        }
    }

    /** Nothing more will come. */
    record Finish(DeliveryOutcome outcome) implements DeliveryEffect {
        public Finish {
            requireNonNull(outcome, "outcome");
        }
    }
}
