package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From a real Alertmanager to Tocsin on the same directory, and back: silences hold, and nothing is notified again. */
@Tag("waits")
final class AlertmanagerSwitchIT {
    private static final String CONFIG = """
            route: {receiver: team, group_by: [alertname], group_wait: 500ms, group_interval: 1s, repeat_interval: 4h}
            receivers:
            - name: team
              webhook_configs: [{url: HOOK}]
            """;

    private static final Duration TOLD_MAX = Duration.ofSeconds(60);

    /** Several of every group that is not muted, two or three at least; nothing more may be sent meanwhile. */
    private static final int QUIET_FLUSHES = 9;

    /** After these what was told before them is recorded: a group is flushed when its last flush has ended. */
    private static final int RECORDED_FLUSHES = 6;

    private static final Pattern ALERT =
            Pattern.compile("\"status\":\"(\\w+)\",\"labels\":\\{\"alertname\":\"(\\w+)\"");

    @TempDir
    private Path folder;

    private final WebhookReceiver receiver = new WebhookReceiver();

    @AfterEach
    void stop() {
        receiver.close();
    }

    /** An original, looked for only by the test that wants it. */
    enum Original {
        INSTALLED,
        NEWEST;

        Path program() {
            return this == INSTALLED
                    ? Programs.installed("prometheus-alertmanager", "tocsin.require.alertmanager")
                    : Programs.peer("prometheus-alertmanager");
        }
    }

    static Stream<Original> originals() {
        return Stream.of(Original.values());
    }

    private AlertmanagerProcess start(Path program) throws IOException {
        Path own = Files.createTempDirectory(folder, "run");
        return AlertmanagerProcess.start(
                        program,
                        own,
                        CONFIG.replace("HOOK", receiver.url()),
                        List.of("--storage.path=" + folder.resolve("data")))
                .awaitReady();
    }

