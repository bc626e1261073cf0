package io.tocsin.evaluator.scrape;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Inflates bodies that are sent with {@code Content-Encoding: gzip}, a small one into very much as well. */
public final class Gunzip {
    private static final int ROOM_MIN = 1 << 13;

    /** Texts of metrics are about so many times as long as what they are compressed to. */
    private static final int RATIO = 8;

    /** What is expected to be longer is believed when it is there. */
    private static final int EXPECTED_MAX = 1 << 20;

    private static final int ARRAY_MAX = Integer.MAX_VALUE - 8;

    private Gunzip() {}

    /** There is no memory for what a body inflates to. */
    public static final class NoMemoryException extends IOException {
        private static final long serialVersionUID = 1L;

        NoMemoryException() {
            super("no memory for what the body inflates to");
        }
    }

    /**
     * @param length of {@code compressed}, bytes
     * @param expected how large the last body from there was
     * @param maxBytes {@code > 0}
     * @param limit what the limit is, for who exceeds it
     * @throws BodyTooLargeException if there are {@code maxBytes} or more; never more than these are held
     * @throws NoMemoryException if {@code memory} has not enough
     * @throws IOException if {@code compressed} is not gzip, or not all of it
     */
    public static ScrapeBody inflate(
            InputStream compressed, int length, BodySize expected, long maxBytes, BodyMemory memory, String limit)
            throws IOException {
        int most = (int) Math.min(maxBytes, ARRAY_MAX);
        byte[] room = first(length, expected, most, memory);
        int filled = 0;
        try (GZIPInputStream in = new GZIPInputStream(compressed, ROOM_MIN)) {
            for (int read = in.read(room, 0, room.length);
                    read >= 0;
                    read = in.read(room, filled, room.length - filled)) {
                filled += read;
                if (filled >= most) {
                    throw new BodyTooLargeException(limit);
                }
                if (filled == room.length) {
                    room = grown(room, 2L * filled, most, memory);
                }
            }
        } catch (EOFException e) {
            throw new IOException("gzip: unexpected end of the body", e);
        }
        return new ScrapeBody(room, filled, length);
    }

    private static byte[] first(int length, BodySize expected, int most, BodyMemory memory) throws NoMemoryException {
        int inflated = expected.inflated();
        if (inflated > 0 && inflated <= EXPECTED_MAX) {
            // More than there was, as the end is found only where there is room behind it.
            int room = Math.min(most, inflated + inflated / 16 + 1);
            if (memory.reserve(room)) {
                return new byte[room];
            }
        }
        return grown(new byte[0], (long) RATIO * length, most, memory);
    }

    private static byte[] grown(byte[] room, long wanted, int most, BodyMemory memory) throws NoMemoryException {
        int length = (int) Math.min(most, Math.max(ROOM_MIN, wanted));
        if (!memory.reserve(length - room.length)) {
            throw new NoMemoryException();
        }
        return Arrays.copyOf(room, length);
    }
}
