package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP/1.1 request on a connection of its own, sent exactly as given. An ordinary client would correct what is to be
 * tested: missing or odd content types, bodies that the server refuses half-way, odd methods, answers without a body.
 *
 * @param headers beside Host, Connection and, when there is a body, Content-Length or the chunked encoding
 * @param body    null sends neither a body nor its length
 */
@SuppressWarnings("ArrayRecordComponent") // Bodies are compared as text, never through equals.
public record HttpExchange(String method, String target, Map<String, String> headers, byte @Nullable [] body) {
    private static final int TIMEOUT_MILLIS = 30_000;

    public static HttpExchange get(String target) {
        return new HttpExchange("GET", target, Map.of(), null);
    }

    /** A POST of a JSON text. */
    public static HttpExchange post(String target, String json) {
        return new HttpExchange("POST", target, Map.of("Content-Type", "application/json"), json.getBytes(UTF_8));
    }

    /**
     * Sends the request and reads the answer until the server closes the connection.
     *
     * @throws UncheckedIOException when no connection can be made
     */
    public HttpAnswer sendTo(InetSocketAddress address) {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            // Written beside the reading: a server may answer, and close, long before it has read a big body.
            Thread writer = new Thread(() -> write(socket), "request writer");
            writer.setDaemon(true);
            writer.start();
            return parse(readAll(socket));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(Socket socket) {
        try {
            OutputStream out = socket.getOutputStream();
            out.write(wire());
            out.flush();
        } catch (IOException ignored) {
            // The server closed early; what it answered is read by the other thread.
        }
    }

    private byte[] wire() {
        var out = new ByteArrayOutputStream();
        StringBuilder head =
                new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
        headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
        boolean chunked = headers.containsKey("Transfer-Encoding");
        if (body != null && !chunked) {
            head.append("Content-Length: " + body.length + "\r\n");
        }
        out.writeBytes(head.append("\r\n").toString().getBytes(ISO_8859_1));
        if (body != null) {
            out.writeBytes(chunked ? asOneChunk(body) : body);
        }
        return out.toByteArray();
    }

    private static byte[] asOneChunk(byte[] body) {
        var out = new ByteArrayOutputStream();
        out.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(ISO_8859_1));
        out.writeBytes(body);
        out.writeBytes("\r\n0\r\n\r\n".getBytes(ISO_8859_1));
        return out.toByteArray();
    }

    private static byte[] readAll(Socket socket) {
        var received = new ByteArrayOutputStream();
        byte[] buffer = new byte[64 * 1024];
        try {
            var in = socket.getInputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                received.write(buffer, 0, n);
            }
        } catch (IOException ignored) {
            // A reset connection ends the answer like a closed one; what came before it counts.
        }
        return received.toByteArray();
    }

    private static HttpAnswer parse(byte[] received) {
        String text = new String(received, ISO_8859_1);
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
            return new HttpAnswer(HttpAnswer.NO_ANSWER, new TreeMap<>(), new byte[0]);
        }
        String[] lines = text.substring(0, end).split("\r\n");
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(':');
            headers.merge(
                    lines[i].substring(0, colon), lines[i].substring(colon + 1).trim(), (a, b) -> a + ", " + b);
        }
        String body = text.substring(end + 4);
        boolean chunked =
                "chunked".equals(headers.getOrDefault("Transfer-Encoding", "").toLowerCase(Locale.ROOT));
        int status = Integer.parseInt(lines[0].split(" ")[1]);
        return new HttpAnswer(status, headers, (chunked ? withoutChunks(body) : body).getBytes(ISO_8859_1));
    }

    private static String withoutChunks(String chunked) {
        var body = new StringBuilder();
        int at = 0;
        while (true) {
            int lineEnd = chunked.indexOf("\r\n", at);
            if (lineEnd < 0) {
                return body.toString();
            }
            int size = Integer.parseInt(chunked.substring(at, lineEnd).trim(), 16);
            if (size == 0) {
                return body.toString();
            }
            int start = lineEnd + 2;
            body.append(chunked, start, Math.min(chunked.length(), start + size));
            at = start + size + 2;
        }
    }
}
