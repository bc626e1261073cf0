package io.tocsin.server.prometheus;

import io.tocsin.core.memory.ByteBudget;
import io.tocsin.evaluator.scrape.BodyMemory;

/**
 * The memory for all bodies of answers that are read at the same time, inflated ones included. Thread-safe.
 *
 * <p>The first bytes of each body come from one part, what more it has from another: so a few targets that send without
 * end, or hold what they have sent for as long as they may, take nothing from those that send little.
 */
final class ScrapeMemory {
    /** Of the heap, what the small beginnings of all bodies may take together. */
    private static final int SMALL_SHARE = 16;

    /** Of the heap, what all bodies may take beyond that. */
    private static final int LARGE_SHARE = 8;

    /** How many bodies have room for their beginnings at a time. */
    private static final int SMALL_COUNT = 32;

    private final ByteBudget small;
    private final ByteBudget large;

    private ScrapeMemory(ByteBudget small, ByteBudget large) {
        this.small = small;
        this.large = large;
    }

    static ScrapeMemory ofHeap(long heapMaxBytes) {
        return new ScrapeMemory(new ByteBudget(heapMaxBytes / SMALL_SHARE), new ByteBudget(heapMaxBytes / LARGE_SHARE));
    }

    /** Most bytes of one body: half of what there is for large ones. */
    long bodyMaxBytes() {
        return large.totalBytes() / 2;
    }

    long takenBytes() {
        return small.takenBytes() + large.takenBytes();
    }

    long totalBytes() {
        return small.totalBytes() + large.totalBytes();
    }

    /** For the body of one answer. */
    Part part() {
        return new Part();
    }

    /** What one answer has taken. Used by one thread at a time. */
    final class Part implements BodyMemory, AutoCloseable {
        private final long smallMax = small.totalBytes() / SMALL_COUNT;
        private long smallTaken;
        private long largeTaken;
        private boolean isClosed;

        // Synchronized: closed by a worker when the answer is over, which the event loop that reads it may not know
        // yet.
        @Override
        public synchronized boolean reserve(long bytes) {
            if (isClosed) {
                return false;
            }
            long fromSmall = Math.min(bytes, smallMax - smallTaken);
            if (!small.reserve(fromSmall)) {
                // What is set apart for small bodies is theirs alone; what is not, is for small ones, too.
                fromSmall = 0;
            }
            if (!large.reserve(bytes - fromSmall)) {
                small.release(fromSmall);
                return false;
            }
            smallTaken += fromSmall;
            largeTaken += bytes - fromSmall;
            return true;
        }

        /** Gives back all of it. Harmless when repeated. */
        @Override
        public synchronized void close() {
            if (!isClosed) {
                isClosed = true;
                small.release(smallTaken);
                large.release(largeTaken);
            }
        }
    }
}
