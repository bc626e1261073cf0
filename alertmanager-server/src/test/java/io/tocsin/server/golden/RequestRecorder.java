package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import javax.net.ssl.SSLSocketFactory;

/**
 * An HTTP server that keeps every request as it came, and a proxy that plays the server behind it: what is sent to {@code
 * https://slack.com} through it arrives here, too.
 *
 * <p>Thread-safe: each connection has a thread of its own.
 */
final class RequestRecorder implements AutoCloseable {
    private final ServerSocket listener;
    private final SSLSocketFactory tls;
    private final Function<Request, Answer> answers;
    private final List<Request> requests = new ArrayList<>();

    /**
     * A request.
     *
     * @param headers lines in the order and case in which they came
     */
    record Request(String method, String target, List<String> headers, String body) {}

    record Answer(int status, String contentType, String body) {}

    /** @param tls for connections that ask for a server behind this one */
    RequestRecorder(SSLSocketFactory tls, Function<Request, Answer> answers) throws IOException {
        this.listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
        this.tls = tls;
        this.answers = answers;
        Connections.accept("request recorder", listener, this::serve);
    }

    /** The base URL, without a slash at the end. */
    String url() {
        return "http://127.0.0.1:" + listener.getLocalPort();
    }

    /** What has arrived so far, in the order of arrival. */
    List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    private void serve(Socket socket) throws IOException {
        InputStream in = new BufferedInputStream(socket.getInputStream());
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            String[] start = line.split(" ", 3);
            List<String> headers = headers(in);
            if (start[0].equals("CONNECT")) {
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\n\r\n".getBytes(ISO_8859_1));
                serve(Connections.secured(socket, tls));
                return;
            }
            var request = new Request(start[0], start[1], headers, body(headers, in));
            synchronized (requests) {
                requests.add(request);
            }
            Answer answer = answers.apply(request);
            byte[] body = answer.body().getBytes(UTF_8);
            String head = "HTTP/1.1 " + answer.status() + " Status\r\nContent-Type: " + answer.contentType()
                    + "\r\nContent-Length: " + body.length + "\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(ISO_8859_1));
            socket.getOutputStream().write(body);
        }
    }

    private static List<String> headers(InputStream in) throws IOException {
        var headers = new ArrayList<String>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            headers.add(line);
        }
        return headers;
    }

    private static String body(List<String> headers, InputStream in) throws IOException {
        if (headers.stream().anyMatch(header -> header.equalsIgnoreCase("Transfer-Encoding: chunked"))) {
            var body = new ByteArrayOutputStream();
            for (int size = chunkSize(in); size > 0; size = chunkSize(in)) {
                body.writeBytes(in.readNBytes(size));
                line(in);
            }
            line(in);
            return body.toString(UTF_8);
        }
        return headers.stream()
                .filter(header -> header.regionMatches(true, 0, "Content-Length:", 0, 15))
                .findFirst()
                .map(header -> read(in, Integer.parseInt(header.substring(15).trim())))
                .orElse("");
    }

    private static int chunkSize(InputStream in) throws IOException {
        return Integer.parseInt(line(in), 16);
    }

    private static String read(InputStream in, int size) {
        try {
            return new String(in.readNBytes(size), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without its end; empty at the end of the stream, too. */
    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.write(b);
        }
        return line.toString(ISO_8859_1).replace("\r", "");
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
