package io.tocsin.server.http;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what is being served of one kind, over all event loops. Thread-safe. */
public final class ConcurrencyLimit {
    private final int max;
    private final AtomicInteger served = new AtomicInteger();

    /** @param max {@code > 0} */
    public ConcurrencyLimit(int max) {
        this.max = max;
    }

    public int max() {
        return max;
    }

    public int served() {
        // For a moment one that is turned away counts, too.
        return Math.min(max, served.get());
    }

    /** @return whether there was a place, to be given back by {@link #leave} */
    public boolean enter() {
        if (served.incrementAndGet() <= max) {
            return true;
        }
        served.decrementAndGet();
        return false;
    }

    public void leave() {
        served.decrementAndGet();
    }
}
