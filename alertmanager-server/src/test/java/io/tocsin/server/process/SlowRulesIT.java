package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules that take a minute each, more groups of them than are evaluated at a time: nothing else waits for them. */
final class SlowRulesIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration SOON = Duration.ofSeconds(60);

    /** What Kubernetes gives a server that is to stop, and less than one of the rules takes. */
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private static final int GROUPS = 20;

    /** Some billion comparisons of numbers that are made on the way. */
    private static final String SLOW =
            "quantile_over_time(0.5, (quantile_over_time(0.5, vector(time())[8h:1s]))[8h:1s])";

    @TempDir
    private Path folder;

    private void configure(ScrapeTarget target, String label) throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 500ms, scrape_timeout: 500ms, evaluation_interval: 500ms}
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: quick
                    static_configs: [{targets: ['127.0.0.1:%d']}]
                """.formatted(target.port()));
        StringBuilder rules = new StringBuilder("groups:\n");
        for (int i = 0; i < GROUPS; i++) {
            rules.append("""
                      - name: slow-%d
                        rules:
                          - alert: Before
                            expr: vector(1)
                            labels: {group: "%d"}
                          - record: slow
                            expr: %s
                            labels: {group: "%d", of: %s}
                    """.formatted(i, i, SLOW, i, label));
        }
        Files.writeString(folder.resolve("rules.yml"), rules);
    }

    @Test
    void slowRules_holdUpNeitherScrapesNorReloadsNorTheStop() throws Exception {
        try (ScrapeTarget target = new ScrapeTarget()) {
            target.serve("m 1\n");
            configure(target, "a");
            String config = "route: {receiver: a}\nreceivers: [{name: a}]\n";
            try (var server = AlertmanagerProcess.start(
                            Programs.tocsin(),
                            folder,
                            config,
                            List.of("--prometheus.config.file=" + folder.resolve("prometheus.yml")))
                    .awaitReady()) {
                // Some are under way, the others wait for them.
                await().atMost(SOON).untilAsserted(() -> {
                    assertThat(metric(server, "tocsin_evaluator_groups_working"))
                            .isGreaterThanOrEqualTo(2);
                    assertThat(metric(server, "tocsin_evaluator_groups_waiting"))
                            .isPositive();
                });

                Instant scraped = lastScrape(server);
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(lastScrape(server)).isAfter(scraped.plusSeconds(1)));

                configure(target, "b");
                assertThat(HttpExchange.post("/-/reload", "")
                                .sendTo(server.address())
                                .status())
                        .isEqualTo(200);
                assertThat(JSON.readTree(server.get("/prometheus/api/v1/rules").body())
                                .at("/data/groups/0/rules/1/labels/of")
                                .asText())
                        .isEqualTo("b");
                await().atMost(SOON)
                        .untilAsserted(() -> assertThat(metric(server, "tocsin_evaluator_groups_working"))
                                .isGreaterThanOrEqualTo(2));

                server.signal("TERM");
                assertThat(server.exitStatus(STOP_MAX)).isZero();
            }
        }
    }

    private static double metric(AlertmanagerProcess server, String name) {
        return server.get("/metrics")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(-1);
    }

    private static Instant lastScrape(AlertmanagerProcess server) throws IOException {
        JsonNode targets =
                JSON.readTree(server.get("/prometheus/api/v1/targets").body());
        return Instant.parse(targets.at("/data/activeTargets/0/lastScrape").asText());
    }
}
