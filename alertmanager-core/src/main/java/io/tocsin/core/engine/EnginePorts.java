package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What the engine needs from outside.
 *
 * @param intake owner of the alert store and of routing
 * @param shards owners of the groups, at least one; may be the intake's owner
 * @param workers where notifications are rendered and handed to their integrations
 * @param monotonicNanos nanoseconds of a clock that only measures differences
 * @param random spreads retries; used by shards, one event at a time each, so it must be thread-safe with several shards
 * @param silenceRules how silences are created; holds the source of their ids
 */
public record EnginePorts(
        Owner intake,
        List<Owner> shards,
        Executor workers,
        LongSupplier monotonicNanos,
        RandomGenerator random,
        StateStore store,
        Replication replication,
        EngineListener listener,
        SilenceRules silenceRules) {

    public EnginePorts {
        requireNonNull(intake, "intake");
        shards = List.copyOf(shards);
        if (shards.isEmpty()) {
            throw new IllegalArgumentException("shards: none (expected: at least one)");
        }
        requireNonNull(workers, "workers");
        requireNonNull(monotonicNanos, "monotonicNanos");
        requireNonNull(random, "random");
        requireNonNull(store, "store");
        requireNonNull(replication, "replication");
        requireNonNull(listener, "listener");
        requireNonNull(silenceRules, "silenceRules");
    }

    /** The stamp of a version that is written at {@code now}, in a cluster or outside of one. */
    Stamp stamp(Instant now) {
        Stamp own = replication.stamp(now);
        return own == null ? Stamp.of(now) : own;
    }
}
