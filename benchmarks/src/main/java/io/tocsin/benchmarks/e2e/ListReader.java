package io.tocsin.benchmarks.e2e;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

/**
 * A keep-alive connection that asks for lists of alerts and reads each to its last byte, however long it is. Used by
 * one thread.
 *
 * <p>Does little per byte, so that the server is what is measured: plain bodies are searched for alerts while they
 * come, compressed ones are kept and looked into when the time has been taken.
 */
final class ListReader implements AutoCloseable {
    /** No answer may leave the connection silent for longer. */
    private static final int SILENCE_MAX_MILLIS = 900_000;

    private static final int PIECE_BYTES = 256 << 10;

    private final String host;
    private final Socket socket = new Socket();
    private final InputStream in;
    private final byte[] piece = new byte[PIECE_BYTES];

    /**
     * One list that was read.
     *
     * @param alerts how many it holds, an alert in two groups twice
     * @param bodyBytes as they came over the connection, without the framing
     * @param seconds from the request to the last byte of the answer
     */
    record Answer(int alerts, long bodyBytes, double seconds) {}

    ListReader(InetSocketAddress address) throws IOException {
        host = address.getHostString() + ":" + address.getPort();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(SILENCE_MAX_MILLIS);
        socket.connect(address);
        in = new BufferedInputStream(socket.getInputStream(), PIECE_BYTES);
    }

    /**
     * Asks once.
     *
     * @param target path and query, escaped
     * @param acceptsGzip whether the request says so; the server may answer plainly all the same
     * @throws IOException if the connection ends early or the answer is not 200
     */
    Answer read(String target, boolean acceptsGzip) throws IOException {
        String request = "GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\nAccept: application/json\r\n"
                + (acceptsGzip ? "Accept-Encoding: gzip\r\n" : "") + "\r\n";
        long sent = System.nanoTime();
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        Head head = readHead(target);
        Body body = head.isCompressed() ? new Kept() : new Searched();
        long bytes = head.isChunked() ? readChunks(body) : readLength(body, head.length());
        double seconds = (System.nanoTime() - sent) / 1e9;
        return new Answer(body.alerts(), bytes, seconds);
    }

    private record Head(boolean isChunked, boolean isCompressed, long length) {}

    private Head readHead(String target) throws IOException {
        String status = line();
        boolean isChunked = false;
        boolean isCompressed = false;
        long length = 0;
        for (String line = line(); !line.isEmpty(); line = line()) {
            String field = line.toLowerCase(Locale.ROOT);
            isChunked |= field.equals("transfer-encoding: chunked");
            isCompressed |= field.equals("content-encoding: gzip");
            if (field.startsWith("content-length:")) {
                length = Long.parseLong(
                        field.substring("content-length:".length()).strip());
            }
        }
        if (!status.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("GET " + target + ": " + status + " (expected: 200)");
        }
        return new Head(isChunked, isCompressed, length);
    }

    private String line() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new EOFException("the server closed the connection");
            }
            text.append((char) b);
        }
        return text.toString().strip();
    }

    private long readChunks(Body body) throws IOException {
        long total = 0;
        for (long length = chunkLength(); length > 0; length = chunkLength()) {
            total += readLength(body, length);
            line();
        }
        line();
        return total;
    }

    private long chunkLength() throws IOException {
        return Long.parseLong(line(), 16);
    }

    private long readLength(Body body, long length) throws IOException {
        for (long left = length; left > 0; ) {
            int read = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (read < 0) {
                throw new EOFException("the server closed the connection " + left + " bytes early");
            }
            body.take(piece, read);
            left -= read;
        }
        return length;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private interface Body {
        void take(byte[] bytes, int length);

        int alerts() throws IOException;
    }

    /** Counts the field that every alert has once. */
    private static final class Searched implements Body {
        private static final byte[] FIELD = "\"fingerprint\"".getBytes(StandardCharsets.US_ASCII);

        private int found;
        private int matched;

        @Override
        public void take(byte[] bytes, int length) {
            for (int i = 0; i < length; i++) {
                // No part of the field begins again inside it but at its first character.
                matched = bytes[i] == FIELD[matched] ? matched + 1 : bytes[i] == FIELD[0] ? 1 : 0;
                if (matched == FIELD.length) {
                    found++;
                    matched = 0;
                }
            }
        }

        @Override
        public int alerts() {
            return found;
        }
    }

    private static final class Kept implements Body {
        private final ByteArrayOutputStream compressed = new ByteArrayOutputStream(PIECE_BYTES);

        @Override
        public void take(byte[] bytes, int length) {
            compressed.write(bytes, 0, length);
        }

        @Override
        public int alerts() throws IOException {
            Searched plain = new Searched();
            byte[] piece = new byte[PIECE_BYTES];
            try (InputStream inflated = new GZIPInputStream(new ByteArrayInputStream(compressed.toByteArray()))) {
                for (int read = inflated.read(piece); read >= 0; read = inflated.read(piece)) {
                    plain.take(piece, read);
                }
            }
            return plain.alerts();
        }
    }
}
