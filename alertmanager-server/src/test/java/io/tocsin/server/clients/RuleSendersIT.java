package io.tocsin.server.clients;

import static io.tocsin.server.clients.ClientServer.encode;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.process.HttpAnswer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Who evaluates rules and posts alerts: Prometheus and those that use its code (Mimir, Loki, Cortex), Thanos Ruler, vmalert.
 * A real Prometheus posts in {@code PrometheusEndToEndIT}.
 *
 * @see "prometheus: notifier; thanos: pkg/alert; VictoriaMetrics: app/vmalert/notifier"
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RuleSendersIT {
    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678901234Z");
    private static final String GENERATOR = "http://rules.test:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1";

    private ClientServer server;

    /**
     * @param userAgent of its version; Go's own where it sets none
     * @param body with START and END for those of the alert
     */
    record Sender(String name, String path, String userAgent, String body) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Each writes its fields in another order and its times with other precision. */
    static Stream<Sender> senders() {
        return Stream.of(
                new Sender(
                        "Prometheus",
                        "/am/api/v2/alerts",
                        "Prometheus/3.5.3",
                        "[{\"annotations\":{\"summary\":\"<down> & out\"},\"endsAt\":\"END\",\"startsAt\":\"START\","
                                + "\"generatorURL\":\"" + GENERATOR
                                + "\",\"labels\":{\"alertname\":\"Prometheus\",\"job\":\"a\"}}]\n"),
                new Sender(
                        "Thanos",
                        "/am/api/v2/alerts",
                        "Thanos/0.39.2",
                        "[{\"annotations\":{\"summary\":\"<down> & out\"},\"endsAt\":\"END\","
                                + "\"startsAt\":\"START\",\"generatorURL\":\"" + GENERATOR
                                + "\",\"labels\":{\"alertname\":\"Thanos\",\"job\":\"a\"}}]"),
                new Sender(
                        "vmalert",
                        "/am/api/v2/alerts",
                        "Go-http-client/1.1",
                        "[{\"startsAt\":\"START\",\"generatorURL\": \"" + GENERATOR
                                + "\",\"endsAt\":\"END\",\"labels\": {\"alertname\":\"vmalert\", \"job\":\"a\"},"
                                + "\"annotations\": {\"summary\":\"\\u003cdown\\u003e \\u0026 out\"}}]"));
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ClientServer.start(
                folder, "route: { receiver: team }\nreceivers: [{ name: team }]\n", "--web.route-prefix=/am");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpAnswer post(Sender sender, Instant end) {
        var headers = new TreeMap<>(Map.of(
                "Content-Type", "application/json",
                "User-Agent", sender.userAgent(),
                "Accept-Encoding", "gzip"));
        return server.send(
                "POST",
                sender.path(),
                headers,
                sender.body().replace("START", START.toString()).replace("END", end.toString()));
    }

    private JsonNode alerts(Sender sender) {
        return server.read("/am/api/v2/alerts?filter=" + encode("alertname=\"" + sender.name() + "\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("senders")
    void alert_firingThenResolved_isTaken(Sender sender) {
        Instant end = Instant.now().plusSeconds(240).truncatedTo(ChronoUnit.MILLIS);

        HttpAnswer firing = post(sender, end);

        // vmalert takes 200 alone for success.
        assertThat(firing.status()).as(firing.text()).isEqualTo(200);
        assertThat(firing.body()).isEmpty();
        assertThat(alerts(sender)).hasSize(1);
        JsonNode alert = alerts(sender).get(0);
        assertThat(alert.path("startsAt").asText()).isEqualTo("2026-01-02T03:04:05.678Z");
        assertThat(Instant.parse(alert.path("endsAt").asText())).isEqualTo(end);
        assertThat(alert.path("generatorURL").asText()).isEqualTo(GENERATOR);
        assertThat(alert.at("/annotations/summary").asText()).isEqualTo("<down> & out");
        assertThat(alert.at("/labels/job").asText()).isEqualTo("a");

        HttpAnswer resolved = post(sender, Instant.now().minusSeconds(1));
        assertThat(resolved.status()).isEqualTo(200);
        assertThat(alerts(sender)).isEmpty();
    }

    /** vmalert leaves out the end of an alert that has none, and the annotations may be none. */
    @Test
    void alert_withoutItsEnd_firesForResolveTimeout() {
        Sender sender = new Sender(
                "endless",
                "/am/api/v2/alerts",
                "Go-http-client/1.1",
                "[{\"startsAt\":\"START\",\"generatorURL\": \"\",\"labels\": {\"alertname\":\"endless\"},\"annotations\": {}}]");

        assertThat(post(sender, Instant.EPOCH).status()).isEqualTo(200);

        Instant end = Instant.parse(alerts(sender).get(0).path("endsAt").asText());
        assertThat(end).isBetween(Instant.now().plusSeconds(240), Instant.now().plusSeconds(300));
    }

    /** A rule that produces a bad label must not take its neighbours with it: Prometheus counts the batch as failed. */
    @Test
    void batch_withOneBadAlert_keepsTheOthers() {
        HttpAnswer answer = server.post(
                "/am/api/v2/alerts",
                "[{\"labels\":{\"alertname\":\"good\"}},{\"labels\":{\"alertname\":\"\"}},"
                        + "{\"labels\":{\"alertname\":\"good2\"}}]");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(server.read("/am/api/v2/alerts?filter=" + encode("alertname=~\"good.*\"")))
                .hasSize(2);
    }

    /** Old senders, and a vmalert with {@code -notifier.url} that lacks the prefix, are told so. */
    @Test
    void path_ofTheOldApiOrWithoutThePrefix_isRefused() {
        assertThat(server.post("/am/api/v1/alerts", "[]").status()).isEqualTo(410);
        assertThat(server.post("/api/v2/alerts", "[]").status()).isEqualTo(404);
    }
}
