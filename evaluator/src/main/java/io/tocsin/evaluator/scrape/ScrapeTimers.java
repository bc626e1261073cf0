package io.tocsin.evaluator.scrape;

/** The clock, and the alarms that are set by it. Thread-safe. */
public interface ScrapeTimers {
    /** Wall time. */
    long nowMillis();

    /** A clock that is never set; its zero means nothing. */
    long monotonicNanos();

    /**
     * Runs something once.
     *
     * @param delayMillis {@code >= 0}
     * @param task takes as long as it takes to read an answer, so it must not run where nothing may block
     */
    Timer after(long delayMillis, Runnable task);

    /** An alarm that is set. */
    interface Timer {
        /** Does nothing if the task runs already or has run. */
        void cancel();
    }
}
