package io.tocsin.server.http;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is being served of one kind, over all event loops. Thread-safe. */
final class ConcurrencyLimit {
    private final int max;
    private final AtomicInteger served = new AtomicInteger();

    ConcurrencyLimit(int max) {
        this.max = max;
    }

    int max() {
        return max;
    }

    int served() {
        // For a moment one that is turned away counts, too.
        return Math.min(max, served.get());
    }

    boolean enter() {
        if (served.incrementAndGet() <= max) {
            return true;
        }
        served.decrementAndGet();
        return false;
    }

    void leave() {
        served.decrementAndGet();
    }
}
