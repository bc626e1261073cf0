package io.tocsin.evaluator.scrape;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Inflates bodies that are sent with {@code Content-Encoding: gzip}, a small one into very much as well. */
public final class Gunzip {
    private static final int ROOM_MIN = 1 << 13;

    /** Texts of metrics are about so many times as long as what they are compressed to. */
    private static final int RATIO = 8;

    private Gunzip() {}

    /**
     * @param maxBytes {@code > 0}; never more than these are held
     * @throws BodyTooLargeException if there are {@code maxBytes} or more
     * @throws IOException if {@code compressed} is not gzip, or not all of it
     */
    public static byte[] inflate(byte[] compressed, long maxBytes) throws IOException {
        int most = (int) Math.min(maxBytes, Integer.MAX_VALUE - 8);
        byte[] room =
                new byte[Math.min(most, (int) Math.min(1 << 28, Math.max(ROOM_MIN, (long) RATIO * compressed.length)))];
        int length = 0;
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed), ROOM_MIN)) {
            for (int read = in.read(room, 0, room.length);
                    read >= 0;
                    read = in.read(room, length, room.length - length)) {
                length += read;
                if (length >= most) {
                    throw new BodyTooLargeException();
                }
                if (length == room.length) {
                    room = Arrays.copyOf(room, (int) Math.min(most, 2L * length));
                }
            }
        } catch (EOFException e) {
            throw new IOException("gzip: unexpected end of the body", e);
        }
        return length == room.length ? room : Arrays.copyOf(room, length);
    }
}
