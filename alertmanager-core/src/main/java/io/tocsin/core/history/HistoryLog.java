package io.tocsin.core.history;

/** Port: the history that was kept. Thread-safe. */
@FunctionalInterface
public interface HistoryLog {
    /** Finds one page; may wait for the disk and look at many entries, so it is for a worker. */
    HistoryPage find(HistoryQuery query);
}
