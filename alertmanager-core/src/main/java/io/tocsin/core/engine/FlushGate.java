package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What the flushes of a shard have to wait for: the start delay and, where the intake has fallen behind, the intake.
 *
 * <p>Owned by the shard's owner.
 */
final class FlushGate {
    private final Owner owner;
    private final Heartbeat heartbeat;
    private final Duration startDelay;
    private final Instant earliestFlush;

    FlushGate(Owner owner, Heartbeat heartbeat, Duration startDelay) {
        this.owner = requireNonNull(owner, "owner");
        this.heartbeat = requireNonNull(heartbeat, "heartbeat");
        this.startDelay = requireNonNull(startDelay, "startDelay");
        this.earliestFlush = owner.now().plus(startDelay);
    }

    /** Nothing is flushed before the start delay has passed; a clock that is set back does not make it any longer. */
    Instant notTooEarly(Instant at) {
        Instant earliest = earlier(earliestFlush, owner.now().plus(startDelay));
        return at.isBefore(earliest) ? earliest : at;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isAfter(other) ? other : one;
    }

    /**
     * Runs {@code flush} with the moment to decide by: at once; or on the owner, when the intake has caught up, so that no
     * alert looks ended because nobody could speak. It does not run if the engine is gone by then.
     */
    void pass(Consumer<Instant> flush) {
        Instant now = owner.now();
        if (heartbeat.reaches(now)) {
            flush.accept(now);
        } else {
            // Asked again on the way back: another such time may have passed.
            heartbeat.catchUp(() -> owner.execute(() -> pass(flush)));
        }
    }

    /** The moment by which those who only look see alerts: now, or the last one of which is known what has ended. */
    Instant shown() {
        return heartbeat.knownUpTo(owner.now());
    }
}
