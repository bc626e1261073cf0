package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.WebhookReceiver.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the program starts, follows signals and ends, seen from outside as an init system sees it. */
final class StartStopIT {
    /** The build has other tests run without the optimising compiler. */
    private static final Map<String, String> AS_SHIPPED = Map.of("JAVA_OPTS", "");

    private static final String CONFIG = """
            route: {receiver: team}
            receivers: [{name: team}]
            """;
    private static final String BROKEN = """
            route: {receiver: nobody}
            receivers: [{name: team}]
            """;
    private static final String UNSENDABLE = """
            route: {receiver: chat}
            receivers: [{name: chat, opsgenie_configs: [{api_key: x}]}]
            """;
    /** The promise is five seconds for requests under way; the rest is the JVM's own end on a busy machine. */
    private static final Duration STOP_MAX = Duration.ofSeconds(15);

    /** Of a receiver that takes too long. */
    private static final Duration LONG = Duration.ofMinutes(1);

    @Test
    void sigterm_servingQuietly_exitsWithZero(@TempDir Path folder) throws Exception {
        try (var server = start(folder)) {
            server.signal("TERM");

            assertThat(server.exitStatus(STOP_MAX)).isZero();
            assertThat(server.log()).contains("level=INFO").doesNotContain("level=ERROR", "level=WARN source=Server");
        }
    }

    @Test
    void sigint_whileAReceiverIsDown_exitsWithZero(@TempDir Path folder) throws Exception {
        try (var server = startSendingTo("http://127.0.0.1:1/", folder)) {
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                    .sendTo(server.address());
            await().until(() -> server.log().contains("Notify attempt failed"));
            server.signal("INT");

            assertThat(server.exitStatus(STOP_MAX)).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "PT2S, msg=\"Notify success\"",
        "PT1M, msg=\"Shutdown does not wait any longer\" what=\"notifications under way\" err=\"not done in time\"",
    })
    void sigterm_whileAReceiverTakesItsTime_waitsForItAFewSeconds(Duration pause, String line, @TempDir Path folder)
            throws Exception {
        try (var receiver = new WebhookReceiver(Map.of("/", List.of(new Answer(200, pause))));
                var server = startSendingTo(receiver.url() + "/", folder)) {
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                    .sendTo(server.address());
            await().until(() -> !receiver.received().isEmpty());
            server.signal("TERM");

            assertThat(server.exitStatus(STOP_MAX)).isZero();
            assertThat(server.log()).contains(line);
        }
    }

    @Test
    void sigterm_memberWithoutPeers_exitsWithZero(@TempDir Path folder) throws Exception {
        try (var server = AlertmanagerProcess.start(
                        Programs.tocsin(),
                        AS_SHIPPED,
                        folder,
                        CONFIG,
                        List.of("--cluster.listen-address=127.0.0.1:0", "--cluster.peer=127.0.0.1:1"))
                .awaitReady()) {
            server.signal("TERM");

            assertThat(server.exitStatus(STOP_MAX)).isZero();
            assertThat(server.log()).doesNotContain("level=ERROR", "does not wait any longer");
        }
    }

    /** It says good-bye although a receiver hangs, and in the same five seconds. */
    @Test
    void sigterm_memberWhoseReceiverHangs_saysGoodBye(@TempDir Path folder) throws Exception {
        try (var receiver = new WebhookReceiver(Map.of("/", List.of(new Answer(200, LONG))));
                var member = startMember(folder.resolve("a"), sendingTo(receiver.url() + "/"));
                var other = startMember(folder.resolve("b"), CONFIG, "--cluster.peer=" + member.clusterAddress())) {
            await().until(() -> other.log().contains("peer joined"));
            HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                    .sendTo(member.address());
            await().until(() -> !receiver.received().isEmpty());
            member.signal("TERM");

            assertThat(member.exitStatus(STOP_MAX)).isZero();
            await().until(() -> other.log().contains("peer left"));
            assertThat(other.log()).doesNotContain("peer lost");
        }
    }

    @Test
    void sigterm_membersAtOnce_noneIsWaitedFor(@TempDir Path folder) throws Exception {
        try (var member = startMember(folder.resolve("a"), CONFIG);
                var other = startMember(folder.resolve("b"), CONFIG, "--cluster.peer=" + member.clusterAddress())) {
            await().until(() -> other.log().contains("peer joined"));
            await().until(() -> other.log().contains("component=cluster listen=127.0.0.1:0 advertise=127.0.0.1:"));
            member.signal("TERM");
            other.signal("TERM");

            assertThat(member.exitStatus(STOP_MAX)).isZero();
            assertThat(other.exitStatus(STOP_MAX)).isZero();
            assertThat(member.log() + other.log()).doesNotContain("does not wait any longer");
        }
    }

    private static AlertmanagerProcess startMember(Path folder, String config, String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--cluster.listen-address=127.0.0.1:0");
        all.add("--cluster.gossip-interval=20ms");
        all.add("--cluster.peer-timeout=100ms");
        return AlertmanagerProcess.start(Programs.tocsin(), AS_SHIPPED, Files.createDirectory(folder), config, all)
                .awaitReady();
    }

    private static AlertmanagerProcess startSendingTo(String url, Path folder) {
        return AlertmanagerProcess.start(
                        Programs.tocsin(), AS_SHIPPED, folder, sendingTo(url), List.of("--log.level=debug"))
                .awaitReady();
    }

