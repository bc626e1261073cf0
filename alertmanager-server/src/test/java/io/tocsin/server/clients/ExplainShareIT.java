package io.tocsin.server.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.process.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What explain says of an alert where its group is told something else: over the API of the real server. */
final class ExplainShareIT {
    private static final String CONFIG = """
            route: { receiver: default, group_by: [alertname], group_wait: 0s, group_interval: 1h }
            receivers:
              - name: default
                webhook_configs:
                  - { url: %s, max_alerts: 1 }
                  - { url: %<s, send_resolved: false }
            """;

    @Test
    void whatOneAlertIsToEachIntegration(@TempDir Path folder) {
        try (WebhookReceiver receiver = new WebhookReceiver();
                ClientServer server = ClientServer.start(folder, CONFIG.formatted(receiver.url()))) {
            server.fire("{\"alertname\":\"X\",\"i\":\"1\"}", "{\"alertname\":\"X\",\"i\":\"2\"}");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> verdicts(server, "2").equals(List.of("already_notified", "already_notified")));

            assertThat(shares(server, "1")).containsExactly("shown", "shown");
            assertThat(shares(server, "2")).containsExactly("counted", "shown");
            assertThat(explanation(server, "2").path("text").asText())
                    .contains("; this alert is only counted there (max_alerts 1)");

            server.silence("[{\"name\":\"i\",\"value\":\"1\",\"isRegex\":false}]", "moving the rack");
            assertThat(shares(server, "1")).containsExactly("kept_back", "kept_back");

            assertThat(server.post(
                                    "/api/v2/alerts",
                                    "[{\"labels\":{\"alertname\":\"X\",\"i\":\"1\"},\"endsAt\":\"" + Instant.now()
                                            + "\"}]")
                            .status())
                    .isEqualTo(200);
            assertThat(shares(server, "1")).containsExactly("resolve_dropped", "resolve_unwanted");
            assertThat(explanation(server, "1").path("text").asText())
                    .containsPattern(
                            "-> default: resolved while silenced by .* until .*; webhook\\[0\\] is not told that it is"
                                    + " resolved if it is still muted at .*; webhook\\[1\\] is not told of resolved alerts"
                                    + " \\(send_resolved: false\\)\n");
        }
    }

    private static JsonNode explanation(ClientServer server, String i) {
        return server.read("/api/tocsin/v1/explain?filter=i%3D" + i).at("/explanations/0");
    }

    private static List<String> shares(ClientServer server, String i) {
        return explanation(server, i).at("/destinations/0/integrations").findValuesAsText("share");
    }

    private static List<String> verdicts(ClientServer server, String i) {
        return explanation(server, i).at("/destinations/0/integrations").findValuesAsText("verdict");
    }
}
