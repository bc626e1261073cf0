package io.tocsin.server.prometheus;

import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.QueryLimits;
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
     * Whatever is evaluated at a time, for clients and for rules, shares three eighths of the heap. What it comes to is held in
     * another eighth until its client has read it. Where there are so many processors that not all could ask for all series
     * of the store at the same time, fewer queries are worked on at once.
     */
    static EvaluatorLimits of(EvaluatorSettings flags, long heapBytes, int processors) {
        int queriesMax = (int) Math.min(flags.queriesMax(), 10_000);
        long eighth = heapBytes / HEAP_EIGHTHS;
        long wanted = flags.seriesMax() > 0 ? flags.seriesMax() : eighth * EIGHTHS_OF_SERIES / BYTES_PER_SERIES;
        int series = (int) Math.max(1, Math.min(wanted, Integer.MAX_VALUE));
        long samplesOfAll = eighth * EIGHTHS_OF_EVALUATIONS / BYTES_PER_SAMPLE;
        int ruleWorkers = EvaluatorThreads.ruleWorkers(processors);
        long threadsMax = Math.min(processors, samplesOfAll / samplesOfStore(series) - ruleWorkers);
        int threads = (int) Math.min(queriesMax, Math.max(QUERY_THREADS_MIN, threadsMax));
        EvaluationMemory evaluations = new EvaluationMemory(eighth * EIGHTHS_OF_EVALUATIONS, threads, ruleWorkers);
        long samples = evaluations.shareMaxBytes() / BYTES_PER_SAMPLE;
        return new EvaluatorLimits(
                new StoreLimits(flags.retention().toMillis(), series),
                new QuerySettings(
                        flags.queryTimeout(),
                        flags.lookback(),
                        Math.max(1, Math.min(flags.samplesMax(), samples)),
                        RequestsUnderWay.answerMaxBytes(eighth),
                        evaluations),
                threads,
                queriesMax,
                eighth);
    }

    /** What asking for all series at one time takes, with a quarter more for what becomes of them. */
    private static long samplesOfStore(int series) {
        return (long) series * (QueryLimits.SAMPLES_PER_SERIES + 1);
    }

    /** Requests of clients from their beginning to their end: those that are worked on, and those that may wait; views, too. */
    int requestsMax() {
        return queriesMax * (1 + QueryThreads.WAITING_PER_QUERY) + QueryThreads.VIEWS_MAX;
    }
}
