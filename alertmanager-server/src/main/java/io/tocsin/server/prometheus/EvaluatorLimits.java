package io.tocsin.server.prometheus;

import io.tocsin.evaluator.store.StoreLimits;

/**
 * How far the evaluator may go in a process of this size.
 *
 * @param queryThreads of queries of clients, {@code > 0}
 * @param queriesMax queries of clients at once, {@code > 0}
 */
record EvaluatorLimits(StoreLimits store, QuerySettings queries, int queryThreads, int queriesMax) {
    /** A series with its labels and the samples of the default retention. */
    private static final long BYTES_PER_SERIES = 4_096;

    private static final long BYTES_PER_SAMPLE = 16;
    private static final int HEAP_SHARE = 2;
    private static final int QUERY_THREADS_MIN = 2;

    /** Queries together get half of the heap at most, and so do series. */
    static EvaluatorLimits of(EvaluatorSettings flags, long heapBytes, int processors) {
        int queriesMax = (int) Math.min(flags.queriesMax(), 10_000);
        int threads = Math.min(queriesMax, Math.max(QUERY_THREADS_MIN, processors));
        long samples = heapBytes / HEAP_SHARE / BYTES_PER_SAMPLE / threads;
        long series = flags.seriesMax() > 0 ? flags.seriesMax() : heapBytes / HEAP_SHARE / BYTES_PER_SERIES;
        return new EvaluatorLimits(
                new StoreLimits(flags.retention().toMillis(), (int) Math.max(1, Math.min(series, Integer.MAX_VALUE))),
                new QuerySettings(
                        flags.queryTimeout(), flags.lookback(), Math.max(1, Math.min(flags.samplesMax(), samples))),
                threads,
                queriesMax);
    }
}
