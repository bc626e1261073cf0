package io.tocsin.server.api;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;

/** Speaks HTTP/1.1 byte by byte, so that tests can send what well-behaved clients would not. */
final class WireClient {
    private static final int TIMEOUT_MILLIS = 20_000;

    private final int port;

    WireClient(int port) {
        this.port = port;
    }

    /**
     * @param headers by name, lines joined with a comma; without Date
     * @param body unpacked where it was compressed
     * @param bodyBytes as they came over the wire, without chunk sizes
     */
    record Answer(int status, Map<String, String> headers, String body, int bodyBytes) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Answer get(String target, String... headers) {
        return send("GET", target, "", headers);
    }

    Answer post(String body) {
        return send("POST", "/api/v2/alerts", body, "Content-Type: application/json");
    }

    Answer send(String method, String target, String body, String... headers) {
        return send(method, target, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Answer send(String method, String target, byte[] body, String... headers) {
        List<String> lines = new ArrayList<>(List.of(method + " " + target + " HTTP/1.1", "Host: test"));
        lines.addAll(Arrays.asList(headers));
        if (body.length > 0) {
            lines.add("Content-Length: " + body.length);
        }
        lines.add("Connection: close");
        byte[] head = (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        try (Socket socket = open()) {
            socket.getOutputStream().write(head);
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            return read(socket.getInputStream());
        } catch (IOException e) {
            throw new IllegalStateException(method + " " + target, e);
        }
    }

    Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        return socket;
    }

    /** Reads until the server closes the connection. */
    static Answer read(InputStream in) throws IOException {
        String[] first = line(in).split(" ", 3);
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).trim(), (a, b) -> a + ", " + b);
        }
        headers.remove("Date");
        byte[] body = "chunked".equals(headers.get("Transfer-Encoding")) ? chunks(in) : in.readAllBytes();
        byte[] plain = "gzip".equals(headers.get("Content-Encoding")) ? unpacked(body) : body;
        return new Answer(Integer.parseInt(first[1]), headers, new String(plain, StandardCharsets.UTF_8), body.length);
    }

    private static byte[] unpacked(byte[] body) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return in.readAllBytes();
        }
    }

    private static byte[] chunks(InputStream in) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        int size = Integer.parseInt(line(in), 16);
        while (size > 0) {
            body.write(in.readNBytes(size));
            line(in);
            size = Integer.parseInt(line(in), 16);
        }
        return body.toByteArray();
    }

    static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                throw new IOException("connection closed after: " + line.toString(StandardCharsets.UTF_8));
            }
            if (b != '\r') {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
