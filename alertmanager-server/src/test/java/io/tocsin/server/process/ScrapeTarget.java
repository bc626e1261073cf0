package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Something that Prometheus scrapes, and that can fail. Thread-safe: scraped on threads of the HTTP server. */
final class ScrapeTarget implements AutoCloseable {
    private final HttpServer server;
    private final AtomicInteger scrapes = new AtomicInteger();
    /** Written by the test, read by the server's thread. */
    private volatile boolean up = true;

    /** Written by the test, read by the server's thread. */
    private volatile Supplier<String> served = () -> "# TYPE orders_total counter\norders_total 1\n";

    ScrapeTarget() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/metrics", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        byte[] metrics = served.get().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(up ? 200 : 503, metrics.length);
        exchange.getResponseBody().write(metrics);
        exchange.close();
        scrapes.incrementAndGet();
    }

    /** @param metrics in the text format, for the scrapes that follow */
    void serve(String metrics) {
        serve(() -> metrics);
    }

    /** As the other one, with what there is when a scrape comes. */
    void serve(Supplier<String> metrics) {
        served = metrics;
    }

    void goDown() {
        up = false;
    }

    void comeBack() {
        up = true;
    }

    int scrapes() {
        return scrapes.get();
    }

    int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
