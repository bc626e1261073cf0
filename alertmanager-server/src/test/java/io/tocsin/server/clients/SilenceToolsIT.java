package io.tocsin.server.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tocsin.server.process.HttpAnswer;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that silence on somebody's behalf: kthxbye, which extends acknowledgements while the alert fires, and
 * Nagstamon, whose requests are Python's.
 *
 * @see "kthxbye: cmd/kthxbye; Nagstamon: Servers/Alertmanager"
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SilenceToolsIT {
    private static final String JOB = "[{\"name\":\"job\",\"value\":\"a\",\"isRegex\":false,\"isEqual\":true}]";
    private static final Map<String, String> PYTHON = Map.of(
            "User-Agent", "python-requests/2.32.3",
            "Accept-Encoding", "gzip, deflate",
            "Accept", "*/*",
            "Content-Type", "application/json");

    private ClientServer server;

    @BeforeAll
    void start(@TempDir Path folder) {
        server = ClientServer.start(folder, "route: { receiver: team }\nreceivers: [{ name: team }]\n");
        server.fire("{\"alertname\":\"Down\",\"job\":\"a\",\"severity\":\"critical\"}");
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** It posts back the whole object that it was given, with another end. */
    @Test
    void kthxbye_extendsInPlace() {
        String id = server.silence(JOB, "ACK! me");
        ObjectNode silence = (ObjectNode) server.read("/api/v2/silence/" + id);
        Instant end = Instant.now().plusSeconds(7200);
        silence.put("endsAt", end.toString());

        HttpAnswer answer = server.post("/api/v2/silences", silence.toString());

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(ClientServer.json(answer.text()).path("silenceID").asText()).isEqualTo(id);
        JsonNode extended = server.read("/api/v2/silence/" + id);
        assertThat(Instant.parse(extended.path("endsAt").asText()).getEpochSecond())
                .isEqualTo(end.getEpochSecond());
        assertThat(extended.path("comment").asText()).isEqualTo("ACK! me");
        JsonNode alert = server.read("/api/v2/alerts?filter=job%3Da").get(0);
        assertThat(alert.at("/status/silencedBy")).extracting(JsonNode::asText).contains(id);
    }

    /** Python's times have six digits and no zone, which is UTC. */
    @Test
    void nagstamon_downtime_isSet() {
        String start = LocalDateTime.ofInstant(Instant.now(), ZoneOffset.UTC)
                .withNano(123_456_000)
                .toString();
        String body = "{\"matchers\": [{\"name\": \"job\", \"value\": \"n\", \"isRegex\": false}], \"startsAt\": \""
                + start + "\", \"endsAt\": \"" + Instant.now().plusSeconds(3600)
                + "\", \"comment\": \"Nagstamon downtime\", \"createdBy\": \"Nagstamon\"}";

        HttpAnswer answer = server.send("POST", "/api/v2/silences", PYTHON, body);

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        String id = ClientServer.json(answer.text()).path("silenceID").asText();
        JsonNode silence = server.read("/api/v2/silence/" + id);
        assertThat(silence.at("/matchers/0/isEqual").asBoolean()).isTrue();
        assertThat(silence.at("/status/state").asText()).isIn("active", "pending");
    }

    @Test
    void nagstamon_alerts_haveWhatItReads() {
        JsonNode alert =
                server.read("/api/v2/alerts?filter=severity%3D%22critical%22").get(0);

        for (String field : new String[] {"updatedAt", "startsAt", "fingerprint", "generatorURL"}) {
            assertThat(alert.path(field).asText()).as(field).isNotEmpty();
        }
        assertThat(alert.at("/status/state").asText()).isIn("active", "suppressed");
    }

    /** What the original refuses is refused, before anything is silenced. */
    @Test
    void body_withoutItsType_isRefused() {
        int before = server.read("/api/v2/silences").size();
        String body = ClientServer.silenceBody("", JOB, "untyped", 60);

        for (Map<String, String> headers : List.<Map<String, String>>of(
                Map.of(),
                Map.of("Content-Type", "application/x-www-form-urlencoded"),
                Map.of("Content-Type", "text/plain"))) {
            assertThat(server.send("POST", "/api/v2/silences", headers, body).status())
                    .isEqualTo(415);
        }
        assertThat(server.read("/api/v2/silences")).hasSize(before);
    }

    @Test
    void expire_again_isNoError() {
        String id = server.silence("[{\"name\":\"once\",\"value\":\"1\",\"isRegex\":false}]", "c");

        assertThat(server.delete("/api/v2/silence/" + id).status()).isEqualTo(200);
        assertThat(server.delete("/api/v2/silence/" + id).status()).isEqualTo(200);
        assertThat(server.delete("/api/v2/silence/00000000-0000-4000-8000-000000000000")
                        .status())
                .isEqualTo(404);
    }
}
