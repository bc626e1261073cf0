package io.tocsin.core.engine;

import io.tocsin.core.stamp.Stamp;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Port: the other members of the cluster. Thread-safe, and never blocks. */
public interface Replication {
    /** The engine has what it kept back in memory, and takes part. Called once, before anything else but {@link #stamp}. */
    void begin(Registers registers);

    /** The stamp of a version that is written at {@code now}; null where there are no other members to compare it with. */
    @Nullable
    Stamp stamp(Instant now);

    /** A version was written here: the other members are to have it. */
    void changed(Replica replica);

    /** Completes when another member has what was changed before this call, or when it is not worth waiting longer. */
    CompletionStage<Void> acknowledged();

    /** Whether this member comes first with a group, or after whom. */
    Turn turn(String groupKey);
}
