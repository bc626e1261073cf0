package io.tocsin.server.process;

import static io.tocsin.server.process.PrometheusAnswers.json;
import static io.tocsin.server.process.PrometheusAnswers.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets that send without end, slowly, or far too much, to a process with a small heap, which ends when it is full. */
final class HostileTargetsIT {
    private static final Map<String, String> SMALL_HEAP = Map.of("JAVA_OPTS", "-Xmx80m");
    private static final Duration SOON = Duration.ofMinutes(2);

    /** Scrapes of each hostile target that the process outlives. */
    private static final int SCRAPES = 3;

    /** How each fails, as an expression; empty for those that do not. */
    private static final Map<String, String> ERRORS = new LinkedHashMap<>();

    static {
        ERRORS.put("endless", "(body size limit exceeded|no memory for more than).*");
        ERRORS.put("drip", "context deadline exceeded: the answer has not ended in time, after .*");
        ERRORS.put("metadata", "");
        ERRORS.put("dropped", "");
        ERRORS.put("spellings", "no memory for (the texts of so many series|more than).*");
        ERRORS.put("labels", "line 1: name and labels of a series take more than 65536 bytes.*");
        ERRORS.put("values", "|the store holds .* series, as many as it may.*");
        ERRORS.put("times", "more than 1000 samples with timestamps of series that the answer has already");
        ERRORS.put("bomb", "(body size limit exceeded|no memory for more than).*");
        ERRORS.put("loop", ".*stopped after 10 redirects");
        ERRORS.put("headers", ".*malformed HTTP response.*");
    }

    @TempDir
    private Path folder;

    private HostileTarget hostile;
    private ScrapeTarget healthy;
    private ScrapeTarget late;
    private WebhookReceiver receiver;

    @BeforeEach
    void start() throws IOException {
        hostile = new HostileTarget();
        healthy = new ScrapeTarget();
        late = new ScrapeTarget();
        receiver = new WebhookReceiver();
        healthy.serve(IntStream.range(0, 300)
                .mapToObj(i -> "healthy{n=\"" + i + "\"} " + i + "\n")
                .collect(Collectors.joining()));
    }

    @AfterEach
    void stop() {
        hostile.close();
        healthy.close();
        late.close();
        receiver.close();
    }

    private void configure() throws IOException {
        StringBuilder config = new StringBuilder("""
                global: {scrape_interval: 5s}
                scrape_configs:
                  - job_name: healthy
                    scrape_interval: 10s
                    file_sd_configs: [{files: [targets.yml]}]
                """);
        ERRORS.keySet().forEach(name -> config.append(job(name, 1)));
        config.append(job("hang", 40)).append(job("large", 9));
        Files.writeString(folder.resolve("prometheus.yml"), config.toString());
        discover(healthy);
    }

    /** Several that are one address, told apart by a label. */
    private String job(String name, int targets) {
        String groups = IntStream.range(0, targets)
                .mapToObj(i -> "{targets: ['127.0.0.1:" + hostile.port() + "'], labels: {i: '" + i + "'}}")
                .collect(Collectors.joining(", ", "[", "]"));
        return """
                  - job_name: %s
                    metrics_path: /%s
                    static_configs: %s
                    metric_relabel_configs: [{source_labels: [__name__], regex: dropped, action: drop}]
                """.formatted(name, name, groups);
    }

    private void discover(ScrapeTarget... targets) throws IOException {
        Files.writeString(
                folder.resolve("targets.yml"),
                Stream.of(targets)
                        .map(target -> "'127.0.0.1:" + target.port() + "'")
                        .collect(Collectors.joining(", ", "[{targets: [", "]}]\n")));
    }

    @Test
    void targets_ofEveryKind_harmNeitherTheProcessNorOthers() throws Exception {
        configure();
        String config = "route: {receiver: hook, group_wait: 0s, group_interval: 100ms}\n"
                + "receivers: [{name: hook, webhook_configs: [{url: '" + receiver.url() + "/'}]}]\n";
        List<String> flags =
                List.of("--prometheus.config.file=" + folder.resolve("prometheus.yml"), "--log.level=debug");
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), SMALL_HEAP, folder, config, flags)
                .awaitReady()) {
            // when all have been scraped again and again
            await().atMost(SOON)
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .untilAsserted(() -> ERRORS.keySet()
                            .forEach(job -> assertThat(number(server, "count_over_time(up{job=\"" + job + "\"}[5m])"))
                                    .as(job)
                                    .isGreaterThanOrEqualTo(SCRAPES)));

            // then each fails with its reason, unless there is no memory for it just then, or this machine is too busy
            ERRORS.forEach((job, error) -> await(job)
                    .atMost(SOON)
                    .untilAsserted(() -> assertThat(targets(server).get(job))
                            .as(job)
                            .matches(error + "|.*context deadline exceeded.*")));
            await("hang")
                    .atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(targets(server).get("hang")).matches(".*context deadline exceeded.*"));
            assertThat(server.log())
                    .contains("A target says more than is remembered of it")
                    .doesNotContain("Internal error", "OutOfMemory");

            // and others are scraped; that this machine is too busy to answer in time may happen now and then
            assertThat(server.log()
                            .lines()
                            .filter(line -> line.contains("Scrape failed") && line.contains("job=healthy")))
                    .allMatch(line -> line.contains("context deadline exceeded") && !line.contains("not sent"));
            await().atMost(SOON).untilAsserted(() -> {
                assertThat(number(server, "avg_over_time(up{job=\"healthy\"}[10m])"))
                        .isGreaterThan(0.5);
                assertThat(number(server, "count(healthy)")).isEqualTo(300);
            });

            // and alerts go their way
            assertThat(HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"Meanwhile\"}}]")
                            .sendTo(server.address())
                            .status())
                    .isEqualTo(200);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(receiver.received())
                            .anyMatch(told -> told.body().contains("Meanwhile")));

            // and what a file of targets says is seen
            discover(healthy, late);
            await().atMost(SOON)
                    .untilAsserted(() -> assertThat(number(server, "count(up{job=\"healthy\"} == 1)"))
                            .isEqualTo(2));
        }
    }

    /** What is wrong with the targets, by job; of one of them where there are several. */
    private static Map<String, String> targets(AlertmanagerProcess server) {
        Map<String, String> errors = new LinkedHashMap<>();
        json(server, "targets?state=active")
                .at("/data/activeTargets")
                .forEach(target -> errors.put(
                        target.at("/scrapePool").asText(),
                        target.at("/lastError").asText()));
        return errors;
    }

    /** -1 if there is no such series. */
    private static double number(AlertmanagerProcess server, String expression) {
        return value(server, expression).asDouble(-1);
    }
}
