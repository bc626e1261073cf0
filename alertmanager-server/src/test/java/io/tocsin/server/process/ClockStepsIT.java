package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The clock of a whole process is set forward and back, while it runs and while it does not; one test-only system property
 * shifts it ({@code ShiftedClock}).
 */
@Tag("waits")
final class ClockStepsIT {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    /** No step reaches the ends of alerts, nor repetition: entries from the future count as from the moment of the step. */
    private static final String CONFIG = """
            global: {resolve_timeout: 48h}
            route: {receiver: team, group_by: [alertname], group_wait: 0s, group_interval: 1s, repeat_interval: 72h}
            receivers: [{name: team, webhook_configs: [{url: "%s"}]}]
            """;

    /** Alerts are held for a minute. */
    private static final String SHORT_CONFIG = CONFIG.replace("48h", "10s");

    /** Of the one group that is not muted; the other one is flushed as often. */
    private static final int FLUSHES = 3;

    private final WebhookReceiver receiver = new WebhookReceiver();

    @TempDir
    private Path folder;

    private int shift;

    @AfterEach
    void close() {
        receiver.close();
    }

    /** The first step is the one back; a clock that was ahead is what NTP mends most often. */
    @Test
    void running_clockSetBackAndForth_repeatsNothingAndMutesOn() throws Exception {
        try (var server = start()) {
            StateProbe probe = new StateProbe(server);
            String silence = prepare(probe);
            for (int seconds : List.of(-HOUR, -HOUR - MINUTE, 2 * MINUTE, -24 * HOUR, 0)) {
                // when
                setClock(seconds);
                refresh(probe);
                probe.awaitFlushes(FLUSHES);
                // then
                assertNothingNew(probe, silence);
            }
            assertAllWorks(probe, silence);
            assertThat(server.log()).contains("level=WARN", "The clock of the system was set");
            assertThat(server.get("/metrics").text()).doesNotContain("tocsin_clock_steps_total{direction=\"back\"} 0");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-24 * HOUR, -HOUR, -2, 2 * MINUTE})
    void restart_clockSetMeanwhile_repeatsNothingAndMutesOn(int seconds) throws Exception {
        // given
        String silence;
        try (var server = start()) {
            StateProbe probe = new StateProbe(server);
            silence = prepare(probe);
            probe.awaitRecorded(1);
            server.signal("KILL");
            server.exitStatus(Duration.ofSeconds(10));
        }
        // when
        setClock(seconds);
        try (var server = start()) {
            StateProbe probe = new StateProbe(server);
            // then
            probe.awaitFlushes(FLUSHES);
            assertNothingNew(probe, silence);
            refresh(probe);
            probe.awaitFlushes(FLUSHES);
            assertNothingNew(probe, silence);
            assertAllWorks(probe, silence);
        }
    }

    /** Its senders cannot speak for an hour, by the clock, and what they try to say lies with the system meanwhile. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void running_alertsEndWhileNobodyCouldSpeak_fireOnForAMinute(boolean isSuspended) throws Exception {
        // given
        try (var server = start(SHORT_CONFIG);
                Socket sender = new Socket(
                        server.address().getAddress(), server.address().getPort())) {
            StateProbe probe = new StateProbe(server);
            probe.alert("held");
            probe.alert("posted");
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count("firing", "held") + count("firing", "posted") == 2);
            // when
            if (isSuspended) {
                server.signal("STOP");
                sender.getOutputStream().write(post("posted", now().plusSeconds(MINUTE)));
            }
            setClock(HOUR);
            if (isSuspended) {
                server.signal("CONT");
            }
            // then
            probe.awaitFlushes(2 * FLUSHES);
            assertThat(receiver.received()).hasSize(2);
            assertThat(probe.knowsAlert("held")).isTrue();
            assertThat(probe.knowsAlert("posted")).isTrue();
            assertThat(server.log()).contains("Nobody could speak to this server", "held=2");
            assertThat(server.get("/metrics").text()).contains("tocsin_alerts_held_total 2");

            // when
            passSlowly(probe, MINUTE + 10);
            // then
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> count("resolved", "held") == 1 && count("resolved", "posted") == 1);
        }
    }

    private static byte[] post(String name, Instant end) {
        String body = "[{\"labels\":{\"alertname\":\"" + name + "\"},\"endsAt\":\"" + end + "\"}]";
        String head = "POST /api/v2/alerts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
                + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.US_ASCII);
    }

    /** In steps that nobody takes for one: the server hears of each of them. */
    private void passSlowly(StateProbe probe, int seconds) throws IOException {
        for (int end = shift + seconds; shift < end; ) {
            setClock(shift + 5);
            Instant stepped = now();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                probe.alert("other");
                return !probe.updatedAt("other").isBefore(stepped);
            });
        }
    }

    /** One alert that was notified, and one that is silenced. */
    private String prepare(StateProbe probe) {
        String silence = StateProbe.idIn(probe.silence("muted", now()));
        refresh(probe);
        await().atMost(Duration.ofSeconds(60)).until(() -> count("firing", "told") == 1);
        return silence;
    }

    /** As Prometheus does every minute or so. */
    private static void refresh(StateProbe probe) {
        probe.alert("told");
        probe.alert("muted");
    }

    private void assertNothingNew(StateProbe probe, String silence) {
        assertThat(probe.isSilenceActive(silence)).as("silence at %d s", shift).isTrue();
        assertThat(probe.knowsAlert("told")).isTrue();
        assertThat(probe.knowsAlert("muted")).isTrue();
        assertThat(receiver.received()).as("notifications at %d s", shift).hasSize(1);
        assertThat(probe.isDegraded()).isFalse();
    }

    /** New alerts are told, resolves are, and the end of a silence counts. */
    private void assertAllWorks(StateProbe probe, String silence) {
        probe.alert("new");
        probe.resolve("told", now());
        HttpExchange end = new HttpExchange("DELETE", "/api/v2/silence/" + silence, Map.of(), null);
        assertThat(end.sendTo(probe.server().address()).status()).isEqualTo(200);

        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        count("firing", "new") == 1 && count("resolved", "told") == 1 && count("firing", "muted") == 1);
        assertThat(count("firing", "told")).isEqualTo(1);
    }

    private long count(String status, String name) {
        return receiver.received().stream()
                .filter(each -> each.body().startsWith("{\"receiver\":\"team\",\"status\":\"" + status + "\"")
                        && each.body().contains("\"groupLabels\":{\"alertname\":\"" + name + "\"}"))
                .count();
    }

    private AlertmanagerProcess start() {
        return start(CONFIG);
    }

    private AlertmanagerProcess start(String config) {
        Map<String, String> environment =
                Map.of("TOCSIN_JAVA_OPTS", "-Dtocsin.test.clock-shift=" + folder.resolve("clock"));
        return AlertmanagerProcess.start(
                        Programs.tocsin(), environment, folder, config.formatted(receiver.url()), List.of())
                .awaitReady();
    }

    private Instant now() {
        return Instant.now().plusSeconds(shift);
    }

    private void setClock(int seconds) throws IOException {
        shift = seconds;
        Path draft = Files.writeString(folder.resolve("clock.new"), String.valueOf(seconds));
        Files.move(draft, folder.resolve("clock"), StandardCopyOption.ATOMIC_MOVE);
    }
}
