package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Every field of every answer, and its type: those that API v2 names, no other. Clients that are made from its description
 * fail on a missing field, and some on an unknown one.
 *
 * @see "Upstream: the models of API v2, v0.34.0"
 */
final class AnswerFieldsTest {
    private static final String JSON = "Content-Type: application/json";
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    private static final List<String> ALERT = List.of(
            "annotations: map",
            "endsAt: time",
            "fingerprint: text",
            "labels: map",
            "receivers[].name: text",
            "startsAt: time",
            "status.inhibitedBy[]: text",
            "status.mutedBy[]",
            "status.silencedBy[]: text",
            "status.state: text",
            "updatedAt: time");
    private static final List<String> SILENCE = List.of(
            "comment: text",
            "createdBy: text",
            "endsAt: time",
            "id: text",
            "matchers[].isEqual: boolean",
            "matchers[].isRegex: boolean",
            "matchers[].name: text",
            "matchers[].value: text",
            "startsAt: time",
            "status.state: text",
            "updatedAt: time");

    private final RunningApi running = new RunningApi(
            Options.DEFAULT.with((AlertStatuses) alert -> new AlertStatus(List.of("silence"), List.of("source"))));

    @AfterEach
    void stop() {
        running.close();
    }

    private JsonNode post(String path, String body) {
        return json(running.client.send("POST", path, body, JSON).body());
    }

    private SortedSet<String> get(String path) {
        return fields(json(running.client.get(path).body()));
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    @Test
    void alerts_minimal_haveWhatIsRequired() {
        post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]");
        assertThat(get("/api/v2/alerts")).containsExactlyElementsOf(all("[].", ALERT));
    }

    @Test
    void alerts_withUrl_showIt() {
        post(
                "/api/v2/alerts",
                "[{\"labels\":{\"a\":\"x\"},\"generatorURL\":\"http://x.test\",\"annotations\":{\"b\":\"c\"}}]");
        assertThat(get("/api/v2/alerts")).containsExactlyElementsOf(all("[].", ALERT, "generatorURL: text"));
    }

    @Test
    void groups_haveTheirLabelsAndReceiver() {
        post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]");
        SortedSet<String> expected = all("[].alerts[].", ALERT);
        expected.addAll(List.of("[].labels: map", "[].receiver.name: text", "[].routeLabels: map"));
        assertThat(get("/api/v2/alerts/groups")).containsExactlyElementsOf(expected);
    }

    @Test
    void silences_minimal_haveWhatIsRequired() {
        JsonNode created = silence("");
        assertThat(fields(created)).containsExactly("silenceID: text");
        assertThat(get("/api/v2/silences")).containsExactlyElementsOf(all("[].", SILENCE));
        assertThat(get("/api/v2/silence/" + created.required("silenceID").asText()))
                .containsExactlyElementsOf(all("", SILENCE));
    }

    @Test
    void silences_withAnnotations_showThem() {
        silence(",\"annotations\":{\"k\":\"v\"}");
        assertThat(get("/api/v2/silences")).containsExactlyElementsOf(all("[].", SILENCE, "annotations: map"));
    }

    private JsonNode silence(String more) {
        return post("/api/v2/silences", """
                {"matchers":[{"name":"a","value":"1","isRegex":false}],"startsAt":"2026-01-01T00:00:00Z",
                 "endsAt":"2026-01-01T01:00:00Z","createdBy":"me","comment":"c"%s}""".formatted(more));
    }

    @Test
    void receivers_haveLabelsAndName() {
        assertThat(get("/api/v2/receivers")).containsExactly("[].labels: map", "[].name: text");
    }

    @Test
    void status_hasEveryPart() {
        assertThat(get("/api/v2/status"))
                .containsExactly(
                        "cluster.peers[]",
                        "cluster.status: text",
                        "config.original: text",
                        "uptime: time",
                        "versionInfo.branch: text",
                        "versionInfo.buildDate: text",
                        "versionInfo.buildUser: text",
                        "versionInfo.goVersion: text",
                        "versionInfo.revision: text",
                        "versionInfo.version: text");
    }

    @Test
    void errors_ofTheRules_areText_thoseOfTheFormHaveCodeAndMessage() {
        assertThat(fields(post("/api/v2/alerts", "[{\"labels\":{}}]"))).containsExactly(": text");
        assertThat(fields(post("/api/v2/alerts", "{"))).containsExactly("code: number", "message: text");
        assertThat(get("/api/v2/silence/x")).containsExactly("code: number", "message: text");
    }

    private static SortedSet<String> all(String prefix, List<String> fields, String... more) {
        SortedSet<String> all = new TreeSet<>();
        Stream.concat(fields.stream(), Stream.of(more)).forEach(field -> all.add(prefix + field));
        return all;
    }

    private static SortedSet<String> fields(JsonNode node) {
        SortedSet<String> fields = new TreeSet<>();
        collect(fields, "", node);
        return fields;
    }

    /** An empty list shows no elements; members of a map are names that somebody chose. */
    private static void collect(SortedSet<String> fields, String path, JsonNode node) {
        if (node.isArray() && node.isEmpty()) {
            fields.add(path + "[]");
        } else if (node.isArray()) {
            node.forEach(each -> collect(fields, path + "[]", each));
        } else if (node.isObject() && path.matches(".*([lL]abels|annotations)")) {
            assertThat(node).as(path).allMatch(JsonNode::isTextual);
            fields.add(path + ": map");
        } else if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                collect(fields, path.isEmpty() ? member.getKey() : path + "." + member.getKey(), member.getValue());
            }
        } else {
            fields.add(path + ": " + type(node));
        }
    }

    private static String type(JsonNode node) {
        if (node.isTextual()) {
            return TIME.matcher(node.asText()).matches() ? "time" : "text";
        }
        return node.isBoolean() ? "boolean" : node.isNumber() ? "number" : "unexpected " + node;
    }
}
