package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server on the loopback address that writes down what it is asked and answers what it was told to. */
final class FakeServer implements AutoCloseable {
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private volatile Headers lastHeaders = new Headers();

    private record Answer(int status, String body) {}

    FakeServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    /** Answers requests that begin like this, such as {@code GET /api/v2/alerts}; the longest of several counts. */
    FakeServer answering(String request, int status, String body) {
        answers.put(request, new Answer(status, body));
        return this;
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Method, target and body of each. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** A header of the last request; empty without it. */
    String header(String name) {
        return lastHeaders.getOrDefault(name, List.of("")).get(0);
    }

    AmtoolRun run(String... words) {
        return AmtoolRun.of(AmtoolRun.join(List.of("--alertmanager.url=" + url(), "--no-version-check"), words));
    }

    AmtoolRun reading(String input, String... words) {
        return AmtoolRun.reading(
                input, AmtoolRun.join(List.of("--alertmanager.url=" + url(), "--no-version-check"), words));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8).strip();
            String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            lastHeaders = exchange.getRequestHeaders();
            requests.add(body.isEmpty() ? request : request + " " + body);
            Answer answer = answerTo(request + " " + body);
            byte[] text = answer.body().getBytes(UTF_8);
            exchange.sendResponseHeaders(answer.status(), text.length == 0 ? -1 : text.length);
            exchange.getResponseBody().write(text);
        }
    }

    private Answer answerTo(String request) {
        return answers.entrySet().stream()
                .filter(entry -> request.startsWith(entry.getKey()))
                .max(Map.Entry.comparingByKey((a, b) -> a.length() - b.length()))
                .map(Map.Entry::getValue)
                .orElse(new Answer(200, "[]"));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
