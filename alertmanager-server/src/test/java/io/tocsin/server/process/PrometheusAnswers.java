package io.tocsin.server.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** What a server answers below {@code /prometheus/api/v1/}. */
final class PrometheusAnswers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PrometheusAnswers() {}

    static JsonNode json(AlertmanagerProcess server, String path) {
        try {
            return JSON.readTree(server.get("/prometheus/api/v1/" + path).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What an expression gives now. */
    static JsonNode results(AlertmanagerProcess server, String expression) {
        return json(server, "query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .at("/data/result");
    }

    /** Of the first result; missing if there is none. */
    static JsonNode value(AlertmanagerProcess server, String expression) {
        return results(server, expression).at("/0/value/1");
    }

    /** The first alerting rule. */
    static JsonNode rule(AlertmanagerProcess server) {
        return json(server, "rules?type=alert").at("/data/groups/0/rules/0");
    }
}
