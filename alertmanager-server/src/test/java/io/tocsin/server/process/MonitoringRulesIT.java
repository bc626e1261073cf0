package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Prometheus scrapes our {@code /metrics} and evaluates the rules of {@code examples/monitoring}: every series that
 * they, or the rules and dashboards made for Alertmanager, read is there, no rule is in error, and a receiver that refuses
 * notifications raises the alert that says so. Each alert about the cluster fires in the trouble that it is for.
 *
 * @see "Upstream: doc/alertmanager-mixin, v0.34.0, for the names"
 */
final class MonitoringRulesIT {
    /** Prometheus hands discovered targets to its scrapers only every five seconds. */
    private static final Duration SCRAPED_MAX = Duration.ofSeconds(60);

    /** Series that rules and dashboards for Alertmanager read, with the labels by which they group and filter. */
    private static final List<String> READ_BY_OTHERS = List.of(
            "alertmanager_config_last_reload_successful",
            "alertmanager_config_hash",
            "alertmanager_cluster_members",
            "alertmanager_cluster_failed_peers",
            "alertmanager_notifications_total{integration='email'}",
            "alertmanager_notifications_failed_total{integration='slack',reason='clientError'}",
            "alertmanager_notifications_failed_total{integration='slack',reason='authError'}",
            "alertmanager_notifications_failed_total{integration='slack',reason='rateLimited'}",
            "alertmanager_notification_requests_total{integration='webhook'}",
            "alertmanager_notification_requests_failed_total{integration='webhook'}",
            "alertmanager_notification_latency_seconds_bucket{integration='pagerduty',le='10.0'}",
            "alertmanager_notification_latency_seconds_sum{integration='pagerduty'}",
            "alertmanager_notification_latency_seconds_count{integration='pagerduty'}",
            "alertmanager_notifications_suppressed_total{reason='silence'}",
            "alertmanager_alerts{state='active'}",
            "alertmanager_alerts{state='suppressed'}",
            "alertmanager_alerts_received_total{status='firing',version='v2'}",
            "alertmanager_alerts_received_total{status='resolved',version='v2'}",
            "alertmanager_alerts_invalid_total{version='v2'}",
            "alertmanager_build_info{version=~'0[.]34[.].*'}",
            "alertmanager_silences{state='active'}",
            "alertmanager_integrations",
            "alertmanager_receivers",
            "alertmanager_nflog_queries_total",
            "alertmanager_nflog_snapshot_size_bytes",
            "alertmanager_silences_queries_total",
            "alertmanager_silences_gc_duration_seconds_count",
            "alertmanager_dispatcher_aggregation_groups",
            "alertmanager_http_requests_in_flight",
            "alertmanager_http_request_duration_seconds_bucket{handler='/metrics',method='get',code='200'}",
            "process_start_time_seconds",
            "process_resident_memory_bytes",
            "process_cpu_seconds_total",
            "process_open_fds");

    private static final Pattern METRIC = Pattern.compile("(?<![:\\w])(?:alertmanager|process|jvm|tocsin)_\\w+");

    @Test
    void installedPrometheus_evaluatesTheRules_findsEverySeries(@TempDir Path folder) throws Exception {
        check(Programs.installed("prometheus", "tocsin.require.prometheus"), folder);
    }

    @Test
    @Tag("oracle")
    void newestPrometheus_evaluatesTheRules_findsEverySeries(@TempDir Path folder) throws Exception {
        check(Programs.peer("prometheus"), folder);
    }

    private static void check(Path program, Path folder) throws Exception {
        var refusal = new WebhookReceiver.Answer(403, Duration.ZERO);
        try (var receiver = new WebhookReceiver(Map.of("/hook", Collections.nCopies(12, refusal)));
                var alertmanager = startAlertmanager(folder.resolve("a"), receiver, List.of());
                var peer = startAlertmanager(
                        folder.resolve("b"), receiver, List.of("--cluster.peer=" + alertmanager.clusterAddress()));
                var prometheus = PrometheusProcess.start(
                        program, Files.createDirectory(folder.resolve("p")), config(alertmanager), rules())) {
            assertThat(peer.clusterAddress()).isNotEqualTo(alertmanager.clusterAddress());
            await().atMost(SCRAPED_MAX).until(() -> isFound(prometheus, "rate(process_cpu_seconds_total[1m])"));
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                    .sendTo(alertmanager.address());
            await().atMost(SCRAPED_MAX)
                    .until(() -> state(prometheus, "AlertmanagerNotificationsFail"), "pending"::equals);

            // A scrape that a busy machine is late with takes its series away until the next one.
            await().atMost(SCRAPED_MAX).untilAsserted(() -> assertWatched(prometheus));
        }
    }

