package io.tocsin.evaluator.store;

/**
 * What a store holds, and what has become of what was given to it.
 *
 * @param samples that are there now, stale markers among them
 * @param chunkBytes memory that the samples take
 * @param labelPairs different pairs of label name and value
 * @param oldestMillis time of the oldest sample, as of the last sweep; {@link Long#MAX_VALUE} if there never was one
 * @param newestMillis time of the newest sample that ever was stored; {@link Long#MIN_VALUE} if there never was one
 * @param samplesAppended since the store was made, and likewise the counts that follow
 * @param seriesEndedEarly series that went before the retention was over because the store was nearly full; part of {@code
 *     seriesRemoved}
 */
public record StoreStatistics(
        int series,
        long samples,
        long chunks,
        long chunkBytes,
        long labelPairs,
        long oldestMillis,
        long newestMillis,
        long samplesAppended,
        long outOfOrder,
        long duplicates,
        long outOfBounds,
        long seriesCreated,
        long seriesRemoved,
        long seriesEndedEarly) {}
