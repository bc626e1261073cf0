package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What two servers that are a cluster say of it: as two originals do, and more. */
final class ClusterStatusIT {
    private static final String CONFIG = "route: {receiver: team}\nreceivers: [{name: team}]\n";
    private static final Duration JOIN_MAX = Duration.ofSeconds(60);

    /** What two originals (0.33.1) of these names answered, but for the ports. */
    private static final String STATUS = "{\"cluster\":{\"name\":\"alpha\",\"peers\":["
            + "{\"address\":\"%s\",\"name\":\"alpha\"},{\"address\":\"%s\",\"name\":\"beta\"}],\"status\":\"ready\"},";

    @TempDir
    private static Path folder;

    private static AlertmanagerProcess alpha;
    private static AlertmanagerProcess beta;

    @BeforeAll
    static void start() throws IOException {
        alpha = start("alpha");
        beta = start("beta", "--cluster.peer=" + alpha.clusterAddress());
        await().atMost(JOIN_MAX).until(() -> ranked(alpha) == 2 && ranked(beta) == 2);
    }

    @AfterAll
    static void stop() {
        beta.close();
        alpha.close();
    }

    private static AlertmanagerProcess start(String name, String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--cluster.peer-name=" + name);
        all.add("--cluster.listen-address=127.0.0.1:0");
        all.add("--cluster.gossip-interval=20ms");
        Path own = folder.resolve(name);
        return AlertmanagerProcess.start(Programs.tocsin(), Files.createDirectories(own), CONFIG, all)
                .awaitReady();
    }

    private static JsonNode json(AlertmanagerProcess server, String path) throws IOException {
        return new ObjectMapper().readTree(server.get(path).text());
    }

    private static long ranked(AlertmanagerProcess server) throws IOException {
        JsonNode members = json(server, "/api/tocsin/v1/cluster").get("members");
        return StreamSupport.stream(members.spliterator(), false)
                .filter(member -> member.get("state").asText().equals("ranked"))
                .count();
    }

    @Test
    void status_isThatOfTheOriginal() throws IOException {
        String expected = STATUS.formatted(alpha.clusterAddress(), beta.clusterAddress());

        await().untilAsserted(() -> {
            assertThat(alpha.get("/api/v2/status").text()).startsWith(expected);
            assertThat(beta.get("/api/v2/status").text())
                    .startsWith(expected.replaceFirst("\"name\":\"alpha\"", "\"name\":\"beta\""));
        });
    }

    @Test
    void metrics_haveEverySeriesOfTheOriginal() throws IOException {
        List<String> recorded;
        try (InputStream in = Objects.requireNonNull(ClusterStatusIT.class.getResourceAsStream(
                "/io/tocsin/server/metrics/alertmanager-0.33.1-cluster.series"))) {
            recorded = new String(in.readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        }

        String page = alpha.get("/metrics").text();

        assertThat(page.lines().map(line -> line.replaceFirst(" [^ ]*$", ""))).containsAll(recorded);
        assertThat(page)
                .contains(
                        "\nalertmanager_cluster_members 2.0\n",
                        "\nalertmanager_peer_position 0.0\n",
                        "\ntocsin_cluster_ranked 1.0\n",
                        "\ntocsin_cluster_clock_offset_seconds{peer=\"beta\"} ");
        assertThat(beta.get("/metrics").text()).contains("\nalertmanager_peer_position 1.0\n");
    }

    @Test
    void log_saysThatItSettled_asTheOriginalDoes() {
        await().untilAsserted(() -> assertThat(alpha.log())
                .contains(
                        "msg=\"Waiting for gossip to settle...\" component=cluster interval=200ms",
                        "msg=\"gossip settled; proceeding\" component=cluster ",
                        "msg=\"peer joined\" component=cluster peer=beta addr=" + beta.clusterAddress()));
    }

    @Test
    void silence_madeOnOne_isInForceOnTheOther_andBothHoldTheSame() throws IOException {
        String made = HttpExchange.post(
                        "/api/v2/silences",
                        "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}],"
                                + "\"startsAt\":\"0001-01-01T00:00:00Z\",\"endsAt\":\"2100-01-01T00:00:00Z\","
                                + "\"createdBy\":\"me\",\"comment\":\"because\"}")
                .sendTo(alpha.address())
                .text();
        String id = new ObjectMapper().readTree(made).get("silenceID").asText();

        await().untilAsserted(
                        () -> assertThat(beta.get("/api/v2/silences").text()).contains(id, "\"state\":\"active\""));
        await().untilAsserted(
                        () -> assertThat(json(beta, "/api/tocsin/v1/cluster").get("digest"))
                                .isEqualTo(json(alpha, "/api/tocsin/v1/cluster").get("digest")));
        await().untilAsserted(() -> assertThat(beta.get("/metrics").text())
                .contains("\nalertmanager_silences_gossip_messages_propagated_total 1.0\n"));
    }

    @Test
    void configurationsThatDiffer_areTold_untilTheyAreTheSameAgain() throws Exception {
        Path file = folder.resolve("beta").resolve("alertmanager.yml");
        Files.writeString(file, CONFIG.replace("team", "other"));
        beta.signal("HUP");

        await().untilAsserted(() -> assertThat(json(alpha, "/api/tocsin/v1/cluster")
                        .get("configurationsDiffer")
                        .asBoolean())
                .isTrue());
        assertThat(alpha.get("/metrics").text()).contains("\ntocsin_cluster_config_mismatch 1.0\n");
        assertThat(alpha.log()).contains("a peer has loaded another configuration");

        Files.writeString(file, CONFIG);
        beta.signal("HUP");
        await().untilAsserted(() ->
                assertThat(alpha.get("/metrics").text()).contains("\ntocsin_cluster_config_mismatch 0.0\n"));
    }

    @Test
    void amtool_showsTheMembers(@TempDir Path scratch) throws Exception {
        Path out = scratch.resolve("out");
        Process amtool = new ProcessBuilder(
                        Programs.tocsinAmtool().toString(),
                        "--alertmanager.url=" + alpha.url(),
                        "cluster",
                        "-o",
                        "extended")
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();

        assertThat(amtool.waitFor()).isZero();
        assertThat(Files.readString(out))
                .contains("Node Name:       alpha\n", "Members:         2, 2 of them take their turns\n")
                .contains(alpha.clusterAddress() + "  alpha  ranked", beta.clusterAddress() + "  beta   ranked");
    }
}
