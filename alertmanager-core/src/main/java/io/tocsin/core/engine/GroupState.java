package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.DeliveryOutlook;
import io.tocsin.core.pipeline.SendResult;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an aggregation group stands, for those who ask why something was sent or not. Immutable.
 *
 * @param key as the notification log knows it
 * @param alerts how many members it has, resolved ones included
 * @param hasAsked whether the alert that is asked about is one of them
 * @param lastFlush the tick of its last flush, if there was one
 * @param nextFlush when it is due next
 * @param isFlushing whether a flush is under way
 * @param integrations those of its receiver, in order; none makes a black hole
 */
public record GroupState(
        String key,
        int alerts,
        boolean hasAsked,
        Optional<Instant> lastFlush,
        Optional<Instant> nextFlush,
        boolean isFlushing,
        List<IntegrationState> integrations) {

    public GroupState {
        requireNonNull(key, "key");
        integrations = List.copyOf(integrations);
    }

    /**
     * One integration of the group's receiver.
     *
     * @param last what it was told last, if the log knows
     * @param outlook what would be decided if the group were flushed now, with the alert that is asked about
     * @param underWay the delivery that is being made
     * @param failed the last delivery, if it was given up
     */
    public record IntegrationState(
            NotificationKey key,
            Optional<NotificationEntry> last,
            DeliveryOutlook outlook,
            Optional<DeliveryState> underWay,
            Optional<FailedDelivery> failed) {}

    /** @param at when it was given up */
    public record FailedDelivery(Instant at, DeliveryOutcome.Failed outcome) {
        public FailedDelivery {
            requireNonNull(at, "at");
            requireNonNull(outcome, "outcome");
        }
    }

    /**
     * @param attempts begun so far
     * @param attemptedAt when the last of them began; without a meaning before the first
     * @param lastFailure why the last attempt that ended is repeated
     */
    public record DeliveryState(int attempts, Instant attemptedAt, Optional<SendResult.RetryLater> lastFailure) {
        public DeliveryState {
            requireNonNull(attemptedAt, "attemptedAt");
        }
    }
}
