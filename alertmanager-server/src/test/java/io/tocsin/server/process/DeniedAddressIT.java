package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The receiver address policy of the real server. */
final class DeniedAddressIT {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String FAILED =
            "alertmanager_notifications_failed_total{integration=\"webhook\",reason=\"%s\"} ";

    private static final String CONFIG = """
            route: { receiver: hook, group_wait: 0s, group_interval: 1h }
            receivers: [{ name: hook, webhook_configs: [{ url: "%s/CANARY" }] }]
            """;

    @Test
    void webhook_nameOfADeniedAddress_failsOnceAndForGood(@TempDir Path folder) {
        try (var receiver = new WebhookReceiver();
                var server = start(
                        folder,
                        receiver.url().replace("127.0.0.1", "localhost"),
                        "--notify.deny-cidr=10.0.0.0/8,::1/128",
                        "--notify.deny-cidr=127.0.0.0/8")) {
            await().atMost(LONG).until(() -> metrics(server).contains(FAILED.formatted("clientError") + "1"));

            assertThat(receiver.received()).isEmpty();
            assertThat(server.log())
                    .containsPattern("level=ERROR .*hook/webhook\\[0]: notify retry canceled due to unrecoverable error"
                            + " after 1 attempts: Post .*: connect: the address is in (127\\.0\\.0\\.0/8|::1/128),"
                            + " which --notify.deny-cidr denies")
                    .doesNotContain("CANARY");
            assertThat(server.get("/api/tocsin/v1/explain?filter=alertname%3Dx").text())
                    .contains("webhook[0] FAILED at ", "\"failed\":{\"at\":\"", "\"reason\":\"clientError\"")
                    .doesNotContain("CANARY");
            assertThat(metrics(server))
                    .contains(
                            "alertmanager_notification_requests_total{integration=\"webhook\"} 1",
                            FAILED.formatted("other") + "0");
        }
    }

    @Test
    void webhook_otherAddress_isTold(@TempDir Path folder) {
        try (var receiver = new WebhookReceiver();
                var server = start(
                        folder,
                        receiver.url().replace("127.0.0.1", "localhost"),
                        "--notify.deny-cidr=10.0.0.0/8,169.254.0.0/16")) {
            await().atMost(LONG).until(() -> !receiver.received().isEmpty());
            assertThat(server.log()).doesNotContain("level=ERROR");
        }
    }

    private static AlertmanagerProcess start(Path folder, String url, String... flags) {
        var server = AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG.formatted(url), List.of(flags))
                .awaitReady();
        HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                .sendTo(server.address());
        return server;
    }

    private static String metrics(AlertmanagerProcess server) {
        return server.get("/metrics").text();
    }
}
