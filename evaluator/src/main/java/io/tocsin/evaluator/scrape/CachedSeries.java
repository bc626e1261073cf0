package io.tocsin.evaluator.scrape;

import io.tocsin.evaluator.series.SampleSink.Handle;
import org.jspecify.annotations.Nullable;

/** A series as a target writes it, and what it is here. */
final class CachedSeries extends RawText {
    /** Null if relabeling drops it. */
    private final @Nullable Handle handle;

    /** What came next at the last scrape, and so is likely to come next. */
    @Nullable
    CachedSeries next;

    /** The last scrape that had it. */
    long seenAt;

    /** The last scrape after which it is ended if it disappears. */
    long trackedAt;

    /** Whether it was so after the scrape before {@link #trackedAt}. */
    boolean wasTracked;

    /** Whether the cache has forgotten it. */
    boolean isForgotten;

    /** What it takes to remember a series besides its text: this, its labels, its place in the map. Bytes, roughly. */
    private static final int OVERHEAD_BYTES = 200;

    static long memory(int textLength) {
        return OVERHEAD_BYTES + (long) textLength;
    }

    long memory() {
        return memory(bytes().length);
    }

    CachedSeries(byte[] text, @Nullable Handle handle) {
        super(text);
        this.handle = handle;
    }

    @Nullable
    Handle handle() {
        return handle;
    }

    void track(long scrape) {
        if (trackedAt != scrape) {
            wasTracked = trackedAt == scrape - 1;
            trackedAt = scrape;
        }
    }

    /** Whether it was exposed by the scrape before {@code scrape}, whatever has been seen of that one. */
    boolean wasTrackedBefore(long scrape) {
        return trackedAt == scrape - 1 || trackedAt == scrape && wasTracked;
    }
}
