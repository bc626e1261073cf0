package io.tocsin.notifiers.integration;

import io.tocsin.core.pipeline.Notification;

/** Makes of a notification the request that tells it: reads secrets, then renders templates. Thread-safe. */
@FunctionalInterface
public interface CallMaker {
    /**
     * Called on a worker thread, once for each attempt: reads what has to be read, and renders nothing.
     *
     * @throws UnsendableException if there is nothing to send
     */
    CallDraft draft(Notification notification) throws UnsendableException;
}
