package io.tocsin.server.api;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads a stream of events over HTTP/1.1, block by block. */
final class EventClient implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;
    private final int status;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final StringBuilder unread = new StringBuilder();

    private EventClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
        this.status = Integer.parseInt(WireClient.line(in).split(" ", 3)[1]);
        for (String line = WireClient.line(in); !line.isEmpty(); line = WireClient.line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
        }
    }

    /** Asks for a stream and reads the head of the answer. */
    static EventClient open(WireClient server, String path, String... lines) throws IOException {
        Socket socket = server.open();
        String head = "GET " + path + " HTTP/1.1\r\nHost: test\r\n"
                + String.join(
                        "", Arrays.stream(lines).map(line -> line + "\r\n").toList()) + "\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return new EventClient(socket);
    }

    int status() {
        return status;
    }

    Map<String, String> headers() {
        return headers;
    }

    /** The next block, without the empty line that ends it. */
    String next() throws IOException {
        int end = unread.indexOf("\n\n");
        while (end < 0) {
            String chunk = chunk();
            if (chunk.isEmpty()) {
                throw new IOException("the stream has ended after: " + unread);
            }
            unread.append(chunk);
            end = unread.indexOf("\n\n");
        }
        String block = unread.substring(0, end);
        unread.delete(0, end + 2);
        return block;
    }

    /** The next change, whatever else comes before it. */
    String nextChange() throws IOException {
        String block = next();
        while (!block.startsWith("id: ")) {
            block = next();
        }
        return block;
    }

    /** The last change before the stream is quiet. */
    String lastChangeBeforeQuiet(String first) throws IOException {
        String last = first;
        String block = next();
        while (!block.startsWith("event: alive")) {
            last = block;
            block = next();
        }
        return last;
    }

    /** What comes until the stream ends, but for what says that the server is alive. */
    String rest() throws IOException {
        for (String chunk = chunk(); !chunk.isEmpty(); chunk = chunk()) {
            unread.append(chunk);
        }
        return unread.toString();
    }

    /** Empty at the end. */
    private String chunk() throws IOException {
        int size = Integer.parseInt(WireClient.line(in), 16);
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.write(in.readNBytes(size));
        WireClient.line(in);
        return chunk.toString(StandardCharsets.UTF_8);
    }

    static String id(String change) {
        return change.substring("id: ".length(), change.indexOf('\n'));
    }

    /** A string of the data. */
    static String field(String change, String name) {
        var value = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(change);
        if (!value.find()) {
            throw new IllegalStateException("no " + name + " in " + change);
        }
        return value.group(1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
