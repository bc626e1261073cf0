package io.tocsin.notifiers.integration;

import io.tocsin.core.pipeline.SendResult;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One attempt to notify by a library that blocks. Used once. */
public interface BlockingAttempt {
    /**
     * Begins, without blocking, what has to be done on other threads before.
     *
     * @return completes, and never fails, when it can be made
     */
    default CompletionStage<?> prepare() {
        return CompletableFuture.completedStage(null);
    }

    /**
     * Makes it, on a thread that may be blocked.
     *
     * @param result takes what became of it, once, as soon as that is known; work may go on after that
     */
    void make(Consumer<SendResult> result);

    /** What it is doing, for the message if it takes too long: {@code "send MAIL command"}. Called from any thread. */
    String doing();

    /** What it means that it takes too long. Called from any thread. */
    default SendResult tooLate() {
        return BlockingSends.tooLate(doing());
    }

    /** Ends it from any thread, without blocking: what {@link #make} waits for fails soon. */
    void abort();
}
