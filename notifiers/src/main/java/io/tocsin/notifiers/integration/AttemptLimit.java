package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoDuration;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.HttpAnswer;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long one attempt may take, and what to say when it took longer. Immutable.
 *
 * @param duration zero or less where the deadline has passed already
 * @param cause what limits the attempt, in words
 */
public record AttemptLimit(Duration duration, FailureReason reason, String cause) {

    public AttemptLimit {
        requireNonNull(duration, "duration");
        requireNonNull(reason, "reason");
        requireNonNull(cause, "cause");
    }

    /**
     * The sooner of the notification's deadline and the integration's own timeout.
     *
     * @param timeout as configured; zero or less for none
     * @param integration for the message: {@code webhook}
     */
    public static AttemptLimit of(
            Notification notification, InstantSource clock, Duration timeout, String integration) {
        Duration remaining = Duration.between(clock.instant(), notification.deadline());
        if (timeout.isNegative() || timeout.isZero() || timeout.compareTo(remaining) >= 0) {
            return new AttemptLimit(remaining, FailureReason.CONTEXT_DEADLINE_EXCEEDED, "context deadline exceeded");
        }
        return new AttemptLimit(
                timeout,
                FailureReason.OTHER,
                "configured " + integration + " timeout reached (" + GoDuration.format(timeout) + ")");
    }

    /** Nothing can be sent any more. */
    public boolean isOver() {
        return duration.isNegative() || duration.isZero();
    }

    /** The result of an attempt that was not made because the limit {@link #isOver}. */
    public SendResult over() {
        return new SendResult.RetryLater(reason, cause);
    }

    /** The result of an attempt that took longer than allowed. */
    public SendResult exceeded(HttpAnswer.TimedOut answer) {
        return new SendResult.RetryLater(reason, answer.request() + ": " + cause);
    }
}