    private static void assertWatched(PrometheusProcess prometheus) {
        List<JsonNode> rules = allRules(prometheus);
        assertThat(rules).hasSizeGreaterThan(15).allSatisfy(MonitoringRulesIT::isHealthy);
        assertThat(missing(prometheus, metricsOf(rules))).isEmpty();
        assertThat(missing(prometheus, READ_BY_OTHERS)).isEmpty();
        assertThat(missing(prometheus, recordedBy(rules))).isEmpty();
        assertThat(raised(rules))
                .contains("AlertmanagerNotificationsFail", "AlertmanagerNotificationsFailEverywhere")
                .doesNotContain(
                        "AlertmanagerDown",
                        "AlertmanagerConfigurationRefused",
                        "AlertmanagerConfigurationsDiffer",
                        "AlertmanagerMembersMissing",
                        "AlertmanagerPeersFailed",
                        "AlertmanagerNotificationsSlow",
                        "TocsinMemberSendsNothing",
                        "TocsinClocksDiffer",
                        "TocsinStrangerAtTheCluster");
    }

    /** How long an alert has to hold fits how long what it reads shows the trouble. */
    @Test
    void rulesAboutTheCluster_fire(@TempDir Path folder) throws Exception {
        Path promtool = Programs.installed("promtool", "tocsin.require.prometheus");
        Files.writeString(folder.resolve("rules.yml"), rules());
        Path cases = folder.resolve("cases.yml");
        try (InputStream in =
                Objects.requireNonNull(MonitoringRulesIT.class.getResourceAsStream("cluster-rules.yml"))) {
            Files.copy(in, cases);
        }
        Path said = folder.resolve("said.txt");

        Process test = new ProcessBuilder(promtool.toString(), "test", "rules", cases.toString())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();

        assertThat(test.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(test.exitValue()).as(Files.readString(said)).isZero();
        assertThat(Files.readString(cases)).contains(alertsAboutTheCluster());
    }

    private static List<String> alertsAboutTheCluster() throws IOException {
        return Arrays.stream(rules().split("- alert: "))
                .filter(rule -> rule.contains("_cluster_"))
                .map(rule -> rule.lines().findFirst().orElseThrow())
                .toList();
    }

    private static AlertmanagerProcess startAlertmanager(Path folder, WebhookReceiver receiver, List<String> flags)
            throws Exception {
        String config = """
                route: {receiver: team, group_wait: 0s, group_interval: 1s, repeat_interval: 1s}
                receivers: [{name: team, webhook_configs: [{url: %s/hook}]}]
                """.formatted(receiver.url());
        List<String> all = new ArrayList<>(flags);
        all.add("--cluster.listen-address=127.0.0.1:0");
        all.add("--cluster.gossip-interval=20ms");
        // Whichever of the two comes second with the group tries, too.
        all.add("--cluster.peer-timeout=100ms");
        return AlertmanagerProcess.start(Programs.tocsin(), Files.createDirectory(folder), config, all)
                .awaitReady();
    }

    private static String config(AlertmanagerProcess alertmanager) {
        return """
                global: {scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                scrape_configs:
                - job_name: alertmanager
                  static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(alertmanager.address().getPort());
    }

    private static String rules() throws IOException {
        return Files.readString(Path.of("../examples/monitoring/alertmanager-rules.yml"));
    }

    private static List<JsonNode> allRules(PrometheusProcess prometheus) {
        List<JsonNode> rules = new ArrayList<>();
        json(prometheus.get("/api/v1/rules").text())
                .at("/data/groups")
                .forEach(group -> group.path("rules").forEach(rules::add));
        return rules;
    }

    private static void isHealthy(JsonNode rule) {
        assertThat(rule.path("health").asText()).as(rule.toString()).isEqualTo("ok");
        assertThat(rule.path("lastError").asText()).as(rule.toString()).isEmpty();
    }

    private static String state(PrometheusProcess prometheus, String alert) {
        return allRules(prometheus).stream()
                .filter(rule -> rule.path("name").asText().equals(alert))
                .map(rule -> rule.path("state").asText())
                .findFirst()
                .orElse("no such rule");
    }

    /** The alerts that are pending or fire. */
    private static List<String> raised(List<JsonNode> rules) {
        return rules.stream()
                .filter(rule -> !rule.path("state").asText("inactive").equals("inactive"))
                .map(rule -> rule.path("name").asText())
                .toList();
    }

    private static Set<String> metricsOf(List<JsonNode> rules) {
        Set<String> names = new TreeSet<>();
        rules.stream()
                .flatMap(rule -> METRIC.matcher(rule.path("query").asText()).results())
                .forEach(name -> names.add(name.group()));
        return names;
    }

    private static List<String> recordedBy(List<JsonNode> rules) {
        return rules.stream()
                .filter(rule -> rule.path("type").asText().equals("recording"))
                .map(rule -> rule.path("name").asText())
                .toList();
    }

    /** Which of the selectors find no series. */
    private static List<String> missing(PrometheusProcess prometheus, Iterable<String> selectors) {
        List<String> missing = new ArrayList<>();
        for (String selector : selectors) {
            if (!isFound(prometheus, selector)) {
                missing.add(selector);
            }
        }
        return missing;
    }

    private static boolean isFound(PrometheusProcess prometheus, String query) {
        String encoded = URLEncoder.encode(query, StandardCharsets.UTF_8);
        JsonNode answer = json(prometheus.get("/api/v1/query?query=" + encoded).text());
        assertThat(answer.path("status").asText()).as(query + ": " + answer).isEqualTo("success");
        return !answer.at("/data/result").isEmpty();
    }

    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }
}
