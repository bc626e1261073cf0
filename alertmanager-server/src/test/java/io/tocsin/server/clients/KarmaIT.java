package io.tocsin.server.clients;

import static io.tocsin.server.clients.ClientServer.silenceBody;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.process.HttpAnswer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * karma's minute: the version from the metrics, then silences and groups; and what its users do, from the browser directly
 * or through its proxy.
 *
 * @see "karma: internal/alertmanager, internal/mapper/v017, ui/src/Components/SilenceModal"
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KarmaIT {
    private static final String ORIGIN = "https://karma.example.org";
    private static final Map<String, String> POLL = Map.of("User-Agent", "karma/0.133.0", "Accept-Encoding", "gzip");
    private static final Pattern VERSION = Pattern.compile("alertmanager_build_info\\{[^}]*version=\"([^\"]*)\"");
    private static final Pattern SEMANTIC = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)(-.*)?");

    private ClientServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ClientServer.start(
                folder,
                "route: { receiver: team, group_by: [alertname] }\nreceivers: [{ name: team }]\n",
                "--web.cors.origin=https://karma\\.example\\.org");
        server.fire("{\"alertname\":\"Down\",\"job\":\"a\"}", "{\"alertname\":\"Down\",\"job\":\"b\"}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** As Go's client does: it asks for gzip by itself, and unpacks what comes so. */
    private String poll(String path) {
        HttpAnswer answer = server.send("GET", path, POLL, "");
        assertThat(answer.status()).as(path).isEqualTo(200);
        if (!"gzip".equals(answer.headers().get("Content-Encoding"))) {
            return answer.text();
        }
        try (var in = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** It refuses versions below 0.22.0, and panics on what is none. */
    @Test
    void version_isRecentEnough() {
        Matcher version = VERSION.matcher(poll("/metrics"));

        assertThat(version.find()).isTrue();
        Matcher numbers = SEMANTIC.matcher(version.group(1));
        assertThat(numbers.matches()).as(version.group(1)).isTrue();
        assertThat(Integer.parseInt(numbers.group(1)) * 1000 + Integer.parseInt(numbers.group(2)))
                .isGreaterThanOrEqualTo(22);
    }

    @Test
    void groups_haveWhatItMaps() {
        String id = server.silence("[{\"name\":\"job\",\"value\":\"b\",\"isRegex\":false}]", "ticket-1");

        JsonNode group = ClientServer.json(poll("/api/v2/alerts/groups")).get(0);

        assertThat(group.at("/labels/alertname").asText()).isEqualTo("Down");
        assertThat(group.at("/receiver/name").asText()).isEqualTo("team");
        assertThat(group.path("alerts")).hasSize(2);
        for (JsonNode alert : group.path("alerts")) {
            assertThat(alert.path("startsAt").asText()).matches(ClientServer.TIME);
            assertThat(alert.at("/annotations/summary").asText()).isEqualTo("s");
            assertThat(alert.path("fingerprint").asText()).matches("[0-9a-f]{16}");
            assertThat(alert.path("generatorURL").asText()).isEqualTo("http://prometheus.test/graph");
            assertThat(alert.at("/status/inhibitedBy").isArray()).isTrue();
        }
        assertThat(group.at("/alerts/0/status/state").asText()).isEqualTo("active");
        assertThat(group.at("/alerts/1/status/state").asText()).isEqualTo("suppressed");
        assertThat(group.at("/alerts/1/status/silencedBy/0").asText()).isEqualTo(id);
    }

    @Test
    void silences_haveWhatItMaps() {
        String id = server.silence(
                "[{\"name\":\"x\",\"value\":\"y.*\",\"isRegex\":true,\"isEqual\":false},"
                        + "{\"name\":\"z\",\"value\":\"1\",\"isRegex\":false}]",
                "https://tickets.example.org/1");

        JsonNode silence = ClientServer.json("{}");
        for (JsonNode each : ClientServer.json(poll("/api/v2/silences"))) {
            silence = each.path("id").asText().equals(id) ? each : silence;
        }

        assertThat(silence.path("createdBy").asText()).isEqualTo("me");
        assertThat(silence.path("comment").asText()).isEqualTo("https://tickets.example.org/1");
        assertThat(silence.path("startsAt").asText()).matches(ClientServer.TIME);
        assertThat(silence.path("endsAt").asText()).matches(ClientServer.TIME);
        assertThat(silence.at("/matchers/0"))
                .isEqualTo(ClientServer.json("{\"isEqual\":false,\"isRegex\":true,\"name\":\"x\",\"value\":\"y.*\"}"));
        assertThat(silence.at("/matchers/1/isEqual").asBoolean()).isTrue();
    }

    /** Without its proxy the browser talks to the server itself; the page is of another origin. */
    @Test
    void browser_ofItsPage_mayCreateAndExpire() {
        for (String method : List.of("POST", "DELETE")) {
            HttpAnswer preflight = server.send(
                    "OPTIONS",
                    method.equals("POST") ? "/api/v2/silences" : "/api/v2/silence/00000000-0000-4000-8000-000000000000",
                    Map.of(
                            "Origin",
                            ORIGIN,
                            "Access-Control-Request-Method",
                            method,
                            "Access-Control-Request-Headers",
                            "content-type"),
                    "");
            assertThat(preflight.status()).isBetween(200, 204);
            assertThat(preflight.headers().get("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
            assertThat(preflight.headers().get("Access-Control-Allow-Methods")).contains(method);
            assertThat(preflight.headers().get("Access-Control-Allow-Headers")).containsIgnoringCase("content-type");
        }
        HttpAnswer created = fromItsPage(
                "POST",
                "/api/v2/silences",
                silenceBody(
                        "", "[{\"name\":\"browser\",\"value\":\"1\",\"isRegex\":false,\"isEqual\":true}]", "c", 60));
        assertThat(created.status()).as(created.text()).isEqualTo(200);
        assertThat(created.headers().get("Access-Control-Allow-Origin")).isEqualTo(ORIGIN);
        String id = ClientServer.json(created.text()).path("silenceID").asText();
        assertThat(fromItsPage("DELETE", "/api/v2/silence/" + id, "").status()).isEqualTo(200);
        assertThat(fromItsPage("DELETE", "/api/v2/silence/" + id, "").status())
                .as("expired twice")
                .isEqualTo(200);
    }

    private HttpAnswer fromItsPage(String method, String path, String body) {
        var headers = new TreeMap<>(Map.of("Origin", ORIGIN, "Sec-Fetch-Site", "cross-site"));
        if (!body.isEmpty()) {
            headers.put("Content-Type", "application/json");
        }
        return server.send(method, path, headers, body);
    }
}
