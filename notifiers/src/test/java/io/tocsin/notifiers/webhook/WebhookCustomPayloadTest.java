package io.tocsin.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.pipeline.SendResult.Delivered;
import io.tocsin.core.pipeline.SendResult.Rejected;
import io.tocsin.notifiers.contract.NotifierBench;
import io.tocsin.notifiers.contract.RealTemplates;
import io.tocsin.notifiers.contract.SentRecordings;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.RecordingServer;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class WebhookCustomPayloadTest {
    private static final SettingsFixture<WebhookConfig> FIXTURE =
            new SettingsFixture<>(WebhookIntegrationType.INSTANCE);

    /** Deviation D-236. */
    private static final String RENDERED_TWICE = "{{ `{{ .Status }}` }}";

    private final NotifierBench bench = new NotifierBench();
    private final RecordingServer server = RecordingServer.plain(bench.vertx);

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    static Stream<List<String>> recorded() {
        return SentRecordings.of("webhook-payloads").filter(row -> !row.get(0).contains(RENDERED_TWICE));
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void send_recorded_isWhatTheOriginalPosts(List<String> row) {
        String answer = SentRecordings.unescaped(row.get(1));

        SendResult result = send(SentRecordings.unescaped(row.get(0)));

        if (answer.startsWith("! ")) {
            assertThat(result).isInstanceOf(Rejected.class);
            assertThat(((Rejected) result).message()).isEqualTo(answer.substring(2));
        } else {
            assertThat(result).isInstanceOf(Delivered.class);
            assertThat(server.last().body()).isEqualTo(answer + "\n");
        }
    }

    @Test
    void send_templatesInValuesAndNames_areRendered() {
        send("{'{{ .Status }}': ['{{ .Status }}', {a: 'is {{ .Status }}'}]}");

        assertThat(server.last().body()).isEqualTo("{\"firing\":[\"firing\",{\"a\":\"is firing\"}]}\n");
    }

    @Test
    void send_renderedTextIsATemplate_isNotRenderedAgain() {
        send("{a: '{\"x\": \"" + RENDERED_TWICE + "\"}'}");

        assertThat(server.last().body()).isEqualTo("{\"a\":{\"x\":\"{{ .Status }}\"}}\n");
    }

    @Test
    void send_structureOfManyValues_isRefused() {
        String bomb = "'{a: &a [x,x,x,x,x,x,x,x,x,x], b: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a],"
                + " c: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b], d: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c],"
                + " e: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]}'";

        assertThat(send(bomb))
                .isEqualTo(new Rejected(
                        FailureReason.OTHER,
                        "failed to render custom payload: a template became more than 100000 values, or more than 400 levels of"
                                + " them"));
    }

    private SendResult send(String payload) {
        Object read = FIXTURE.accept("url: 'http://h', payload: " + payload).payload();
        WebhookConfig config = new WebhookConfig(
                true, HttpConfig.DEFAULT, SecretOrFile.of(Secret.of(server.url("/"))), 0, Duration.ZERO, read);
        return NotifierBench.send(
                new WebhookNotifier(config, bench.environment(RealTemplates.builtIn())), notification());
    }

    private static Notification notification() {
        Labels name = Labels.of("alertname", "A");
        return new Notification(
                "p",
                "{}:{alertname=\"A\"}",
                name,
                Labels.EMPTY,
                NotificationReason.FIRST_NOTIFICATION,
                List.of(TestNotifications.firing(
                        Labels.of("alertname", "A", "severity", "500"),
                        Labels.of("on", "yes", "summary", "<s>"),
                        "2026-01-01T00:00:00Z",
                        "")),
                Map.of(),
                TestNotifications.NOW,
                TestNotifications.NOW.plusSeconds(10));
    }
}
