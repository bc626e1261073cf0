package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole way with a real Prometheus: a scraped target goes down, its alert is pending, then firing, and leaves as exactly
 * one notification; the target comes back, and exactly one more says so.
 */
@Tag("waits")
final class PrometheusEndToEndIT {
    /** Longer than a busy machine may be late with scrapes. */
    private static final Duration FOR = Duration.ofSeconds(6);

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final Duration GROUP_WAIT = Duration.ofSeconds(1);

    /** Several resends by Prometheus and several ticks of the group, in which nothing more may be sent. */
    private static final Duration QUIET = Duration.ofSeconds(7);

    private static final String RULES = """
            groups:
            - name: availability
              rules:
              - alert: TargetDown
                expr: up == 0
                for: 6s
                labels: {severity: page}
                annotations:
                  summary: '{{ $labels.instance }} of {{ $labels.job }} is <down> & out'
                  value: '{{ $value }}'
            """;

    @Test
    void installedPrometheus_targetDownAndUp_oneFiringAndOneResolvedNotification(@TempDir Path folder)
            throws Exception {
        check(Programs.installed("prometheus", "tocsin.require.prometheus"), folder);
    }

    @Test
    @Tag("oracle")
    void newestPrometheus_targetDownAndUp_oneFiringAndOneResolvedNotification(@TempDir Path folder) throws Exception {
        check(Programs.peer("prometheus"), folder);
    }

    private static void check(Path program, Path folder) throws Exception {
        try (var target = new ScrapeTarget();
                var receiver = new WebhookReceiver();
                var alertmanager = startAlertmanager(folder, receiver);
                var prometheus = PrometheusProcess.start(
                        program, Files.createDirectory(folder.resolve("p")), config(alertmanager, target), RULES)) {
            await().atMost(SOON).until(() -> target.scrapes() > 1);
            assertThat(receiver.received()).isEmpty();

            target.goDown();
            await().atMost(SOON).until(() -> alertState(prometheus), "firing"::equals);
            var firing = onlyNotification(receiver, 1);
            checkFiring(firing, target, activeAt(prometheus));
            assertThat(prometheus
                            .get("/api/v1/query?query=count_over_time(ALERTS%7Balertstate=%22pending%22%7D%5B10m%5D)")
                            .text())
                    .contains("\"alertstate\":\"pending\"");
            checkApi(alertmanager);

            Instant up = Instant.now();
            target.comeBack();
            var resolved = onlyNotification(receiver, 2);
            checkResolved(resolved, firing, up);
            assertThat(alertmanager.get("/api/v2/alerts").text()).isEqualTo("[]\n");
        }
    }

    private static AlertmanagerProcess startAlertmanager(Path folder, WebhookReceiver receiver) throws Exception {
        String config = """
                route: {receiver: team, group_by: [alertname], group_wait: 1s, group_interval: 1s, repeat_interval: 1h}
                receivers:
                - name: team
                  webhook_configs: [{url: %s/hook}]
                """.formatted(receiver.url());
        Path own = Files.createDirectory(folder.resolve("a"));
        return AlertmanagerProcess.start(Programs.tocsin(), own, config, List.of())
                .awaitReady();
    }

    private static String config(AlertmanagerProcess alertmanager, ScrapeTarget target) {
        return """
                global:
                  scrape_interval: 1s
                  scrape_timeout: 1s
                  evaluation_interval: 1s
                  external_labels: {cluster: test, replica: a}
                rule_files: [rules.yml]
                alerting:
                  alert_relabel_configs: [{regex: replica, action: labeldrop}]
                  alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]
                scrape_configs:
                - job_name: shop
                  static_configs: [{targets: ['127.0.0.1:%d'], labels: {team: infra}}]
                """.formatted(alertmanager.address().getPort(), target.port());
    }

    private static String alertState(PrometheusProcess prometheus) {
        return json(prometheus.get("/api/v1/alerts").text())
                .at("/data/alerts/0/state")
                .asText();
    }

