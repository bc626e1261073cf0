package io.tocsin.server.process;

import static io.tocsin.server.process.PrometheusAnswers.json;
import static io.tocsin.server.process.PrometheusAnswers.rule;
import static io.tocsin.server.process.PrometheusAnswers.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a target to a receiver in one process: scraped, evaluated, routed, notified. */
@Tag("waits")
final class EvaluatorIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ScrapeTarget database;
    private WebhookReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        database = new ScrapeTarget();
        receiver = new WebhookReceiver();
        uptime(100);
    }

    @AfterEach
    void stop() {
        database.close();
        receiver.close();
    }

    private void uptime(int seconds) {
        database.serve("# HELP mysql_uptime Seconds since the start.\n# TYPE mysql_uptime gauge\nmysql_uptime "
                + seconds + "\n");
    }

    /** A scrape that a busy machine is late with changes nothing: the rule sees the value before it. */
    private void configure(String hold) throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 200ms, external_labels: {region: north}}
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: mysql
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(database.port()));
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: mysql
                    rules:
                      - record: instance:mysql_uptime:max
                        expr: max by (instance) (last_over_time(mysql_uptime[5m]))
                      - alert: MysqlRestarted
                        expr: last_over_time(mysql_uptime[5m]) < 30
                        for: %s
                        labels: {severity: page}
                        annotations: {summary: 'up for {{ $value }} s'}
                """.formatted(hold));
    }

    private AlertmanagerProcess server(String... flags) {
        var all = new ArrayList<>(List.of(flags));
        all.add("--prometheus.config.file=" + folder.resolve("prometheus.yml"));
        String config = "route: {receiver: hook, group_wait: 0s, group_interval: 100ms}\n"
                + "receivers: [{name: hook, webhook_configs: [{url: '" + receiver.url() + "/'}]}]\n";
        return AlertmanagerProcess.start(Programs.tocsin(), folder, config, all).awaitReady();
    }

    @Test
    void target_conditionHolds_alertFiresAndResolves() throws IOException {
        configure("1s");
        try (var server = server()) {
            await().atMost(SOON)
                    .untilAsserted(() ->
                            assertThat(rule(server).at("/health").asText()).isEqualTo("ok"));
            assertThat(rule(server).at("/state").asText()).isEqualTo("inactive");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(json(server, "targets")
                                    .at("/data/activeTargets/0/health")
                                    .asText())
                            .isEqualTo("up"));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(
                                    value(server, "instance:mysql_uptime:max").asText())
                            .isEqualTo("100"));

            uptime(5);
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(rule(server).at("/state").asText()).isEqualTo("firing"));
            AlertSlots slots = AlertSlots.of(server);
            assertThat(slots.pending()).isNotEmpty();
            assertThat(slots.firing().get(0))
                    .isAfterOrEqualTo(slots.pending().get(0).plusSeconds(1));
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(receiver.received()).isNotEmpty());
            JsonNode told = JSON.readTree(receiver.received().get(0).body()).at("/alerts/0");
            assertThat(told.at("/status").asText()).isEqualTo("firing");
            assertThat(told.at("/labels").toString())
                    .isEqualTo("{\"alertname\":\"MysqlRestarted\",\"instance\":\"127.0.0.1:" + database.port()
                            + "\",\"job\":\"mysql\",\"region\":\"north\",\"severity\":\"page\"}");
            assertThat(told.at("/annotations/summary").asText()).isEqualTo("up for 5 s");
            assertThat(told.at("/generatorURL").asText())
                    .startsWith(AlertmanagerProcess.EXTERNAL_URL
                            + "/prometheus/graph?g0.expr=last_over_time%28mysql_uptime%5B5m%5D%29+%3C+30");
            assertThat(value(server, "ALERTS{alertstate=\"firing\"}").asText()).isEqualTo("1");

            uptime(100);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(receiver.received().stream().map(WebhookReceiver.Received::body))
                            .anyMatch(body -> body.contains("\"status\":\"resolved\"")));
            assertThat(rule(server).at("/state").asText()).isEqualTo("inactive");
        }
    }

    /** What is refused is named, and nothing of what was good beside it is in force. */
    @Test
    void reload_oneOfTheFilesIsBad_bothStay() throws Exception {
        configure("0s");
        Path rules = folder.resolve("rules.yml");
        Path routes = folder.resolve("alertmanager.yml");
        String otherRules = "groups: [{name: a, rules: [{record: b, expr: 'sum(up)'}]}]\n";
        String otherRoutes = "route: {receiver: other}\nreceivers: [{name: other}]\n";
        try (var server = server()) {
            String runningRoutes = Files.readString(routes);
            Files.writeString(rules, "groups: [{name: a, rules: [{record: b, expr: 'sum('}]}]\n");
            Files.writeString(routes, otherRoutes);
            HttpAnswer answer = reload(server);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text())
                    .contains("prometheus.yml", rules + ":1:", "unclosed left parenthesis")
                    .doesNotContain("alertmanager.yml");
            assertRunning(server, "hook", "instance:mysql_uptime:max");

            Files.writeString(rules, otherRules);
            Files.writeString(routes, runningRoutes.replace("receiver: hook", "receiver: nobody"));
            answer = reload(server);

            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.text())
                    .contains("undefined receiver \"nobody\"", routes + ":1:")
                    .doesNotContain("prometheus.yml", "rules.yml");
            assertRunning(server, "hook", "instance:mysql_uptime:max");

            Files.writeString(routes, otherRoutes);
            assertThat(reload(server).status()).isEqualTo(200);
            assertRunning(server, "other", "b");
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(value(server, "b").asText()).isEqualTo("1"));
        }
    }

    private static HttpAnswer reload(AlertmanagerProcess server) {
        return HttpExchange.post("/-/reload", "").sendTo(server.address());
    }

    private static void assertRunning(AlertmanagerProcess server, String receiver, String rule) throws IOException {
        assertThat(server.get("/api/v2/receivers").text()).contains("\"" + receiver + "\"");
        assertThat(json(server, "rules").at("/data/groups/0/rules/0/name").asText())
                .isEqualTo(rule);
    }

    /** The outage does not count, what was over of {@code for} before it does. */
    @Test
    void kill_whileAnAlertIsPending_itFiresAfterTheRestOfItsTime() throws Exception {
        Duration hold = Duration.ofSeconds(25);
        configure(hold.toSeconds() + "s");
        uptime(5);
        Duration passedAtLeast;
        Duration passedAtMost;
        try (var server = server()) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(rule(server).at("/state").asText()).isEqualTo("pending"));
            AlertSlots before = await().atMost(SOON)
                    .until(() -> AlertSlots.of(server), slots -> slots.passed().toSeconds() >= 4);
            // What is lost is what has come since the journal was written.
            StateProbe.awaitCommit(() -> server.get("/metrics").text());
            server.kill();
            passedAtLeast = before.passed();
            passedAtMost = before.passedAt(Instant.now());
        }
        assertThat(receiver.received()).as("fired before the outage").isEmpty();
        try (var server = server("--rules.alert.for-grace-period=0s")) {
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(receiver.received()).isNotEmpty());

            AlertSlots after = AlertSlots.of(server);
            assertThat(after.passedAtFirst()).isBetween(passedAtLeast, passedAtMost);
            Instant due = after.activeAt().plus(hold);
            assertThat(after.pending()).allSatisfy(slot -> assertThat(slot).isBefore(due));
            Instant fired = after.firing().get(0);
            assertThat(fired).as("the first evaluation that could").isEqualTo(evaluatedFrom(server, due));
            WebhookReceiver.Received told = receiver.received().get(0);
            assertThat(told.at()).isAfterOrEqualTo(fired);
            JsonNode alert = JSON.readTree(told.body()).at("/alerts/0");
            assertThat(alert.at("/status").asText()).isEqualTo("firing");
            assertThat(Instant.parse(alert.at("/startsAt").asText())).isEqualTo(fired);
        }
    }

    /** The first evaluation at that moment or later: each leaves what its recording rule came to. */
    private static Instant evaluatedFrom(AlertmanagerProcess server, Instant moment) {
        return AlertSlots.stored(server, "instance:mysql_uptime:max").stream()
                .filter(slot -> !slot.isBefore(moment))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void noFile_everythingBelowPrometheusSaysWhatTurnsItOn() {
        String config = "route: {receiver: a}\nreceivers: [{name: a}]\n";
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), folder, config, List.of())
                .awaitReady()) {
            for (String path : List.of("/prometheus/api/v1/query?query=1", "/prometheus/graph", "/prometheus/")) {
                HttpAnswer answer = server.get(path);
                assertThat(answer.status()).as(path).isEqualTo(404);
                assertThat(answer.text()).contains("--prometheus.config.file turns it on");
            }
            assertThat(server.get("/metrics").text()).doesNotContain("prometheus_rule");
        }
    }
}
