package io.tocsin.core.notificationlog;

import io.tocsin.core.label.Labels;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The hash under which the notification log remembers an alert: xxHash64 over its sorted labels, each name and value
 * followed by 0xFF. The same as the original's, so that its log can be taken over.
 *
 * @see "Upstream: notify.hashAlert, v0.34.0; xxHash specification, XXH64 with seed 0"
 */
public final class AlertHash {
    private static final long PRIME1 = 0x9E3779B185EBCA87L;
    private static final long PRIME2 = 0xC2B2AE3D27D4EB4FL;
    private static final long PRIME3 = 0x165667B19E3779F9L;
    private static final long PRIME4 = 0x85EBCA77C2B2AE63L;
    private static final long PRIME5 = 0x27D4EB2F165667C5L;
    /** Written out because the compiler refuses a constant sum that wraps around. */
    private static final long PRIME1_PLUS_PRIME2 = 0x60EA27EEADC0B5D6L;

    private static final byte SEPARATOR = (byte) 0xFF;

    private AlertHash() {}

    public static long of(Labels labels) {
        byte[][] parts = new byte[2 * labels.size()][];
        int length = 0;
        for (int i = 0; i < labels.size(); i++) {
            parts[2 * i] = labels.name(i).getBytes(StandardCharsets.UTF_8);
            parts[2 * i + 1] = labels.value(i).getBytes(StandardCharsets.UTF_8);
            length += parts[2 * i].length + parts[2 * i + 1].length + 2;
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        for (byte[] part : parts) {
            bytes.put(part).put(SEPARATOR);
        }
        return xxHash64(bytes.flip());
    }

    static long xxHash64(ByteBuffer bytes) {
        int length = bytes.remaining();
        long hash = length >= 32 ? stripes(bytes) : PRIME5;
        hash += length;
        while (bytes.remaining() >= 8) {
            hash = Long.rotateLeft(hash ^ round(0, bytes.getLong()), 27) * PRIME1 + PRIME4;
        }
        if (bytes.remaining() >= 4) {
            hash = Long.rotateLeft(hash ^ Integer.toUnsignedLong(bytes.getInt()) * PRIME1, 23) * PRIME2 + PRIME3;
        }
        while (bytes.hasRemaining()) {
            hash = Long.rotateLeft(hash ^ Byte.toUnsignedLong(bytes.get()) * PRIME5, 11) * PRIME1;
        }
        return avalanche(hash);
    }

    private static long stripes(ByteBuffer bytes) {
        long a = PRIME1_PLUS_PRIME2;
        long b = PRIME2;
        long c = 0;
        long d = -PRIME1;
        while (bytes.remaining() >= 32) {
            a = round(a, bytes.getLong());
            b = round(b, bytes.getLong());
            c = round(c, bytes.getLong());
            d = round(d, bytes.getLong());
        }
        long hash = Long.rotateLeft(a, 1) + Long.rotateLeft(b, 7) + Long.rotateLeft(c, 12) + Long.rotateLeft(d, 18);
        hash = merge(hash, a);
        hash = merge(hash, b);
        hash = merge(hash, c);
        return merge(hash, d);
    }

    private static long round(long accumulator, long input) {
        return Long.rotateLeft(accumulator + input * PRIME2, 31) * PRIME1;
    }

    private static long merge(long hash, long accumulator) {
        return (hash ^ round(0, accumulator)) * PRIME1 + PRIME4;
    }

    private static long avalanche(long start) {
        long hash = (start ^ start >>> 33) * PRIME2;
        hash = (hash ^ hash >>> 29) * PRIME3;
        return hash ^ hash >>> 32;
    }
}
