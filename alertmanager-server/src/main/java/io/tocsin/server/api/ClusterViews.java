package io.tocsin.server.api;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Port: who knows the cluster. Thread-safe, and never blocks. */
public interface ClusterViews {
    ClusterView now();

    /** As {@link #now}, with a digest of what this member holds at this moment, which takes a while to make. */
    CompletionStage<ClusterView> fresh();

    /** A cluster that does not change. */
    static ClusterViews of(ClusterView view) {
        return new ClusterViews() {
            @Override
            public ClusterView now() {
                return view;
            }

            @Override
            public CompletionStage<ClusterView> fresh() {
                return CompletableFuture.completedStage(view);
            }
        };
    }
}
