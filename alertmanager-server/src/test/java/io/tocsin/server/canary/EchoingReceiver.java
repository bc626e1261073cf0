package io.tocsin.server.canary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.server.process.LoopbackServer;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A receiver that repeats all it was sent, URL and headers, with the status that the path begins with: {@code /500/...};
 * a redirect leads to the same path below {@code /400}. Thread-safe.
 */
final class EchoingReceiver implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Integer> answered = new ConcurrentSkipListSet<>();

    EchoingReceiver() {
        // One thread for each: who speaks another protocol, as SOCKS, and waits for an answer must not hold up the
        // others.
        server = LoopbackServer.start(threads, this::answer);
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String uri = exchange.getRequestURI().toString();
        int status = Integer.parseInt(exchange.getRequestURI().getPath().split("/")[1]);
        StringBuilder said = new StringBuilder("no " + uri + " for");
        exchange.getRequestHeaders().forEach((name, values) -> said.append(' ' + name + ": " + values));
        if (status / 100 == 3) {
            exchange.getResponseHeaders().set("Location", "/400" + uri.substring(4));
        }
        byte[] body = said.toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
        answered.add(status);
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** The statuses that were given so far. */
    Set<Integer> answered() {
        return answered;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
