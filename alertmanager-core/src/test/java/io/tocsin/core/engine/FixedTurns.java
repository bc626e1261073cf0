package io.tocsin.core.engine;

import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Other members that come first or do not, as a test wants it, and never say anything. */
public final class FixedTurns implements Replication {
    /** What a member is given for each that comes before it. */
    public static final Duration PEER_TIMEOUT = Duration.ofSeconds(15);

    private Turn turn = first();
    private int asked;
    private @Nullable RuntimeException defect;

    public static Turn first() {
        return new Turn.First(List.of("b", "c"));
    }

    public static Turn behind(int members) {
        return new Turn.Behind(Collections.nCopies(members, "b"), PEER_TIMEOUT.multipliedBy(members));
    }

    public static Turn unsettled() {
        return new Turn.Unsettled("the cluster has not settled");
    }

    /** Others do not count on this member meanwhile. */
    static Turn unsettled(Duration grace) {
        return new Turn.Unsettled("the cluster has not settled", grace);
    }

    public void set(Turn newTurn) {
        turn = newTurn;
        defect = null;
    }

    /** Whoever asks from now on gets no answer. */
    void breakWith(RuntimeException newDefect) {
        defect = newDefect;
    }

    /** How often somebody asked. */
    int asked() {
        return asked;
    }

    @Override
    public Turn turn(String groupKey) {
        asked++;
        if (defect != null) {
            throw defect;
        }
        return turn;
    }

    @Override
    public void begin(Registers registers) {}

    @Override
    public @Nullable Stamp stamp(Instant now) {
        return null;
    }

    @Override
    public void changed(Replica replica) {}

    @Override
    public CompletionStage<Void> acknowledged() {
        return CompletableFuture.completedStage(null);
    }
}