    private static String sendingTo(String url) {
        return """
                route: {receiver: team, group_wait: 0s}
                receivers: [{name: team, webhook_configs: [{url: "URL"}]}]
                """.replace("URL", url);
    }

    @Test
    void sighup_fileChanged_bringsItIntoForce(@TempDir Path folder) throws Exception {
        try (var server = start(folder)) {
            write(folder, CONFIG.replace("team", "other-team"));
            server.signal("HUP");

            await().until(() -> server.get("/api/v2/receivers").text().contains("other-team"));
            assertThat(server.get("/metrics").text()).contains("alertmanager_config_last_reload_successful 1");
        }
    }

    @Test
    void sighup_ignoredByTheParentAsUnderNohup_bringsTheFileIntoForce(@TempDir Path folder) throws Exception {
        assumeThat(new ProcessBuilder("env", "--default-signal=HUP", "true")
                        .start()
                        .waitFor())
                .as("env of GNU")
                .isZero();
        Path ignoring = folder.resolve("ignoring-hup");
        Files.writeString(ignoring, "#!/bin/sh\ntrap '' HUP\nexec " + Programs.tocsin() + " \"$@\"\n");
        Files.setPosixFilePermissions(ignoring, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var server = AlertmanagerProcess.start(ignoring, AS_SHIPPED, folder, CONFIG, List.of())
                .awaitReady()) {
            write(folder, CONFIG.replace("team", "other-team"));
            server.signal("HUP");

            await().until(() -> server.get("/api/v2/receivers").text().contains("other-team"));
        }
    }

    @Test
    void sighup_whileStarting_isTakenOnceItRuns(@TempDir Path folder) throws Exception {
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), AS_SHIPPED, folder, CONFIG, List.of())) {
            await().until(() -> server.log().contains("Starting Alertmanager"));
            server.signal("HUP");

            server.awaitReady();
            await().until(() -> server.log().contains("Completed loading of configuration file"));
        }
    }

    @Test
    void sighup_fileBroken_leavesTheOldOneInForceAndSaysWhere(@TempDir Path folder) throws Exception {
        try (var server = start(folder)) {
            write(folder, BROKEN);
            server.signal("HUP");

            await().until(() -> server.get("/metrics").text().contains("alertmanager_config_last_reload_successful 0"));
            assertThat(server.log()).contains("alertmanager.yml:1:", "undefined receiver", "nobody");
            assertThat(server.get("/api/v2/status").text()).contains("receiver: team");
        }
    }

    @Test
    void start_configurationBroken_exitsWithOneAndSaysWhere(@TempDir Path folder) throws Exception {
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), AS_SHIPPED, folder, BROKEN, List.of())) {
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(server.log())
                    .contains("alertmanager.yml:1:", "hint:")
                    .contains("msg=\"alertmanager exited with error\" err=\"error loading configuration file: ");
        }
    }

    @Test
    void start_integrationThatCannotSendYet_exitsWithOneAndNamesIt(@TempDir Path folder) throws Exception {
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), AS_SHIPPED, folder, UNSENDABLE, List.of())) {
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(server.log())
                    .contains("alertmanager.yml:2:", "receiver \\\"chat\\\" uses opsgenie_configs,")
                    .contains("which this version cannot send to yet");
        }
    }

    @Test
    void sighup_integrationThatCannotSendYet_leavesTheOldFileInForce(@TempDir Path folder) throws Exception {
        try (var server = start(folder)) {
            write(folder, UNSENDABLE);
            server.signal("HUP");

            await().until(() -> server.get("/metrics").text().contains("alertmanager_config_last_reload_successful 0"));
            assertThat(server.log()).contains("which this version cannot send to yet");
            assertThat(server.get("/api/v2/status").text()).contains("receiver: team");
        }
    }

    @Test
    void start_portTaken_exitsWithOneAndNamesIt(@TempDir Path folder) throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = AlertmanagerProcess.start(
                        Programs.tocsin(),
                        AS_SHIPPED,
                        folder,
                        CONFIG,
                        List.of("--web.listen-address=127.0.0.1:" + other.getLocalPort()))) {
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(server.log())
                    .contains("msg=\"alertmanager exited with error\"", "127.0.0.1:" + other.getLocalPort())
                    .contains("address already in use");
        }
    }

    /** Also where the configuration is bad: the port comes first, as in the original. */
    @Test
    void start_portOfTheClusterTaken_exitsWithOneAndNamesIt(@TempDir Path folder) throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + other.getLocalPort();
            try (var server = AlertmanagerProcess.start(
                    Programs.tocsin(), AS_SHIPPED, folder, BROKEN, List.of("--cluster.listen-address=" + address))) {
                assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
                assertThat(server.log())
                        .contains("msg=\"alertmanager exited with error\" err=\"unable to initialize gossip mesh: ")
                        .contains("listen tcp " + address + ": bind: address already in use")
                        .doesNotContain("undefined receiver");
            }
        }
    }

    private static AlertmanagerProcess start(Path folder) {
        return AlertmanagerProcess.start(Programs.tocsin(), AS_SHIPPED, folder, CONFIG, List.of())
                .awaitReady();
    }

    private static void write(Path folder, String config) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), config);
    }
}