    private static void post(AlertmanagerProcess server, @Nullable Instant end, String... names) {
        String ends = end == null ? "" : ",\"endsAt\":\"" + end + "\"";
        String alerts = Stream.of(names)
                .map(name -> "{\"labels\":{\"alertname\":\"" + name + "\"}" + ends + "}")
                .reduce((a, b) -> a + "," + b)
                .orElse("");
        HttpAnswer answer =
                HttpExchange.post("/api/v2/alerts", "[" + alerts + "]").sendTo(server.address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private static void silence(AlertmanagerProcess server, String alert) {
        HttpAnswer answer =
                SilenceBody.ofPattern("alertname", alert + ".*").post().sendTo(server.address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** What arrived, as {@code firing Down}, in any order. */
    private List<String> told() {
        return receiver.received().stream()
                .flatMap(one -> ALERT.matcher(one.body()).results())
                .map(alert -> alert.group(1) + " " + alert.group(2))
                .toList();
    }

    private void awaitTold(String... alerts) {
        await().atMost(TOLD_MAX).untilAsserted(() -> assertThat(told()).containsExactlyInAnyOrder(alerts));
    }

    @ParameterizedTest
    @MethodSource("originals")
    void tocsin_startedInItsPlace_goesOnWhereItStopped(Original original) throws Exception {
        // given
        String silences;
        try (AlertmanagerProcess before = start(original.program())) {
            silence(before, "Silenced");
            post(before, null, "Fires", "Ends", "Ended", "Silenced");
            awaitTold("firing Fires", "firing Ends", "firing Ended");
            post(before, Instant.now(), "Ended");
            awaitTold("firing Fires", "firing Ends", "firing Ended", "resolved Ended");
            silences = before.get("/api/v2/silences").text();
            new StateProbe(before).awaitFlushes(RECORDED_FLUSHES);
        }
        // when
        try (AlertmanagerProcess tocsin = start(Programs.tocsin())) {
            // then
            assertThat(tocsin.get("/api/v2/silences").text()).isEqualTo(silences);
            assertThat(tocsin.log())
                    .contains("msg=\"Imported a snapshot of Alertmanager\" component=storage file="
                            + folder.resolve("data/silences") + " imported=1 records=1")
                    .contains(folder.resolve("data/nflog") + " imported=3 records=3");
            post(tocsin, null, "Fires", "Ends", "Silenced", "SilencedToo");
            awaitOrigin(tocsin, "history?kind=silence");
            awaitOrigin(tocsin, "explain?filter=alertname=Silenced");
            post(tocsin, Instant.now(), "Ended");
            new StateProbe(tocsin).awaitFlushes(QUIET_FLUSHES);
            awaitTold("firing Fires", "firing Ends", "firing Ended", "resolved Ended");
            // when
            post(tocsin, Instant.now(), "Ends", "Silenced");
            post(tocsin, null, "New");
            // then
            awaitTold("firing Fires", "firing Ends", "firing Ended", "resolved Ended", "resolved Ends", "firing New");
            new StateProbe(tocsin).awaitFlushes(QUIET_FLUSHES);
            awaitTold("firing Fires", "firing Ends", "firing Ended", "resolved Ended", "resolved Ends", "firing New");
        }
        // when it starts once more the files are not read again
        try (AlertmanagerProcess tocsin = start(Programs.tocsin())) {
            assertThat(tocsin.log()).doesNotContain("Imported a snapshot");
            assertThat(tocsin.get("/api/v2/silences").text()).isEqualTo(silences);
            awaitOrigin(tocsin, "history?kind=silence");
        }
    }

    /** The answer says once which file the silence came from. */
    private void awaitOrigin(AlertmanagerProcess tocsin, String asked) {
        await().atMost(TOLD_MAX)
                .untilAsserted(
                        () -> assertThat(tocsin.get("/api/tocsin/v1/" + asked).text())
                                .containsOnlyOnce("\"snapshot:" + folder.resolve("data/silences") + " brought silence ")
                                .contains("of \\\"ann\\\" (\\\"works\\\") until "));
    }

    /** To the original and to Tocsin again, on one directory. */
    @ParameterizedTest
    @MethodSource("originals")
    void original_startedOnTheExport_goesOnAndSoDoesTocsinAfterIt(Original original) throws Exception {
        // given
        Path program = original.program();
        try (AlertmanagerProcess tocsin = start(Programs.tocsin())) {
            silence(tocsin, "Silenced");
            post(tocsin, null, "Fires", "Ends", "Ended", "Silenced");
            awaitTold("firing Fires", "firing Ends", "firing Ended");
            post(tocsin, Instant.now(), "Ended");
            awaitTold("firing Fires", "firing Ends", "firing Ended", "resolved Ended");
            export("--alertmanager.url=" + tocsin.url(), "state", "export", folder.resolve("running"));
        }
        export("state", "export", "--storage.path=" + folder.resolve("data"), folder.resolve("data"));
        assertThat(folder.resolve("data/silences")).hasSameBinaryContentAs(folder.resolve("running/silences"));
        assertThat(folder.resolve("data/nflog")).hasSameBinaryContentAs(folder.resolve("running/nflog"));
        String silences;
        // when
        try (AlertmanagerProcess after = start(program)) {
            // then
            assertThat(after.get("/api/v2/silences").text()).contains("\"Silenced.*\"", "\"state\":\"active\"");
            post(after, null, "Fires", "Ends", "Silenced");
            post(after, Instant.now(), "Ended");
            new StateProbe(after).awaitFlushes(QUIET_FLUSHES);
            awaitTold("firing Fires", "firing Ends", "firing Ended", "resolved Ended");
            // when
            expireAll(after);
            silence(after, "Other");
            post(after, Instant.now(), "Ends");
            post(after, null, "Silenced", "OtherOne");
            // then
            awaitTold(
                    "firing Fires",
                    "firing Ends",
                    "firing Ended",
                    "resolved Ended",
                    "resolved Ends",
                    "firing Silenced");
            silences = after.get("/api/v2/silences").text();
            new StateProbe(after).awaitFlushes(RECORDED_FLUSHES);
        }
        // when
        try (AlertmanagerProcess tocsin = start(Programs.tocsin())) {
            // then it knows what happened meanwhile
            assertThat(tocsin.get("/api/v2/silences").text()).isEqualTo(silences);
            assertThat(tocsin.log())
                    .contains("data/silences imported=2 records=2")
                    .contains("data/nflog imported=2 records=4 expired=0 known=2");
            post(tocsin, null, "Fires", "Silenced", "OtherOne");
            post(tocsin, Instant.now(), "Ended", "Ends");
            new StateProbe(tocsin).awaitFlushes(QUIET_FLUSHES);
            awaitTold(
                    "firing Fires",
                    "firing Ends",
                    "firing Ended",
                    "resolved Ended",
                    "resolved Ends",
                    "firing Silenced");
        }
    }

    private static void expireAll(AlertmanagerProcess server) {
        var ids = Pattern.compile("\"id\":\"([^\"]+)\"")
                .matcher(server.get("/api/v2/silences").text());
        while (ids.find()) {
            HttpExchange delete = new HttpExchange("DELETE", "/api/v2/silence/" + ids.group(1), Map.of(), null);
            assertThat(delete.sendTo(server.address()).status()).isEqualTo(200);
        }
    }

    private static void export(Object... arguments) throws Exception {
        assertThat(Programs.amtool(arguments)).contains("silences: 1 silence\n", "nflog: 3 notifications");
    }
}
