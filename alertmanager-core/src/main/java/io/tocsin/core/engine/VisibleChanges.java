package io.tocsin.core.engine;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the changes of what people see: alerts but for their refreshes, what silences and inhibits them, and their groups but for
 * when these are due. A change is counted when it can be seen, and before whoever asked for it hears that it is done: who finds
 * the count unchanged sees what it saw before, but for what the passing of time changes.
 *
 * <p>Thread-safe.
 */
final class VisibleChanges {
    private final AtomicLong count = new AtomicLong();

    void happened() {
        count.incrementAndGet();
    }

    long count() {
        return count.get();
    }
}
