package io.tocsin.evaluator.store;

import io.tocsin.evaluator.series.SampleBuffer;
import io.tocsin.evaluator.series.StaleMarker;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/** The chunk at the end of a series, which samples are appended to. Changed by whoever holds the store's writing lock. */
final class OpenChunk extends Chunk {
    /**
     * No chunk goes beyond a multiple of it, so that what is dropped because of its age is not held back by much, and an
     * interval fits into an int.
     */
    static final long SPAN_MILLIS = 2 * 60 * 60 * 1000L;

    private static final int LENGTH_FIRST = 40;
    private static final int GROWTH_MIN = 24;
    private static final int LEADING_MAX = 31;

    /** What a new place for the value's bits costs more than the old one, in bits. */
    private static final int PLACE_COST = 11;

    private static final VarHandle NEWEST_MILLIS;
    private static final VarHandle NEWEST_BITS;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            NEWEST_MILLIS = lookup.findVarHandle(OpenChunk.class, "newestMillis", long.class);
            NEWEST_BITS = lookup.findVarHandle(OpenChunk.class, "newestBits", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private long newestMillis;

    /** Written after the time that it belongs to; see {@link #readNewest(long, SampleBuffer)}. */
    private long newestBits;

    private int stepMillis;

    /** In bits. */
    private int position = 2 * Long.SIZE;

    private byte leading;
    private byte significant;

    OpenChunk(long timeMillis, double value) {
        super(first(timeMillis, value), 1);
        newestMillis = timeMillis;
        newestBits = Double.doubleToRawLongBits(value);
    }

    private static byte[] first(long timeMillis, double value) {
        byte[] bytes = new byte[LENGTH_FIRST];
        Bits.setWord(bytes, 0, timeMillis);
        Bits.setWord(bytes, Long.BYTES, Double.doubleToRawLongBits(value));
        return bytes;
    }

    long newestMillis() {
        return newestMillis;
    }

    @Override
    int touch() {
        return bytes()[position >>> 3];
    }

    /** For whoever appends. */
    boolean isNewest(double value) {
        return newestBits == Double.doubleToRawLongBits(value);
    }

    /** For whoever appends. */
    boolean endsStale() {
        return isNewest(StaleMarker.VALUE);
    }

    /** Whether a later sample belongs into this chunk. */
    boolean takes(long timeMillis) {
        return count() < SAMPLES_MAX
                && Math.floorDiv(timeMillis, SPAN_MILLIS) == Math.floorDiv(newestMillis, SPAN_MILLIS);
    }

    /** @param timeMillis later than the newest, and {@link #takes taken} */
    void append(long timeMillis, double value) {
        int step = (int) (timeMillis - newestMillis);
        writeStep(step - stepMillis);
        stepMillis = step;
        long bits = Double.doubleToRawLongBits(value);
        writeValue(bits ^ newestBits);
        // The order matters to readNewest.
        NEWEST_MILLIS.setOpaque(this, timeMillis);
        NEWEST_BITS.setRelease(this, bits);
        publishCount(count() + 1);
    }

    private void writeStep(int change) {
        if (change == 0) {
            write(0, 1);
            return;
        }
        for (int ones = 1; ones < 4; ones++) {
            int length = ChunkCursor.stepLength(ones);
            if (change >= -(1 << length - 1) && change < 1 << length - 1) {
                long prefix = (1L << ones + 1) - 2;
                write(prefix << length | change & (1L << length) - 1, ones + 1 + length);
                return;
            }
        }
        write(0b1111, 4);
        write(change, Long.SIZE);
    }

    private void writeValue(long difference) {
        if (difference == 0) {
            write(0, 1);
            return;
        }
        int zeros = Math.min(LEADING_MAX, Long.numberOfLeadingZeros(difference));
        int trailing = Long.numberOfTrailingZeros(difference);
        int length = Long.SIZE - zeros - trailing;
        int trailingBefore = Long.SIZE - leading - significant;
        boolean fits = significant > 0 && zeros >= leading && trailing >= trailingBefore;
        if (fits && significant <= length + PLACE_COST) {
            write(0b10, 2);
            write(difference >>> trailingBefore, significant);
            return;
        }
        write(0b11L << 11 | (long) zeros << 6 | length - 1, 13);
        write(difference >>> trailing, length);
        leading = (byte) zeros;
        significant = (byte) length;
    }

    private void write(long value, int length) {
        byte[] bytes = bytes();
        int needed = bytesOf(position + length);
        if (needed > bytes.length) {
            // In small steps: most series of a store are like this one, and what they leave unused adds up.
            int growth = Math.max(needed - bytes.length, GROWTH_MIN + bytes.length / 8);
            bytes = Arrays.copyOf(bytes, bytes.length + growth + 7 & ~7);
            replaceBytes(bytes);
        }
        Bits.write(bytes, position, value, length);
        position += length;
    }

    private static int bytesOf(int bits) {
        return (bits + 7) / 8 + PADDING;
    }

    /** The same samples in as little space as they take. */
    Chunk closed() {
        return new Chunk(Arrays.copyOf(bytes(), bytesOf(position)), count());
    }

    /**
     * Adds the newest sample, without decoding anything.
     *
     * @param expectedMillis what the newest time is thought to be
     * @return whether it was; else nothing is added
     */
    boolean readNewest(long expectedMillis, SampleBuffer into) {
        // Bits of a later sample are seen only together with its time, and times never come again.
        long bits = (long) NEWEST_BITS.getAcquire(this);
        if ((long) NEWEST_MILLIS.getOpaque(this) != expectedMillis) {
            return false;
        }
        into.add(expectedMillis, Double.longBitsToDouble(bits));
        return true;
    }
}
