package io.tocsin.notifiers.integration;

import io.tocsin.core.pipeline.Notification;

/** Makes of a notification the request that tells it: reads secrets, renders templates. Thread-safe. */
@FunctionalInterface
public interface CallMaker {
    /**
     * Called on a worker thread, once for each attempt.
     *
     * @throws UnsendableException if there is nothing to send
     */
    PreparedCall make(Notification notification) throws UnsendableException;
}
