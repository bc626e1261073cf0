package io.tocsin.core.pipeline;

import java.util.concurrent.CompletionStage;

/**
 * Port: sends one notification to one integration. One attempt per call; retries belong to the pipeline.
 *
 * <p>Thread-safe. Never blocks the caller, and always completes normally, within the notification's deadline plus a
 * second: whatever goes wrong is a {@link SendResult}.
 */
public interface Notifier extends AutoCloseable {
    CompletionStage<SendResult> send(Notification notification);

    /** How many of a notification's alerts it shows, the first ones; the rest is only counted. {@code > 0} */
    default int shownMax() {
        return Integer.MAX_VALUE;
    }

    /** Gives up pooled connections. Attempts under way finish. */
    @Override
    default void close() {}
}
