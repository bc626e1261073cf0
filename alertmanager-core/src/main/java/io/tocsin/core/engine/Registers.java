package io.tocsin.core.engine;

import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * What a member holds of what all members keep: one version for each key, as a register. The engine's side of {@link
 * Replication}.
 *
 * <p>Thread-safe.
 */
public interface Registers {
    /**
     * Takes over those versions that are later than what is known here.
     *
     * @param sender the name of the member that they came from
     * @param clockOffset what has to be added to times by the sender's clock to get them by the one of this member
     * @return completes when memory has them; the journal follows. How many were news
     */
    CompletionStage<Integer> merge(List<Replica> replicas, String sender, Duration clockOffset);

    /** Shows what is held, each key once, in no particular order; weakly consistent with what is being changed meanwhile. */
    void forEach(Consumer<Register> taker);

    /** The members, or their order, have changed: whoever waits for a turn asks again. */
    void turnsChanged();

    /** What is held under one key. */
    interface Register {
        /** 64 bits that stand for the key: equal keys have equal ones, at all members and in all versions. */
        long keyHash();

        /** What tells which of two members knows more; earlier than the one of {@link #replica} where this member only assumes it. */
        Stamp stamp();

        /**
         * Whether it still means something at {@code now}. What does not is let go of sooner or later, at each member by
         * its own clock, so that members that agree may differ in it.
         */
        boolean isCurrent(Instant now);

        Replica replica();
    }
}
