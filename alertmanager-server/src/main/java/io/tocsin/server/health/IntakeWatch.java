package io.tocsin.server.health;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EngineListener;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Remembers what was posted to this member since the start. Thread-safe. */
public final class IntakeWatch implements EngineListener {
    private final InstantSource clock;

    // Volatile: replaced by the intake, read by whoever asks.
    private volatile Posts posts = new Posts(0, Optional.empty());

    /**
     * What was posted.
     *
     * @param alerts how many, repetitions and refused ones included
     * @param lastAt when the last of them came; empty if none did
     */
    public record Posts(long alerts, Optional<Instant> lastAt) {
        public Posts {
            requireNonNull(lastAt, "lastAt");
        }
    }

    public IntakeWatch(InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    public Posts posts() {
        return posts;
    }

    @Override
    public void on(EngineEvent event) {
        if (event instanceof EngineEvent.AlertsPosted posted && posted.firing() + posted.resolved() > 0) {
            long before = posts.alerts();
            posts = new Posts(before + posted.firing() + posted.resolved(), Optional.of(clock.instant()));
        }
    }
}
