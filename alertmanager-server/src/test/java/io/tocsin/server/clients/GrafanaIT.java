package io.tocsin.server.clients;

import static io.tocsin.server.clients.ClientServer.encode;
import static io.tocsin.server.clients.ClientServer.silenceBody;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.process.HttpAnswer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Grafana's Alertmanager data source: its "Save and test", its alerting pages, and Grafana as a sender of alerts.
 *
 * @see "Grafana: public/app/plugins/datasource/alertmanager, pkg/services/ngalert/api/lotex_am.go, ngalert/sender"
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GrafanaIT {
    private static final String CONFIG = """
            route: { receiver: team, group_by: [alertname], group_wait: 1h }
            receivers: [{ name: team }, { name: "other receiver" }]
            """;

    /** Grafana's proxy, which is written in Go, passes these on. */
    private static final Map<String, String> PROXY = Map.of(
            "User-Agent", "Grafana/12.1.0",
            "Accept", "application/json, text/plain, */*",
            "X-Grafana-Org-Id", "1",
            "X-Forwarded-For", "192.0.2.1");

    private ClientServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ClientServer.start(folder, CONFIG);
        server.fire("{\"alertname\":\"Down\",\"job\":\"a \\\"b\\\"\"}", "{\"alertname\":\"Slow\",\"job\":\"web\"}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private int status(String path) {
        return server.send("GET", path, PROXY, "").status();
    }

    /** A 200 below {@code /alertmanager} would mean Mimir or Cortex, and fail the test of the data source. */
    @Test
    void saveAndTest_ofImplementationPrometheus_succeeds() {
        assertThat(status("/api/v1/status/buildinfo")).isNotEqualTo(200);
        assertThat(status("/alertmanager/api/v2/status")).isEqualTo(404);
        assertThat(status("/alertmanager")).isEqualTo(404);
        assertThat(status("/api/v2/status")).isEqualTo(200);
    }

    /** The default of the data source: it wants the prefix, and nothing at the root. */
    @Test
    void saveAndTest_ofImplementationMimir_succeedsWithThePrefix(@TempDir Path folder) {
        try (var prefixed = ClientServer.start(folder, CONFIG, "--web.route-prefix=/alertmanager")) {
            assertThat(prefixed.send("GET", "/api/v2/status", PROXY, "").status())
                    .isEqualTo(404);
            assertThat(prefixed.send("GET", "/alertmanager/api/v2/status", PROXY, "")
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void statusPage_hasWhatItReads() {
        JsonNode status = server.read("/api/v2/status");

        assertThat(status.at("/cluster/status").isTextual()).isTrue();
        assertThat(status.at("/cluster/peers").isArray()).isTrue();
        assertThat(status.at("/config/original").asText()).startsWith("global:").contains("receiver: team");
        assertThat(Instant.parse(status.at("/uptime").asText())).isBefore(Instant.now());
        for (String field : new String[] {"branch", "buildDate", "buildUser", "goVersion", "revision", "version"}) {
            assertThat(status.at("/versionInfo/" + field).isTextual()).as(field).isTrue();
        }
    }

    /** Matchers in the filter box are sent with their values quoted, quotes in them escaped. */
    @Test
    void alertList_filtersAndStates_areHonoured() {
        JsonNode found = server.read("/api/v2/alerts?silenced=true&active=true&inhibited=true&unprocessed=true&filter="
                + encode("job=\"a \\\"b\\\"\""));

        assertThat(found).hasSize(1);
        JsonNode alert = found.get(0);
        assertThat(alert.at("/labels/alertname").asText()).isEqualTo("Down");
        assertThat(alert.at("/status/state").asText()).isEqualTo("active");
        assertThat(alert.at("/status/silencedBy").isArray()).isTrue();
        assertThat(alert.at("/status/inhibitedBy").isArray()).isTrue();
        assertThat(alert.at("/receivers/0/name").asText()).isEqualTo("team");
        for (String field : new String[] {"startsAt", "updatedAt", "endsAt"}) {
            assertThat(alert.path(field).asText()).as(field).matches(ClientServer.TIME);
        }
        assertThat(server.read("/api/v2/alerts?silenced=false&active=false&inhibited=false"))
                .isEmpty();
    }

    @Test
    void groupsPage_hasWhatItReads() {
        JsonNode groups = server.read("/api/v2/alerts/groups?receiver=" + encode("team")
                + "&active=true&silenced=true&inhibited=true&filter=" + encode("alertname=~\"Down|Slow\""));

        assertThat(groups).hasSize(2);
        for (JsonNode group : groups) {
            assertThat(group.at("/receiver/name").asText()).isEqualTo("team");
            assertThat(group.at("/labels/alertname").asText()).isIn("Down", "Slow");
            assertThat(group.path("alerts")).hasSize(1);
            assertThat(group.at("/alerts/0/fingerprint").asText()).matches("[0-9a-f]{16}");
        }
        assertThat(server.read("/api/v2/alerts/groups?receiver=" + encode("other receiver")))
                .isEmpty();
    }

    /** What Grafana adds for its own server is no parameter of ours. */
    @Test
    void silences_createEditExpire_asThePagesDo() {
        String matchers = "[{\"name\":\"job\",\"value\":\"a\",\"isRegex\":false,\"isEqual\":true}]";
        String id = server.silence(matchers, "created");

        JsonNode shown = server.read("/api/v2/silence/" + id + "?ruleMetadata=true&accesscontrol=true");
        assertThat(shown.path("id").asText()).isEqualTo(id);
        assertThat(shown.at("/status/state").asText()).isEqualTo("active");
        assertThat(shown.path("matchers")).isEqualTo(ClientServer.json(matchers));

        String changed = "[{\"name\":\"job\",\"value\":\"b\",\"isRegex\":true,\"isEqual\":false}]";
        HttpAnswer edited = server.post("/api/v2/silences", silenceBody(id, changed, "edited", 600));
        String successor = ClientServer.json(edited.text()).path("silenceID").asText();
        assertThat(successor).isNotEqualTo(id);
        assertThat(state(id)).isEqualTo("expired");
        assertThat(state(successor)).isEqualTo("active");
        assertThat(server.delete("/api/v2/silence/" + successor).status()).isBetween(200, 299);
        assertThat(state(successor)).isEqualTo("expired");
        assertThat(server.read("/api/v2/silences?ruleMetadata=true&accesscontrol=true"))
                .extracting(silence -> silence.path("id").asText())
                .contains(id, successor);
    }

    private String state(String id) {
        return server.read("/api/v2/silence/" + id).at("/status/state").asText();
    }

    /** The original refuses it, too: the body is YAML under no type that an Alertmanager takes. */
    @Test
    void testAlert_throughTheProxy_isRefusedByItsType() {
        HttpAnswer answer = server.send("POST", "/api/v2/alerts", PROXY, "- labels:\n    alertname: TestAlert\n");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(server.read("/api/v2/alerts?filter=alertname%3DTestAlert")).isEmpty();
    }

    /** Grafana sends its own alerts with Prometheus's code, with passwords that stand in the URL. */
    @Test
    void grafanaManagedAlerts_arePosted() {
        var headers = Map.of(
                "User-Agent", "Grafana/12.1.0",
                "Content-Type", "application/json",
                "Authorization", "Basic Z3JhZmFuYTpzZWNyZXQ=");
        String body = "[{\"annotations\":{\"__dashboardUid__\":\"d\",\"__orgId__\":\"1\",\"__value_string__\":\"\"},"
                + "\"endsAt\":\"" + Instant.now().plusSeconds(240) + "\",\"startsAt\":\"2026-01-01T00:00:00.000Z\","
                + "\"generatorURL\":\"http://grafana.test/alerting/grafana/u1/view?orgId=1\","
                + "\"labels\":{\"__alert_rule_uid__\":\"u1\",\"alertname\":\"Managed\",\"grafana_folder\":\"A / B\"}}]";

        assertThat(server.send("POST", "/api/v2/alerts", headers, body).status())
                .isEqualTo(200);

        JsonNode alert =
                server.read("/api/v2/alerts?filter=alertname%3DManaged").get(0);
        assertThat(alert.at("/labels/grafana_folder").asText()).isEqualTo("A / B");
        assertThat(alert.path("startsAt").asText()).isEqualTo("2026-01-01T00:00:00.000Z");
        assertThat(alert.path("generatorURL").asText()).endsWith("/alerting/grafana/u1/view?orgId=1");
    }
}
