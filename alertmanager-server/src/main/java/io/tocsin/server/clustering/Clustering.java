package io.tocsin.server.clustering;

import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.engine.Replication;
import io.tocsin.server.api.ClusterViews;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * The part that this server has in a cluster, be it alone in it. Thread-safe, and never blocks but in {@link #start}.
 */
public interface Clustering extends ClusterViews {
    /** What the engine is given. */
    Replication replication();

    /** What counts how the engine gets on with the others. */
    EngineListener engineListener();

    /**
     * Looks for others, which may take seconds; finding nobody is no failure. Called once, when the engine has begun.
     *
     * @throws ClusteringException if it can be no member, as where somebody has taken its port since it was tried
     */
    void start() throws ClusteringException;

    /** Another configuration is in force. */
    void configurationLoaded();

    /** How long {@link #leave} and {@link #close} need together as a rule. */
    Duration farewellMax();

    /**
     * Says good-bye to the others; as a rule they have all that they are to have when it completes.
     *
     * @param longest how long that may take
     */
    CompletionStage<Void> leave(Duration longest);

    /** Closes what is open; complete when that is done, at once where nothing is. */
    CompletionStage<Void> close();
}
