package io.tocsin.evaluator.store;

/** What the store counts. Guarded by its writing lock. */
final class Tally {
    long samples;
    long chunks;
    long chunkBytes;
    long samplesAppended;
    long outOfOrder;
    long duplicates;
    long outOfBounds;
    long seriesCreated;
    long seriesRemoved;
    long seriesEndedEarly;
    long oldestMillis = Long.MAX_VALUE;
    long newestMillis = Long.MIN_VALUE;

    void chunkOpened(Chunk chunk) {
        chunks++;
        samples += chunk.count();
        chunkBytes += chunk.bytes().length;
    }

    void chunkGone(Chunk chunk) {
        chunks--;
        samples -= chunk.count();
        chunkBytes -= chunk.bytes().length;
    }

    StoreStatistics statistics(int series, long labelPairs) {
        return new StoreStatistics(
                series,
                samples,
                chunks,
                chunkBytes,
                labelPairs,
                oldestMillis,
                newestMillis,
                samplesAppended,
                outOfOrder,
                duplicates,
                outOfBounds,
                seriesCreated,
                seriesRemoved,
                seriesEndedEarly);
    }
}
