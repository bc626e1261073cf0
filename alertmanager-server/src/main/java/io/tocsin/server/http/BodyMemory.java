package io.tocsin.server.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that request bodies may take all together, so that a few large ones cannot exhaust the heap. Thread-safe.
 *
 * <p>Deviation D-015: the original has no such limit.
 */
final class BodyMemory {
    private final long totalBytes;
    private final AtomicLong free;

    BodyMemory(long totalBytes) {
        this.totalBytes = totalBytes;
        this.free = new AtomicLong(totalBytes);
    }

    long totalBytes() {
        return totalBytes;
    }

    long takenBytes() {
        // For a moment what is not to be had counts, too.
        return Math.min(totalBytes, totalBytes - free.get());
    }

    boolean reserve(long bytes) {
        if (free.addAndGet(-bytes) >= 0) {
            return true;
        }
        free.addAndGet(bytes);
        return false;
    }

    void release(long bytes) {
        free.addAndGet(bytes);
    }
}
