package io.tocsin.benchmarks.e2e;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One POST of alerts, rendered once and stamped anew before each use: times and alert numbers have a fixed width, so
 * that stamping overwrites a few bytes and a generator on one core always outruns the server.
 *
 * <p>Not thread-safe: belongs to one connection.
 */
final class PreparedRequest {
    /** As Prometheus writes times of its own, in UTC with milliseconds. */
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final int TIME_WIDTH = 24;
    private static final int ID_WIDTH = 10;

    private final ByteBuffer bytes;
    private final int alerts;
    private final int[] endsAtOffsets;
    private final int[] startsAtOffsets;
    private final int[] idOffsets;
    private final int[] idIndexes;

    private PreparedRequest(Builder body, String head) {
        byte[] headBytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] bodyBytes = body.bytes.toByteArray();
        bytes = ByteBuffer.allocateDirect(headBytes.length + bodyBytes.length);
        bytes.put(headBytes).put(bodyBytes).flip();
        alerts = body.alerts;
        endsAtOffsets = body.endsAt.shifted(headBytes.length);
        startsAtOffsets = body.startsAt.shifted(headBytes.length);
        idOffsets = body.ids.shifted(headBytes.length);
        idIndexes = body.idIndexes.shifted(0);
    }

    /**
     * Renders the alerts {@code from} (inclusive) to {@code to} (exclusive) of the pool.
     *
     * @param host what the Host header says
     * @param severity the label of that name, by index
     */
    static PreparedRequest of(String host, int from, int to, IntFunction<String> severity) {
        Builder body = new Builder();
        body.text("[");
        for (int index = from; index < to; index++) {
            body.text(index == from ? "" : ",");
            AlertText.append(body, index, severity.apply(index));
            body.alerts++;
        }
        body.text("]");
        return new PreparedRequest(
                body,
                "POST /api/v2/alerts HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: Prometheus/3.5.0\r\nContent-Length: "
                        + body.bytes.size() + "\r\nContent-Type: application/json\r\nAccept-Encoding: gzip\r\n\r\n");
    }

    int alerts() {
        return alerts;
    }

    /** Sets the start of all alerts. */
    void startsAt(Instant time) {
        stamp(startsAtOffsets, time);
    }

    /** Moves the end of all alerts, as every refresh does. */
    void endsAt(Instant time) {
        stamp(endsAtOffsets, time);
    }

    private void stamp(int[] offsets, Instant time) {
        byte[] text = TIME.format(time).getBytes(StandardCharsets.US_ASCII);
        for (int offset : offsets) {
            bytes.put(offset, text);
        }
    }

    /** Gives every alert the number {@code base} plus its index in the pool; another number is another alert. */
    void numberFrom(long base) {
        for (int i = 0; i < idOffsets.length; i++) {
            long id = base + idIndexes[i];
            for (int digit = ID_WIDTH - 1; digit >= 0; digit--) {
                bytes.put(idOffsets[i] + digit, (byte) ('0' + id % 10));
                id /= 10;
            }
        }
    }

    /** The whole request, ready to be written; to be used up before the next stamp. */
    ByteBuffer bytes() {
        return bytes.rewind();
    }

    /** Collects a body and the places in it that are stamped. */
    static final class Builder {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        private final Offsets endsAt = new Offsets();
        private final Offsets startsAt = new Offsets();
        private final Offsets ids = new Offsets();
        private final Offsets idIndexes = new Offsets();
        private int alerts;

        Builder text(String text) {
            bytes.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Builder endsAt() {
            endsAt.add(bytes.size());
            return text("0".repeat(TIME_WIDTH));
        }

        Builder startsAt() {
            startsAt.add(bytes.size());
            return text("0".repeat(TIME_WIDTH));
        }

        /** Ten digits: the number of the alert with this index. */
        Builder id(int index) {
            ids.add(bytes.size());
            idIndexes.add(index);
            return text("0".repeat(ID_WIDTH));
        }
    }

    private static final class Offsets {
        private int[] values = new int[16];
        private int size;

        void add(int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
            }
            values[size++] = value;
        }

        int[] shifted(int by) {
            return IntStream.range(0, size).map(i -> values[i] + by).toArray();
        }
    }
}
