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
        return totalBytes - free.get();
    }

    /** Takes so many more, {@code >= 0}; false if there are not so many, and none are taken then. */
    public boolean reserve(long bytes) {
        // Never below what is free, not even for a moment: others would be refused what there is room for.
        for (long now = free.get(); now >= bytes; now = free.get()) {
            if (free.compareAndSet(now, now - bytes)) {
                return true;
            }
        }
        return false;
    }

    /** Gives back what was taken. */
    public void release(long bytes) {
        free.addAndGet(bytes);
    }
}
