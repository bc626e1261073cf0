package io.tocsin.evaluator.series;

import io.tocsin.core.label.Labels;

/** Where samples are written: all of a scrape or an evaluation at once, or none. Thread-safe. */
public interface SampleSink {
    /**
     * Begins a batch. Batches of different threads may be open at the same time.
     *
     * @param nowMillis what samples that are too old or too far in the future are measured by
     */
    Batch begin(long nowMillis);

    /** What is written together. Used by one thread; over after {@link #commit} or {@link #rollback}. */
    interface Batch {
        /**
         * The series of a label set, made by the commit if there is none.
         *
         * @return valid for later batches too, also when the series has gone in between
         * @throws SeriesLimitException if the store holds as many series as it may and this would be one more
         */
        Handle series(Labels labels) throws SeriesLimitException;

        /** Any value, with its bits kept: stale markers among them. */
        void add(Handle series, long timeMillis, double value) throws SeriesLimitException;

        /**
         * Makes all samples visible. Those that cannot be stored are left out and counted.
         *
         * @return what became of the samples
         */
        Outcome commit();

        /** Forgets everything. Does nothing after a commit. */
        void rollback();
    }

    /** A series that need not be looked up by its labels again. */
    interface Handle {
        Labels labels();
    }

    /**
     * @param stored samples that are there now, equal ones that were there before included
     * @param outOfOrder older than the newest of their series
     * @param duplicates another value at a time that has one
     * @param outOfBounds too far in the past or in the future
     * @param newSeries label sets that had no series before
     */
    record Outcome(int stored, int outOfOrder, int duplicates, int outOfBounds, int newSeries) {}

    /** The store holds as many series as it may. The message says how many. */
    final class SeriesLimitException extends Exception {
        private static final long serialVersionUID = 1L;

        public SeriesLimitException(String message) {
            super(message);
        }
    }
}