    private static Instant activeAt(PrometheusProcess prometheus) {
        return Instant.parse(json(prometheus.get("/api/v1/alerts").text())
                        .at("/data/alerts/0/activeAt")
                        .asText())
                // Alerts are sent with as many digits.
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /** Waits for the notification with this number, and then long enough to know that it stays the last. */
    private static WebhookReceiver.Received onlyNotification(WebhookReceiver receiver, int number)
            throws InterruptedException {
        await().atMost(SOON).until(() -> receiver.received().size() >= number);
        Thread.sleep(QUIET.toMillis());
        assertThat(receiver.received()).hasSize(number);
        return receiver.received().get(number - 1);
    }

    private static void checkFiring(WebhookReceiver.Received notification, ScrapeTarget target, Instant activeAt) {
        JsonNode body = json(notification.body());
        String instance = "127.0.0.1:" + target.port();
        assertThat(notification.path()).isEqualTo("/hook");
        assertThat(body.at("/status").asText()).isEqualTo("firing");
        assertThat(body.at("/notification_reason").asText()).isEqualTo("first notification");
        assertThat(body.at("/groupKey").asText()).isEqualTo("{}:{alertname=\"TargetDown\"}");
        assertThat(body.at("/externalURL").asText()).isEqualTo(AlertmanagerProcess.EXTERNAL_URL);
        assertThat(body.at("/alerts")).hasSize(1);
        JsonNode alert = body.at("/alerts/0");
        assertThat(alert.at("/status").asText()).isEqualTo("firing");
        assertThat(alert.at("/labels")).isEqualTo(json("""
                {"alertname":"TargetDown","cluster":"test","instance":"%s","job":"shop","severity":"page","team":"infra"}
                """.formatted(instance)));
        assertThat(alert.at("/annotations")).isEqualTo(json("""
                {"summary":"%s of shop is <down> & out","value":"0"}
                """.formatted(instance)));
        assertThat(alert.at("/generatorURL").asText())
                .isEqualTo("http://prometheus.test:9090/graph?g0.expr=up+%3D%3D+0&g0.tab=1");
        assertThat(alert.at("/endsAt").asText()).isEqualTo("0001-01-01T00:00:00Z");
        assertThat(body.at("/commonLabels")).isEqualTo(alert.at("/labels"));
        assertThat(body.at("/commonAnnotations")).isEqualTo(alert.at("/annotations"));

        Instant startsAt = Instant.parse(alert.at("/startsAt").asText());
        assertThat(startsAt).isAfterOrEqualTo(activeAt.plus(FOR));
        assertThat(notification.at()).isAfterOrEqualTo(startsAt.plus(GROUP_WAIT));
    }

    private static void checkApi(AlertmanagerProcess alertmanager) {
        JsonNode alerts =
                json(alertmanager.get("/api/v2/alerts?filter=severity%3Dpage").text());
        assertThat(alerts).hasSize(1);
        assertThat(alerts.at("/0/status/state").asText()).isEqualTo("active");
        JsonNode groups = json(alertmanager.get("/api/v2/alerts/groups").text());
        assertThat(groups.at("/0/alerts")).hasSize(1);
        assertThat(groups.at("/0/labels").toString()).isEqualTo("{\"alertname\":\"TargetDown\"}");
    }

    private static void checkResolved(
            WebhookReceiver.Received notification, WebhookReceiver.Received firing, Instant up) {
        JsonNode body = json(notification.body());
        assertThat(body.at("/status").asText()).isEqualTo("resolved");
        assertThat(body.at("/notification_reason").asText()).isEqualTo("all alerts resolved");
        assertThat(body.at("/alerts")).hasSize(1);
        JsonNode alert = body.at("/alerts/0");
        JsonNode before = json(firing.body()).at("/alerts/0");
        for (String same : List.of("labels", "startsAt", "fingerprint", "generatorURL")) {
            assertThat(alert.path(same)).as(same).isEqualTo(before.path(same));
        }
        assertThat(alert.at("/status").asText()).isEqualTo("resolved");
        assertThat(Instant.parse(alert.at("/endsAt").asText())).isBetween(up, notification.at());
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
