package io.tocsin.server.durability;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;

/** Requests to a server that may be killed meanwhile. Immutable. */
final class Exchanges {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final HttpAnswer NONE = new HttpAnswer(HttpAnswer.NO_ANSWER, new TreeMap<>(), new byte[0]);

    private final Lives lives;
    private final Violations violations;

    Exchanges(Lives lives, Violations violations) {
        this.lives = lives;
        this.violations = violations;
    }

    HttpAnswer post(InetSocketAddress server, String path, JsonNode body) {
        return send(server, HttpExchange.post(path, body.toString()));
    }

    HttpAnswer delete(InetSocketAddress server, String path) {
        return send(server, new HttpExchange("DELETE", path, Map.of(), null));
    }

    HttpAnswer get(InetSocketAddress server, String path) {
        return send(server, HttpExchange.get(path));
    }

    HttpAnswer send(InetSocketAddress server, HttpExchange request) {
        int life = lives.current().number();
        HttpAnswer answer;
        try {
            answer = request.sendTo(server);
        } catch (UncheckedIOException ignored) {
            // Nobody listens there: it was killed.
            answer = NONE;
        }
        boolean isServing = lives.isServing() && lives.current().number() == life;
        if (answer.status() >= 400 && isServing) {
            byte[] body = request.body();
            violations.add(
                    Rule.REFUSED,
                    request.method() + " " + request.target() + ": " + answer.status() + " " + answer.text(),
                    body == null ? "" : new String(body, UTF_8));
        }
        return answer;
    }

    static JsonNode json(HttpAnswer answer) {
        return json(answer.text());
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    /**
     * Whether the whole answer came: 200, and a body that its length or its last chunk ends. A kill cuts answers short.
     */
    static boolean isWhole(HttpAnswer answer) {
        String length = answer.headers().get("Content-Length");
        return answer.status() == 200 && (length == null || Integer.parseInt(length) == answer.body().length);
    }
}
