package io.tocsin.server.health;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What became of the notifications of one integration since the start. Immutable.
 *
 * @param sent how many its receiver took
 * @param failed how many were given up
 * @param underWay how many are being sent, or wait to be sent again
 * @param lastSuccess empty if there was none
 * @param lastFailure of an attempt, be it one that is made again; empty if there was none
 */
public record IntegrationHealth(
        long sent, long failed, int underWay, Optional<Success> lastSuccess, Optional<Failure> lastFailure) {
    static final IntegrationHealth UNTRIED = new IntegrationHealth(0, 0, 0, Optional.empty(), Optional.empty());

    public IntegrationHealth {
        requireNonNull(lastSuccess, "lastSuccess");
        requireNonNull(lastFailure, "lastFailure");
    }

    /** @param latency from the call to the answer */
    public record Success(Instant at, Duration latency) {}

    /** @param message without secrets and without the receiver's URL */
    public record Failure(Instant at, FailureReason reason, String message) {}

    IntegrationHealth sent(Success success) {
        return new IntegrationHealth(sent + 1, failed, underWay, Optional.of(success), lastFailure);
    }

    IntegrationHealth attemptFailed(Failure failure) {
        return new IntegrationHealth(sent, failed, underWay, lastSuccess, Optional.of(failure));
    }

    IntegrationHealth givenUp(Failure failure) {
        return new IntegrationHealth(sent, failed + 1, underWay, lastSuccess, Optional.of(failure));
    }

    IntegrationHealth underWay(int count) {
        return new IntegrationHealth(sent, failed, count, lastSuccess, lastFailure);
    }
}
