package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.process.WebhookReceiver.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers tested by the real amtool through the real server. */
final class ReceiverTestIT {
    private static final String PATH = "/api/tocsin/v1/receivers/unused/test";

    private static final String CONFIG = """
            route: { receiver: team }
            receivers:
              - name: team
                webhook_configs: [{ url: %s/good }, { url: %<s/s3cret-path }]
              - { name: unused, webhook_configs: [{ url: %<s/unused }] }
            """;

    private final WebhookReceiver receiver =
            new WebhookReceiver(Map.of("/s3cret-path", List.of(new Answer(404, Duration.ZERO))));

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        receiver.close();
    }

    private AlertmanagerProcess start(String... flags) {
        return AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG.formatted(receiver.url()), List.of(flags))
                .awaitReady();
    }

    private record Run(int status, String output) {
        static Run of(AlertmanagerProcess server, String... words) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(
                    Programs.tocsinAmtool().toString(), "--alertmanager.url=" + server.url(), "receiver", "test"));
            command.addAll(List.of(words));
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return new Run(process.exitValue(), output);
        }
    }

    @Test
    void test_integrationsOfAReceiver_areToldOnceAndReported() throws Exception {
        try (AlertmanagerProcess server = start("--web.permit=*=all")) {
            // when
            Run run = Run.of(server, "team", "DiskFull", "severity=page", "--annotation=summary=it is full");
            // then
            assertThat(run.status()).as(run.output()).isEqualTo(1);
            assertThat(run.output())
                    .containsPattern("webhook\\[0] +delivered +\\d+ ms")
                    .containsPattern("webhook\\[1] +failed +\\d+ ms +clientError: .*404")
                    .doesNotContain("s3cret");
            assertThat(receiver.received())
                    .hasSize(2)
                    .allSatisfy(received -> assertThat(received.body())
                            .contains("\"alertname\":\"DiskFull [TEST]\"")
                            .contains("\"summary\":\"it is full [TEST]\""));
            assertThat(server.log())
                    .contains("msg=\"Receiver tested\"")
                    .contains("identity=anonymous receiver=team integration=webhook[1] outcome=failed")
                    .doesNotContain("s3cret");
            assertThat(server.get("/metrics").text())
                    .contains("tocsin_receiver_tests_total{integration=\"webhook\",outcome=\"failed\"} 1.0")
                    .contains("alertmanager_notifications_total{integration=\"webhook\"} 0.0");
            assertThat(server.get("/api/v2/alerts").text()).isEqualTo("[]\n");
        }
    }

    @Test
    void test_receiverThatNoRouteUses_isToldToo() throws Exception {
        try (AlertmanagerProcess server = start("--web.permit=*=all")) {
            Run run = Run.of(server, "unused");
            assertThat(run.status()).as(run.output()).isZero();
            assertThat(receiver.received())
                    .singleElement()
                    .satisfies(received -> assertThat(received.body())
                            .contains("ReceiverTest [TEST]", "Test of the receiver unused [TEST]"));
        }
    }

    @Test
    void test_byAnonymousCallers_needsAFlag() throws Exception {
        try (AlertmanagerProcess server = start()) {
            Run run = Run.of(server, "team");
            assertThat(run.status()).isEqualTo(1);
            assertThat(run.output()).contains("\"anonymous\" has no permission to test; --web.permit grants it");
            assertThat(receiver.received()).isEmpty();
        }
    }

    @Test
    void test_manyAtOnce_areLimited() {
        try (AlertmanagerProcess server = start("--web.permit=*=all")) {
            int refused = 0;
            for (int i = 0; i < 20; i++) {
                HttpAnswer answer = new HttpExchange("POST", PATH, Map.of(), new byte[0]).sendTo(server.address());
                assertThat(answer.status()).isIn(200, 429);
                refused += answer.status() == 429 ? 1 : 0;
            }
            assertThat(refused).isBetween(1, 10);
            assertThat(receiver.received()).hasSize(20 - refused);
            assertThat(server.get("/metrics").text()).contains("tocsin_receiver_tests_refused_total " + refused + ".0");
        }
    }
}
