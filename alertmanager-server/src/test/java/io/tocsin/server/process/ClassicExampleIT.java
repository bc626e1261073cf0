package io.tocsin.server.process;

import static io.tocsin.server.process.PrometheusAnswers.json;
import static io.tocsin.server.process.PrometheusAnswers.results;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What everybody tries first, at its real pace: a database is started anew, and {@code mysql_uptime < 30} with {@code for:
 * 10s} is seen to be inactive, pending, firing and inactive again, scraped every 5 s and evaluated every 10 s.
 */
@Tag("waits")
final class ClassicExampleIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration INTERVAL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(3);

    /** What was seen from each side, without repetitions. */
    private final List<String> rules = new ArrayList<>();

    private final List<String> alerts = new ArrayList<>();
    private final List<String> series = new ArrayList<>();

    @TempDir
    private Path folder;

    @Test
    void uptime_fallsBelowThirty_isInactivePendingFiringAndInactive() throws Exception {
        try (ScrapeTarget database = new ScrapeTarget();
                WebhookReceiver receiver = new WebhookReceiver()) {
            startedAt(database, Instant.now().minusSeconds(1_000));
            configure(database.port());
            String config = "route: {receiver: hook, group_wait: 0s, group_interval: 1s}\n"
                    + "receivers: [{name: hook, webhook_configs: [{url: '" + receiver.url() + "/'}]}]\n";
            List<String> flags = List.of("--prometheus.config.file=" + folder.resolve("prometheus.yml"));
            try (var server = AlertmanagerProcess.start(Programs.tocsin(), folder, config, flags)
                    .awaitReady()) {
                await("an evaluation over what was scraped").atMost(LONGEST).untilAsserted(() -> {
                    look(server);
                    assertThat(query(server, "mysql_uptime").path("value")).isNotEmpty();
                    assertThat(rule(server).path("health").asText()).isEqualTo("ok");
                });
                // when
                startedAt(database, Instant.now());
                // then
                await("the end of the alert").atMost(LONGEST).untilAsserted(() -> {
                    look(server);
                    assertThat(rules).endsWith("firing", "inactive");
                    assertThat(receiver.received()).hasSize(2);
                });
                assertThat(rules).endsWith("inactive", "pending", "firing", "inactive");
                assertThat(alerts).containsExactly("", "pending", "firing", "");
                assertThat(series).containsExactly("", "pending", "firing", "");
                assertPace(server);
                assertTold(receiver.received());
            }
        }
    }

    /** The target shows the time since then. */
    private static void startedAt(ScrapeTarget database, Instant start) {
        database.serve(() -> "# TYPE mysql_uptime gauge\nmysql_uptime "
                + Duration.between(start, Instant.now()).toSeconds() + "\n");
    }

    private void configure(int port) throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 5s, evaluation_interval: 10s}
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: mysql
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(port));
        Files.writeString(folder.resolve("rules.yml"), """
                groups:
                  - name: mysql
                    rules:
                      - alert: MysqlRestarted
                        expr: mysql_uptime < 30
                        for: 10s
                """);
    }

    private void look(AlertmanagerProcess server) throws IOException {
        note(rules, rule(server).path("state").asText());
        note(alerts, json(server, "alerts").at("/data/alerts/0/state").asText());
        note(series, query(server, "ALERTS").at("/metric/alertstate").asText());
    }

    private static void note(List<String> seen, String now) {
        if (seen.isEmpty() || !seen.get(seen.size() - 1).equals(now)) {
            seen.add(now);
        }
    }

    private static void assertPace(AlertmanagerProcess server) throws IOException {
        List<Instant> slots = new ArrayList<>();
        rule(server)
                .path("evaluations")
                .forEach(each -> slots.add(0, Instant.parse(each.path("at").asText())));
        assertThat(slots).hasSizeGreaterThan(4);
        for (int i = 1; i < slots.size(); i++) {
            assertThat(slots.get(i)).isEqualTo(slots.get(i - 1).plus(INTERVAL));
        }
        JsonNode samples = query(server, "mysql_uptime[1m]").path("values");
        assertThat(samples.size()).isBetween(9, 12);
    }

    /** It has fired for a whole number of evaluations, and its end is that of the last one. */
    private static void assertTold(List<WebhookReceiver.Received> received) throws IOException {
        JsonNode firing = JSON.readTree(received.get(0).body()).at("/alerts/0");
        JsonNode resolved = JSON.readTree(received.get(1).body()).at("/alerts/0");
        assertThat(firing.path("status").asText()).isEqualTo("firing");
        assertThat(resolved.path("status").asText()).isEqualTo("resolved");
        assertThat(resolved.path("startsAt")).isEqualTo(firing.path("startsAt"));
        Duration lasted = Duration.between(
                Instant.parse(firing.path("startsAt").asText()),
                Instant.parse(resolved.path("endsAt").asText()));
        assertThat(lasted).isIn(INTERVAL, INTERVAL.multipliedBy(2), INTERVAL.multipliedBy(3));
    }

    private static JsonNode rule(AlertmanagerProcess server) throws IOException {
        return json(server, "rules?evaluations=true").at("/data/groups/0/rules/0");
    }

    /** The only series that an expression gives, or nothing. */
    private static JsonNode query(AlertmanagerProcess server, String expression) throws IOException {
        JsonNode result = results(server, expression);
        assertThat(result.size()).isLessThanOrEqualTo(1);
        return result.path(0);
    }
}
