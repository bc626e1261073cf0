package io.tocsin.server.prometheus;

import io.tocsin.evaluator.store.StoreLimits;

/**
 * How far the evaluator may go in a process of this size.
 *
 * @param queryThreads of queries of clients, {@code > 0}
 * @param queriesMax queries of clients at once, {@code > 0}
 * @param answersMaxBytes what requests of clients, and answers that they have not read yet, may hold together
 */
record EvaluatorLimits(
        StoreLimits store, QuerySettings queries, int queryThreads, int queriesMax, long answersMaxBytes) {
    /** A series with its labels and the samples of the default retention. */
    private static final long BYTES_PER_SERIES = 4_096;

    private static final long BYTES_PER_SAMPLE = 16;
    private static final int QUERY_THREADS_MIN = 2;

    // Series get half of the heap, what is asked about them the other one.
    private static final long HEAP_EIGHTHS = 8;
    private static final long EIGHTHS_OF_SERIES = 4;
    private static final long EIGHTHS_OF_EVALUATIONS = 3;

    /**
     * Whatever may be evaluated at a time, for clients and for rules, gets an equal share of three eighths of the heap. What it
     * comes to is held in another eighth until its client has read it: there is room for the largest result.
     */
    static EvaluatorLimits of(EvaluatorSettings flags, long heapBytes, int processors) {
        int queriesMax = (int) Math.min(flags.queriesMax(), 10_000);
        int threads = Math.min(queriesMax, Math.max(QUERY_THREADS_MIN, processors));
        int evaluations = threads + EvaluatorThreads.ruleWorkers(processors);
        long eighth = heapBytes / HEAP_EIGHTHS;
        long samples = eighth * EIGHTHS_OF_EVALUATIONS / BYTES_PER_SAMPLE / evaluations;
        long series = flags.seriesMax() > 0 ? flags.seriesMax() : eighth * EIGHTHS_OF_SERIES / BYTES_PER_SERIES;
        return new EvaluatorLimits(
                new StoreLimits(flags.retention().toMillis(), (int) Math.max(1, Math.min(series, Integer.MAX_VALUE))),
                new QuerySettings(
                        flags.queryTimeout(), flags.lookback(), Math.max(1, Math.min(flags.samplesMax(), samples))),
                threads,
                queriesMax,
                eighth);
    }

    /** Requests of clients from their beginning to their end: those that are worked on, and those that may wait; views, too. */
    int requestsMax() {
        return queriesMax * (1 + QueryThreads.WAITING_PER_QUERY) + QueryThreads.VIEWS_MAX;
    }
}
