package io.tocsin.evaluator.scrape;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.memory.ByteBudget;

/**
 * What all targets together may make this process remember of their answers, beside samples. A single target gets a part
 * of it at most, so that others have theirs. Thread-safe.
 *
 * @param series texts of series that are stored
 * @param dropped texts of series that relabeling drops, so that it need not be asked again
 * @param metadata what targets say of their metrics
 */
public record TextMemory(ByteBudget series, ByteBudget dropped, ByteBudget metadata) {
    /** What a single target may take of the texts of series, as a divisor. */
    static final int SERIES_SHARE = 2;

    /** The same of what can be left out without harm. */
    static final int OTHER_SHARE = 8;

    public TextMemory {
        requireNonNull(series, "series");
        requireNonNull(dropped, "dropped");
        requireNonNull(metadata, "metadata");
    }

    /**
     * An eighth of the heap for texts of series: where the store is full of series with texts of usual length, a third of
     * that is taken. A sixteenth for each of the others.
     */
    public static TextMemory ofHeap(long heapMaxBytes) {
        return new TextMemory(
                new ByteBudget(heapMaxBytes / 8), new ByteBudget(heapMaxBytes / 16), new ByteBudget(heapMaxBytes / 16));
    }

    /** What one target has taken of one of these. Owned by the target's loop. */
    static final class Share {
        private final ByteBudget budget;
        private final long maxBytes;
        private long takenBytes;

        Share(ByteBudget budget, long maxBytes) {
            this.budget = budget;
            this.maxBytes = maxBytes;
        }

        boolean reserve(long bytes) {
            if (takenBytes + bytes > maxBytes || !budget.reserve(bytes)) {
                return false;
            }
            takenBytes += bytes;
            return true;
        }

        void release(long bytes) {
            takenBytes -= bytes;
            budget.release(bytes);
        }

        long maxBytes() {
            return maxBytes;
        }
    }
}
