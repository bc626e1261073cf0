package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Receives notifications on a port of its own and keeps them in the order of arrival. Answers 200 at once, unless told
 * otherwise for a path.
 *
 * <p>Thread-safe: requests arrive on the threads of the HTTP server.
 */
public final class WebhookReceiver implements AutoCloseable {
    private final Map<String, List<Answer>> answers;
    private final List<Received> received = new ArrayList<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    /**
     * What arrived.
     *
     * @param at when the whole body was there
     */
    public record Received(Instant at, String path, String contentType, String userAgent, String body) {}

    /** How one request is answered: after the pause, with the status. */
    public record Answer(int status, Duration pause) {
        static final Answer OK = new Answer(200, Duration.ZERO);
    }

    public WebhookReceiver() {
        this(Map.of());
    }

    /** A receiver that answers the first requests to a path as listed, and later ones with 200. */
    public WebhookReceiver(Map<String, List<Answer>> answers) {
        this.answers = answers;
        server = LoopbackServer.start(threads, this::receive);
    }

    private void receive(com.sun.net.httpserver.HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        Instant now = Instant.now();
        String path = exchange.getRequestURI().toString();
        Answer answer;
        synchronized (received) {
            var headers = exchange.getRequestHeaders();
            received.add(
                    new Received(now, path, headers.getFirst("Content-Type"), headers.getFirst("User-Agent"), body));
            int index = counts.merge(path, 1, Integer::sum) - 1;
            List<Answer> listed = answers.getOrDefault(path, List.of());
            answer = index < listed.size() ? listed.get(index) : Answer.OK;
        }
        try {
            Thread.sleep(answer.pause().toMillis());
            exchange.sendResponseHeaders(answer.status(), -1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException ignored) {
            // The sender gave up during the pause, which is what some tests want.
        } finally {
            exchange.close();
        }
    }

    /** The base URL, without a slash at the end. */
    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What has arrived so far, in the order of arrival. */
    public List<Received> received() {
        synchronized (received) {
            return List.copyOf(received);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
