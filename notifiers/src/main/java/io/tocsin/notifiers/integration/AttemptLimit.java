package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoDuration;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.CallLimit;
import io.tocsin.notifiers.http.HttpAnswer;
import io.tocsin.notifiers.rendering.Renderings;
import java.time.Duration;
import java.time.InstantSource;

/**
 * How long one attempt may take, and what to say when it took longer. Immutable.
 *
 * @param remaining until the notification's deadline; zero or less where that has passed already
 * @param timeout the integration's own, which does not run while the attempt waits for a connection; zero or less for
 *     none
 * @param integration for the message: {@code webhook}
 */
public record AttemptLimit(Duration remaining, Duration timeout, String integration) {
    static final String DEADLINE_PASSED = "context deadline exceeded";

    public AttemptLimit {
        requireNonNull(remaining, "remaining");
        requireNonNull(timeout, "timeout");
        requireNonNull(integration, "integration");
    }

    /**
     * What is left until the notification's deadline, and the integration's own timeout.
     *
     * @param timeout as configured; zero or less for none
     * @param integration for the message: {@code webhook}
     */
    public static AttemptLimit of(
            Notification notification, InstantSource clock, Duration timeout, String integration) {
        return new AttemptLimit(Duration.between(clock.instant(), notification.deadline()), timeout, integration);
    }

    /** Nothing can be sent any more. */
    public boolean isOver() {
        return remaining.isNegative() || remaining.isZero();
    }

    /** The result of an attempt that was not made because the limit {@link #isOver}. */
    public SendResult over() {
        return new SendResult.RetryLater(FailureReason.CONTEXT_DEADLINE_EXCEEDED, DEADLINE_PASSED);
    }

    /** The same for the HTTP client; not to be asked if it {@link #isOver}. */
    public CallLimit forCall() {
        boolean hasTimeout = !timeout.isNegative() && !timeout.isZero();
        return new CallLimit(remaining, hasTimeout && timeout.compareTo(remaining) < 0 ? timeout : remaining);
    }

    /**
     * The result of an attempt that was over before its templates were rendered. Where the integration's last rendering
     * failed, that is the likely cause.
     *
     * @param doing {@link Renderings.Turn#giveUp why not}
     */
    public static SendResult notRendered(Renderings.Turn<?> turn, String doing) {
        return turn.lastFailure()
                .map(failure -> new SendResult.RetryLater(
                        FailureReason.OTHER, doing + "; the rendering before it failed: " + failure))
                .orElseGet(() -> new SendResult.RetryLater(
                        FailureReason.CONTEXT_DEADLINE_EXCEEDED, doing + ": " + DEADLINE_PASSED));
    }

    /** The result of an attempt that took longer than allowed. */
    public SendResult exceeded(HttpAnswer.TimedOut answer) {
        return answer.isAttempt()
                ? new SendResult.RetryLater(
                        FailureReason.OTHER,
                        answer.request() + ": configured " + integration + " timeout reached ("
                                + GoDuration.format(timeout) + ")")
                : new SendResult.RetryLater(
                        FailureReason.CONTEXT_DEADLINE_EXCEEDED, answer.request() + ": " + DEADLINE_PASSED);
    }
}
