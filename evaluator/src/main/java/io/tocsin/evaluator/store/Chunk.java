package io.tocsin.evaluator.store;

import io.tocsin.evaluator.series.SampleBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Up to {@value #SAMPLES_MAX} samples of one series, compressed. What is published of it never changes; an {@link OpenChunk}
 * gets longer. Read by any thread.
 *
 * <p>First the first sample, 64 bits of time and 64 bits of value. Of every further one: how much the step of time differs
 * from the step before ({@code 0} not at all, {@code 10} 14 bits, {@code 110} 17 bits, {@code 1110} 20 bits, {@code 1111} 64
 * bits, signed), then what the value's bits have different from the value before ({@code 0} nothing, {@code 10} as many bits
 * as last time at the same place, {@code 11} 5 bits of zeros in front, 6 bits of length less one, and that many bits). Eight
 * bytes follow that mean nothing, so that words can be read without a look at the end.
 *
 * @see "Pelkonen et al., Gorilla: A Fast, Scalable, In-Memory Time Series Database, VLDB 2015, section 4.1"
 */
class Chunk {
    static final int SAMPLES_MAX = 120;

    /** Bytes behind the last sample. */
    static final int PADDING = Long.BYTES;

    private static final VarHandle COUNT;

    static {
        try {
            COUNT = MethodHandles.lookup().findVarHandle(Chunk.class, "count", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Volatile: whoever finds a longer array must find what was copied into it. */
    private volatile byte[] bytes;

    /** Written after the bits of the samples that it counts. */
    @SuppressWarnings("UnusedVariable") // Through the handle.
    private int count;

    Chunk(byte[] bytes, int count) {
        this.bytes = bytes;
        COUNT.setRelease(this, count);
    }

    final int count() {
        return (int) COUNT.getAcquire(this);
    }

    final byte[] bytes() {
        return bytes;
    }

    /** Reads what one who appends reads. */
    int touch() {
        return bytes.length;
    }

    /** For the one that appends. */
    final void replaceBytes(byte[] longer) {
        bytes = longer;
    }

    /** For the one that appends, when all bits are there. */
    final void publishCount(int samples) {
        COUNT.setRelease(this, samples);
    }

    final long firstMillis() {
        return Bits.word(bytes, 0);
    }

    /** Adds the samples of a stretch of time, both ends included. */
    final void read(long fromMillis, long toMillis, SampleBuffer into) {
        ChunkCursor cursor = new ChunkCursor(this);
        while (cursor.next() && cursor.timeMillis() <= toMillis) {
            if (cursor.timeMillis() >= fromMillis) {
                into.add(cursor.timeMillis(), cursor.value());
            }
        }
    }

    /** Adds the last sample of a stretch of time. Returns whether there is one. */
    final boolean readNewest(long fromMillis, long toMillis, SampleBuffer into) {
        ChunkCursor cursor = new ChunkCursor(this);
        boolean isFound = false;
        long time = 0;
        double value = 0;
        while (cursor.next() && cursor.timeMillis() <= toMillis) {
            if (cursor.timeMillis() >= fromMillis) {
                isFound = true;
                time = cursor.timeMillis();
                value = cursor.value();
            }
        }
        if (isFound) {
            into.add(time, value);
        }
        return isFound;
    }
}
