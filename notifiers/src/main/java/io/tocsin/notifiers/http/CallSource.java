package io.tocsin.notifiers.http;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Where one call comes from that is made only when there is a connection for it. Used once. */
public interface CallSource {
    /**
     * Begins to make it, on an event loop, so without blocking.
     *
     * @return completes on any thread; what it fails with is what the call fails with
     */
    CompletionStage<HttpCall> make();

    /**
     * Nobody waits for it any more.
     *
     * @return why there is none yet, for a message
     */
    String giveUp();

    /** One that is there already. */
    static CallSource of(HttpCall call) {
        return new CallSource() {
            @Override
            public CompletionStage<HttpCall> make() {
                return CompletableFuture.completedStage(call);
            }

            @Override
            public String giveUp() {
                return "not sent";
            }
        };
    }
}
