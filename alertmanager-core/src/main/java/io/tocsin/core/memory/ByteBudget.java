package io.tocsin.core.memory;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory that many take together, such as bodies that are read at the same time, so that a few large ones cannot exhaust
 * the heap. Counts only: whoever takes memory says so before, and gives it back. Thread-safe.
 */
public final class ByteBudget {
    private final long totalBytes;
    private final AtomicLong free;

    /** @param totalBytes {@code >= 0} */
    public ByteBudget(long totalBytes) {
        if (totalBytes < 0) {
            throw new IllegalArgumentException("totalBytes: " + totalBytes + " (expected: >= 0)");
        }
        this.totalBytes = totalBytes;
        this.free = new AtomicLong(totalBytes);
    }

    public long totalBytes() {
        return totalBytes;
    }

    public long takenBytes() {
        // For a moment what is not to be had counts, too.
        return Math.min(totalBytes, totalBytes - free.get());
    }

    /** Takes so many more, {@code >= 0}; false if there are not so many, and none are taken then. */
    public boolean reserve(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    /** Gives back what was taken. */
    public void release(long bytes) {
        free.addAndGet(bytes);
    }
}
