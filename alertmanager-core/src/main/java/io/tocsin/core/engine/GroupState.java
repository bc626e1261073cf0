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
 * @param turn whether this member sends first what the group has to say
 * @param waiting the flush that waits for its turn, if one does; it is under way all the same
 * @param integrations those of its receiver, in order; none makes a black hole
 */
public record GroupState(
        String key,
        int alerts,
        boolean hasAsked,
        Optional<Instant> lastFlush,
        Optional<Instant> nextFlush,
        boolean isFlushing,
        Turn turn,
        Optional<WaitState> waiting,
        List<IntegrationState> integrations) {

    public GroupState {
        requireNonNull(key, "key");
        requireNonNull(turn, "turn");
        requireNonNull(waiting, "waiting");
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

    /**
     * A flush that waits for its turn.
     *
     * @param tick when it was due
     * @param until when it goes on; empty while nobody knows
     */
    public record WaitState(Instant tick, Optional<Instant> until) {
        public WaitState {
            requireNonNull(tick, "tick");
            requireNonNull(until, "until");
        }
    }

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
