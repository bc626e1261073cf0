package io.tocsin.benchmarks.e2e;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A target with {@value #SERIES} series, all of which move: 8 000 counters of processors, 1 000 gauges and the 1 000
 * buckets of a hundred histograms. Each scraper has a path of its own. Answers 503 until it is {@linkplain #open opened}.
 */
final class SyntheticExporter implements AutoCloseable {
    static final int SERIES = 10_000;

    private static final int PROCESSORS = 1_000;
    private static final List<String> MODES =
            List.of("idle", "user", "system", "iowait", "irq", "softirq", "steal", "nice");
    private static final int DEVICES = 10;
    private static final List<String> BOUNDS =
            List.of("0.005", "0.01", "0.05", "0.1", "0.25", "0.5", "1.0", "2.5", "5.0", "+Inf");
    private static final int HANDLERS = 100;
    private static final double GAUGE_MAX = 100;

    private final HttpServer server;
    private final Map<String, AtomicLong> scrapes = new ConcurrentHashMap<>();
    private volatile boolean isOpen;

    SyntheticExporter() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    InetSocketAddress address() {
        return server.getAddress();
    }

    void open() {
        isOpen = true;
    }

    /** How often a path has been asked for since it was opened. */
    long scrapes(String path) {
        return counter(path).get();
    }

    private AtomicLong counter(String path) {
        return scrapes.computeIfAbsent(path, each -> new AtomicLong());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!isOpen) {
                exchange.sendResponseHeaders(503, -1);
                return;
            }
            long scrape = counter(exchange.getRequestURI().getPath()).incrementAndGet();
            byte[] body = text(scrape).getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** The same for everybody who asks as often. */
    private static String text(long scrape) {
        StringBuilder text = new StringBuilder(1 << 20);
        text.append("# TYPE cpu counter\n");
        for (int processor = 0; processor < PROCESSORS; processor++) {
            for (int mode = 0; mode < MODES.size(); mode++) {
                text.append("cpu{cpu=\"").append(processor).append("\",mode=\"").append(MODES.get(mode));
                text.append("\"} ")
                        .append(scrape * (mode + 1) * 0.37 + processor)
                        .append('\n');
            }
        }
        text.append("# TYPE node_gauge gauge\n");
        for (int gauge = 0; gauge < PROCESSORS; gauge++) {
            text.append("node_gauge{node=\"n").append(gauge / DEVICES).append("\",device=\"sd");
            text.append(gauge % DEVICES).append("\"} ");
            text.append((gauge * 7L + scrape * 13 * (gauge % 3 + 1)) % (10 * GAUGE_MAX) / 10)
                    .append('\n');
        }
        text.append("# TYPE latency histogram\n");
        for (int handler = 0; handler < HANDLERS; handler++) {
            for (int bound = 0; bound < BOUNDS.size(); bound++) {
                text.append("latency_bucket{handler=\"/h").append(handler).append("\",le=\"");
                text.append(BOUNDS.get(bound)).append("\"} ");
                text.append(scrape * (bound + 1) * (handler + 3)).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
