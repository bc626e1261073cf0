package io.tocsin.server.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tocsin.server.process.LoopbackServer;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three members with one {@code prometheus.yml}: each scrapes and evaluates, and people are told once; also when one of
 * them dies, and when they do not see the same.
 */
@Tag("waits")
final class EvaluatingMembersIT {
    private static final int ALERTS = 6;
    private static final List<String> NAMES = List.of("m0", "m1", "m2");
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);

    /** Several times that after which a rule says again what it has said, and several flushes of every group. */
    private static final Duration QUIET = Duration.ofSeconds(9);

    private static final String PROMETHEUS = """
            global: {scrape_interval: 1s, evaluation_interval: 1s, external_labels: {replica: '${REPLICA}'}}
            alerting: {alert_relabel_configs: [{action: labeldrop, regex: replica}]}
            rule_files: [rules.yml]
            scrape_configs:
              - job_name: fleet
                file_sd_configs: [{files: [targets.yml]}]
            """;

    /** Scrapes that a busy machine is late with change nothing: ends are seen by their value. */
    private static final String RULES = """
            groups:
              - name: fleet
                rules:
                  - alert: Unhealthy
                    expr: last_over_time(healthy[1m]) == 0
                    for: 2s
            """;

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path folder;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer target = LoopbackServer.start(threads, this::scraped);
    private final TeamReceiver receiver = new TeamReceiver();

    /** By member that looks, and name: whether it is healthy. */
    private final Map<String, Map<String, Boolean>> seen = new ConcurrentHashMap<>();

    @AfterEach
    void stop() {
        target.stop(0);
        threads.shutdownNow();
        receiver.close();
    }

    /** What the member that asks sees. */
    private void scraped(HttpExchange exchange) throws IOException {
        String member = exchange.getRequestURI().getQuery().replace("member=", "");
        StringBuilder text = new StringBuilder("# TYPE healthy gauge\n");
        seen.getOrDefault(member, Map.of())
                .forEach((name, healthy) ->
                        text.append("healthy{inst=\"%1$s\",grp=\"%1$s\"} %2$d\n".formatted(name, healthy ? 1 : 0)));
        byte[] body = text.toString().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void see(boolean healthy, String prefix, String... members) {
        for (String member : members) {
            Map<String, Boolean> all = seen.computeIfAbsent(member, unused -> new ConcurrentHashMap<>());
            Alerts.named(prefix, ALERTS).forEach(name -> all.put(name, healthy));
        }
    }

    @Test
    void sameRulesAtAllMembers_peopleAreToldOnce() throws Exception {
        try (ClusterRig rig = rig()) {
            rig.start();
            ClusterRig.awaitRanked(rig.members());

            see(false, "all", "m0", "m1", "m2");
            awaitFiring("all");
            assertThat(rig.member(0).json("/api/v2/alerts")).hasSize(ALERTS);

            rig.member(1).kill();
            see(false, "killed", "m0", "m2");
            awaitFiring("killed");

            see(true, "alone", "m0");
            see(false, "alone", "m2");
            awaitFiring("alone");
            assertToldOnce(rig, "killed");
            assertToldOnce(rig, "alone");
            assertToldOnceButForTheKill(rig, "all");
            assertThat(Tally.of(receiver.arrivals(), "").resolved()).isEmpty();

            seeOneAfterTheOther(rig.member(0));
            assertNoneFlaps(rig);
            for (String prefix : List.of("all", "killed", "alone")) {
                see(true, prefix, "m0", "m2");
            }
            await("all is told to be over")
                    .atMost(TOLD_MAX)
                    .until(() -> Tally.of(receiver.arrivals(), "").believed().isEmpty());
            assertToldOnce(rig, "killed");
            assertToldOnce(rig, "alone");
            assertThat(receiver.arrivals()).noneMatch(arrival -> arrival.body().contains("replica"));
        }
    }

    /** Of all alerts that all saw one member sees the end, of each at another of its evaluations. */
    private void seeOneAfterTheOther(Member member) {
        Map<String, Boolean> own = seen.getOrDefault(member.name(), Map.of());
        for (String name : Alerts.named("all", ALERTS)) {
            own.put(name, true);
            await(member + " sees the end of " + name)
                    .atMost(TOLD_MAX)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> !member.get("/prometheus/api/v1/alerts").text().contains("\"" + name + "\""));
        }
    }

    private ClusterRig rig() throws IOException {
        List<Place> places = new ArrayList<>();
        for (String name : NAMES) {
            Path own = Files.createDirectories(folder.resolve(name));
            Files.writeString(own.resolve("prometheus.yml"), PROMETHEUS);
            Files.writeString(own.resolve("rules.yml"), RULES);
            Files.writeString(
                    own.resolve("targets.yml"),
                    "[{targets: ['127.0.0.1:%d'], labels: {__param_member: %s}}]\n"
                            .formatted(target.getAddress().getPort(), name));
            places.add(Place.loopback(launcher(own, name)));
        }
        List<String> flags = new ArrayList<>(ClusterRig.QUICK);
        flags.add("--rules.alert.resend-delay=2s");
        return new ClusterRig(places, folder, ClusterRig.config(receiver.url(), "1s", "2s"), flags);
    }

    private static Path launcher(Path own, String name) throws IOException {
        Path file = own.resolve("start");
        Files.writeString(
                file,
                "#!/bin/sh\nexport REPLICA=" + name + "\nexec " + Programs.tocsin() + " --prometheus.config.file="
                        + own.resolve("prometheus.yml") + " \"$@\"\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void awaitFiring(String prefix) {
        await(prefix + " fire")
                .atMost(TOLD_MAX)
                .until(() ->
                        Tally.of(receiver.arrivals(), prefix + "-").firing().size() == ALERTS);
    }

    private void assertToldOnce(ClusterRig rig, String prefix) {
        ClusterRig.assertToldOnce(prefix, Tally.of(receiver.arrivals(), prefix + "-"), rig.members());
    }

    /** Of what the member that was killed had told a moment before nobody else may know. */
    private void assertToldOnceButForTheKill(ClusterRig rig, String prefix) {
        FailedAttempts failed = rig.failedAttempts();
        Tally.of(receiver.arrivals(), prefix + "-").firing().forEach((name, times) -> {
            int byKilled = times.stream().anyMatch(time -> time.startsWith("m1-1 at ")) ? 1 : 0;
            assertThat(times).as(name).hasSizeLessThanOrEqualTo(1 + byKilled + failed.of(name));
        });
    }

    /**
     * One member sees that they are over, and another one that they fire: they fire. The other one hears of it a moment later
     * only, so people may have been told that it is over, but once.
     */
    private void assertNoneFlaps(ClusterRig rig) {
        await("none flaps").during(QUIET).atMost(QUIET.multipliedBy(5)).untilAsserted(() -> {
            FailedAttempts failed = rig.failedAttempts();
            Tally tally = Tally.of(receiver.arrivals(), "all-");
            tally.resolved()
                    .forEach((name, times) -> assertThat(times).as(name).hasSizeLessThanOrEqualTo(1 + failed.of(name)));
            // The first time, again after the kill, and again after it was told to be over.
            tally.firing()
                    .forEach((name, times) -> assertThat(times).as(name).hasSizeLessThanOrEqualTo(3 + failed.of(name)));
        });
        assertThat(Tally.of(receiver.arrivals(), "all-").believed()).hasSize(ALERTS);
    }
}
