package io.tocsin.server.clients;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A running server as a client program sees it. */
final class ClientServer implements AutoCloseable {
    /** How every time in a body of the API is written. */
    static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");

    private final AlertmanagerProcess process;

    private ClientServer(AlertmanagerProcess process) {
        this.process = process;
    }

    static ClientServer start(Path folder, String config, String... flags) {
        return new ClientServer(AlertmanagerProcess.start(Programs.tocsin(), folder, config, List.of(flags))
                .awaitReady());
    }

    HttpAnswer send(String method, String path, Map<String, String> headers, String body) {
        return new HttpExchange(method, path, headers, body.isEmpty() ? null : body.getBytes(UTF_8))
                .sendTo(process.address());
    }

    HttpAnswer get(String path) {
        return process.get(path);
    }

    /** The body of a GET that must be answered 200 with JSON. */
    JsonNode read(String path) {
        HttpAnswer answer = get(path);
        assertThat(answer.status()).as(path + ": " + answer.text()).isEqualTo(200);
        assertThat(answer.headers().get("Content-Type")).as(path).isEqualTo("application/json");
        return json(answer.text());
    }

    HttpAnswer post(String path, String json) {
        return send("POST", path, JSON, json);
    }

    HttpAnswer delete(String path) {
        return send("DELETE", path, Map.of(), "");
    }

    /** Posts alerts that fire for an hour; each text holds the labels of one, as JSON. */
    void fire(String... labels) {
        Instant end = Instant.now().plusSeconds(3600);
        StringBuilder body = new StringBuilder("[");
        for (String each : labels) {
            body.append(body.length() == 1 ? "" : ",")
                    .append("{\"labels\":" + each + ",\"annotations\":{\"summary\":\"s\"},\"endsAt\":\"" + end
                            + "\",\"generatorURL\":\"http://prometheus.test/graph\"}");
        }
        assertThat(post("/api/v2/alerts", body.append("]").toString()).status()).isEqualTo(200);
    }

    /** Creates a silence for an hour and returns its id. */
    String silence(String matchers, String comment) {
        HttpAnswer answer = post("/api/v2/silences", silenceBody("", matchers, comment, 3600));
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return json(answer.text()).path("silenceID").asText();
    }

    /** @param id empty for a new one */
    static String silenceBody(String id, String matchers, String comment, long seconds) {
        Instant now = Instant.now();
        return "{" + (id.isEmpty() ? "" : "\"id\":\"" + id + "\",") + "\"matchers\":" + matchers + ",\"startsAt\":\""
                + now + "\",\"endsAt\":\"" + now.plusSeconds(seconds) + "\",\"createdBy\":\"me\",\"comment\":\""
                + comment + "\"}";
    }

    /** The base URL, without a slash at the end. */
    String url() {
        return process.url();
    }

    static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
