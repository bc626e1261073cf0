package io.tocsin.server.storage;

import java.time.Duration;

/**
 * How a journal goes about its work. The values that a server runs with are {@link #DEFAULTS}; tests have their own.
 *
 * @param tick the longest that anything waits to be written that nobody waits for, {@code > 0}
 * @param refreshEvery the longest that a refresh waits to be written; with alerts stored there is a commit as often
 * @param stallMax the longest that anybody waits for a commit
 * @param retryMin the pause before the file is opened again after it could not be written; doubled each time
 * @param retryMax the longest such pause
 * @param closeMax the longest that a shutdown waits for the last commit
 * @param historyMaxBytes of the records of the history
 * @param historyWaitingMaxBytes of those that wait while the file cannot be written
 */
record StoreSettings(
        Duration tick,
        Duration refreshEvery,
        Duration stallMax,
        Duration retryMin,
        Duration retryMax,
        Duration closeMax,
        long historyMaxBytes,
        long historyWaitingMaxBytes) {
    static final StoreSettings DEFAULTS = new StoreSettings(
            Duration.ofSeconds(1),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            Duration.ofSeconds(1),
            12 << 20,
            4 << 20);
}
