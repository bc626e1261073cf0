package io.tocsin.core.engine;

import java.time.Instant;

/**
 * Port: the owner of a part of the state. Runs one event at a time, in the order given, and delivers timers as events.
 *
 * <p>In the server a thread; in tests and scenarios the loop of virtual time. All methods are thread-safe.
 */
public interface Owner {
    /** Runs {@code event} after those already waiting. */
    void execute(Runnable event);

    /**
     * Runs {@code event} at {@code at}, or soon if that is past. Supersedes what was scheduled for {@code key} before;
     * keys are told apart by identity.
     */
    void schedule(Object key, Instant at, Runnable event);

    /** Takes back what is scheduled for {@code key}; nothing happens if nothing is. */
    void cancel(Object key);

    /** Wall time, UTC. Goes backwards only when the system's clock is set back. */
    Instant now();
}
