package io.tocsin.server.process;

import static io.tocsin.server.process.PrometheusAnswers.json;
import static io.tocsin.server.process.PrometheusAnswers.rule;
import static io.tocsin.server.process.PrometheusAnswers.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules have come to, through kills at bad moments, and with a disk that fails. */
@Tag("waits")
final class RuleStateIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private ScrapeTarget database;
    private WebhookReceiver receiver;
    private Path program = Programs.tocsin();

    @BeforeEach
    void start() throws IOException {
        database = new ScrapeTarget();
        receiver = new WebhookReceiver();
        uptime(5);
    }

    @AfterEach
    void stop() {
        database.close();
        receiver.close();
    }

    private void uptime(int seconds) {
        database.serve("mysql_uptime " + seconds + "\n");
    }

    private void configure(String interval, String rules) throws IOException {
        Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 200ms, evaluation_interval: %s}
                rule_files: [rules.yml]
                scrape_configs:
                  - job_name: mysql
                    file_sd_configs: [{files: [targets/*.json]}]
                """.formatted(interval));
        Files.createDirectories(folder.resolve("targets"));
        target("first", "127.0.0.1:" + database.port());
        Files.writeString(folder.resolve("rules.yml"), "groups: [{name: mysql, rules: [" + rules + "]}]\n");
    }

    private void target(String name, String address) throws IOException {
        Files.writeString(folder.resolve("targets/" + name + ".json"), "[{\"targets\": [\"" + address + "\"]}]");
    }

    /** A scrape that a busy machine is late with changes nothing: the rule sees the value before it. */
    private static String restarted(String hold, String summary) {
        return "{alert: MysqlRestarted, expr: 'last_over_time(mysql_uptime[5m]) < 30', for: %s, annotations: {summary: %s}}"
                .formatted(hold, summary);
    }

    private AlertmanagerProcess server() {
        List<String> flags = List.of(
                "--prometheus.config.file=" + folder.resolve("prometheus.yml"), "--rules.alert.for-grace-period=0s");
        String config = "route: {receiver: hook, group_wait: 0s, group_interval: 100ms}\n"
                + "receivers: [{name: hook, webhook_configs: [{url: '" + receiver.url() + "/'}]}]\n";
        return AlertmanagerProcess.start(program, folder, config, flags).awaitReady();
    }

    /** @param atLeast of {@code for} has passed */
    private static AlertSlots pending(AlertmanagerProcess server, Duration atLeast) {
        await().atMost(SOON).until(() -> rule(server).at("/state").asText().equals("pending"));
        return await().atMost(SOON)
                .until(
                        () -> AlertSlots.of(server),
                        slots -> !slots.pending().isEmpty() && slots.passed().compareTo(atLeast) >= 0);
    }

    private static Instant evaluatedAt(JsonNode rule) {
        return Instant.parse(rule.at("/lastEvaluation").asText());
    }

    private static void awaitCommit(AlertmanagerProcess server) {
        StateProbe.awaitCommit(() -> server.get("/metrics").text());
    }

    @Test
    void kill_whilePendingThenBeforeTheFirstEvaluationThenAfterAReload_theTimeThatHasPassedCounts() throws Exception {
        configure("2s", restarted("1h", "old"));
        AlertSlots first;
        Instant firstKilled;
        try (var server = server()) {
            first = pending(server, Duration.ofSeconds(4));
            awaitCommit(server);
            server.kill();
            firstKilled = Instant.now();
        }
        killUnevaluated();
        AlertSlots third;
        Instant thirdKilled;
        try (var server = server()) {
            third = pending(server, Duration.ZERO);
            assertThat(third.passedAtFirst()).isBetween(first.passed(), first.passedAt(firstKilled));
            awaitCommit(server);
            Files.writeString(
                    folder.resolve("rules.yml"), "groups: [{name: mysql, rules: [" + restarted("1h", "new") + "]}]\n");
            assertThat(HttpExchange.post("/-/reload", "")
                            .sendTo(server.address())
                            .status())
                    .isEqualTo(200);
            server.kill();
            thirdKilled = Instant.now();
        }
        try (var server = server()) {
            AlertSlots fourth = pending(server, Duration.ZERO);
            assertThat(fourth.passedAtFirst()).isBetween(third.passed(), third.passedAt(thirdKilled));
            assertThat(rule(server).at("/alerts/0/annotations/summary").asText())
                    .isEqualTo("new");
        }
        assertThat(receiver.received()).isEmpty();
    }

    /** A life in which rules wait for a target that does not answer until it ends. */
    private void killUnevaluated() throws Exception {
        Path file = folder.resolve("prometheus.yml");
        String usual = Files.readString(file);
        try (var silent = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    file,
                    usual + "  - {job_name: silent, scrape_interval: 1m, scrape_timeout: 1m, static_configs: [{targets:"
                            + " ['127.0.0.1:" + silent.getLocalPort() + "']}]}\n");
            try (var server = server()) {
                assertThat(rule(server).at("/name").asText()).isEqualTo("MysqlRestarted");
                // By this what was restored might be written over.
                new StateProbe(server).silenced("kept");
                assertThat(evaluatedAt(rule(server))).isBefore(Instant.EPOCH);
                server.kill();
            }
        }
        Files.writeString(file, usual);
    }

    @Test
    void diskFull_rulesGoOnAndWhatTheyComeToIsKeptAfterwards() throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (var disk = SmallDisk.mount(data, 16, program)) {
            program = disk.program();
            liveThrough(server -> {
                disk.fill();
                return disk::free;
            });
        }
    }

    @Test
    void diskHangs_rulesGoOnAndWhatTheyComeToIsKeptAfterwards() throws Exception {
        FaultyWriter.assumePossible();
        liveThrough(server -> FaultyWriter.stalled(server, folder));
    }

    /** Happens to the disk of a server until what it returns is closed. */
    private interface Outage {
        AutoCloseable begin(AlertmanagerProcess server) throws IOException;
    }

    private void liveThrough(Outage outage) throws Exception {
        configure("200ms", restarted("1s", "short"));
        uptime(100);
        Instant activeAt;
        try (var server = server()) {
            var probe = new StateProbe(server);
            await().atMost(SOON)
                    .until(() -> value(server, "mysql_uptime").asText().equals("100"));
            try (AutoCloseable end = outage.begin(server)) {
                assertThat(end).isNotNull();
                // when
                uptime(5);
                target("second", "127.0.0.1:1");
                // then
                await().atMost(SOON).until(() -> receiver.received().size() == 1);
                await().atMost(SOON)
                        .until(() -> json(server, "targets")
                                        .at("/data/activeTargets")
                                        .size()
                                == 2);
                await().atMost(SOON).until(probe::isDegraded);
                activeAt = Instant.parse(rule(server).at("/alerts/0/activeAt").asText());
            }
            await("end of the outage").atMost(SOON).until(() -> !probe.isDegraded());
            server.kill();
        }
        try (var server = server()) {
            await().atMost(SOON)
                    .untilAsserted(
                            () -> assertThat(rule(server).at("/state").asText()).isEqualTo("firing"));
            assertThat(Instant.parse(rule(server).at("/alerts/0/activeAt").asText()))
                    .isEqualTo(activeAt);
        }
    }
}
