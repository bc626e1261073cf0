package io.tocsin.core.engine;

import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A cluster of one: nobody to tell, nobody to wait for. */
public final class LoneMember implements Replication {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);
    private static final Turn FIRST = new Turn.First();

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
        return DONE;
    }

    @Override
    public Turn turn(String groupKey) {
        return FIRST;
    }
}
