package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/**
 * Targets that would end whoever scrapes them, each at a path of its own: by sending more than there is room for, or by what
 * becomes of it. Those that are about the latter send little. Answers on as many threads as it needs.
 */
final class HostileTarget implements AutoCloseable {
    private static final int PIECE_BYTES = 64 * 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private final Map<String, AtomicInteger> asked = new ConcurrentHashMap<>();

    /** Writes a body of a length that nobody knows. */
    private interface Body {
        /** @param times how often this path was asked before */
        void write(OutputStream out, int times) throws IOException, InterruptedException;
    }

    HostileTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        byte[] bomb = bomb();
        on("/endless", (out, times) -> repeat(out, "endless{n=\"%\"} 1\n", Integer.MAX_VALUE));
        on("/drip", HostileTarget::drip);
        on("/metadata", (out, times) -> repeat(out, "# TYPE m" + times + "x% gauge\n", 5_000));
        on("/dropped", (out, times) -> repeat(out, "dropped{t=\"" + times + "\",n=\"%\"} 1\n", 4_000));
        on("/spellings", (out, times) -> repeat(out, "spelt{e%=\"\"} 1\n", 50_000));
        on("/labels", (out, times) -> {
            out.write("labels{".getBytes(UTF_8));
            repeat(out, "l%=\"\",", 12_000);
            out.write("} 1\n".getBytes(UTF_8));
        });
        on("/values", (out, times) -> repeat(out, "long{t=\"" + times + "x%" + "v".repeat(60_000) + "\"} 1\n", 2));
        on("/times", (out, times) -> repeat(out, "timed 1 %\n", 5_000));
        on("/large", (out, times) -> {
            repeat(out, "# " + "c".repeat(1000) + "\n", 1_500);
            out.write("large 1\n".getBytes(UTF_8));
        });
        server.createContext("/bomb", exchange -> {
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            send(exchange, (out, times) -> out.write(bomb));
        });
        server.createContext("/hang", exchange -> {
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.createContext("/loop", exchange -> {
            exchange.getResponseHeaders().set("Location", exchange.getRequestURI() + "x");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.createContext("/headers", exchange -> {
            for (int i = 0; i < 20_000; i++) {
                exchange.getResponseHeaders().set("H" + i, "1");
            }
            send(exchange, (out, times) -> {});
        });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    private void on(String path, Body body) {
        server.createContext(path, exchange -> send(exchange, body));
    }

    private void send(HttpExchange exchange, Body body) throws IOException {
        String path = exchange.getRequestURI().getPath();
        int times = asked.computeIfAbsent(path, key -> new AtomicInteger()).getAndIncrement();
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        try {
            exchange.sendResponseHeaders(200, 0);
            body.write(exchange.getResponseBody(), times);
        } catch (IOException ignored) {
            // Whoever asked has had enough.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            exchange.close();
        }
    }

    /** @param form with {@code %} for the number of the line */
    private static void repeat(OutputStream out, String form, int count) throws IOException {
        StringBuilder piece = new StringBuilder();
        for (int i = 0; i < count; i++) {
            piece.append(form.replace("%", Integer.toString(i)));
            if (piece.length() > PIECE_BYTES) {
                out.write(piece.toString().getBytes(UTF_8));
                piece.setLength(0);
            }
        }
        out.write(piece.toString().getBytes(UTF_8));
    }

    private static void drip(OutputStream out, int times) throws IOException, InterruptedException {
        for (int i = 0; i < 600; i++) {
            out.write('#');
            out.flush();
            Thread.sleep(100);
        }
    }

    /** A few hundred kilobytes that become a few hundred megabytes. */
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            byte[] lines = "\n".repeat(1 << 20).getBytes(UTF_8);
            for (int i = 0; i < 200; i++) {
                out.write(lines);
            }
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
