package io.tocsin.server.process;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that hangs, and one that is full, under a steady stream of alerts: alerts are taken and notified in time, silences
 * are refused, and once the disk is back everything is on it.
 */
final class DiskOutageIT {
    /** The promise is a second, the rest a busy machine; far less than the outage lasts. */
    private static final Duration LATE_MAX = Duration.ofSeconds(10);

    /** Far less than the outage lasts, and more than a busy machine takes. */
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(10);

    private static final Duration BEFORE = Duration.ofSeconds(3);
    private static final Duration SHORT = Duration.ofSeconds(20);

    /** Happens to the disk of a server until what it returns is closed. */
    private interface Outage {
        AutoCloseable begin(AlertmanagerProcess server) throws IOException;
    }

    @Test
    void syncThatHangs_delaysNothingAndLosesNothing(@TempDir Path folder) throws Exception {
        FaultyWriter.assumePossible();
        run(Programs.tocsin(), folder, server -> FaultyWriter.stalled(server, folder), SHORT, "");
    }

    @Test
    @Tag("long")
    void syncThatHangsForHalfAMinute_delaysNothingAndLosesNothing(@TempDir Path folder) throws Exception {
        FaultyWriter.assumePossible();
        run(Programs.tocsin(), folder, server -> FaultyWriter.stalled(server, folder), Duration.ofSeconds(30), "");
    }

    @Test
    void diskFull_delaysNothingAndLosesNothing(@TempDir Path folder) throws Exception {
        Path data = Files.createDirectory(folder.resolve("data"));
        try (var disk = SmallDisk.mount(data, 16, Programs.tocsin())) {
            run(disk.program(), folder, server -> full(disk), SHORT, "No space left on device");
        }
    }

    private static AutoCloseable full(SmallDisk disk) throws IOException {
        disk.fill();
        return disk::free;
    }

    private static void run(Path program, Path folder, Outage outage, Duration length, String reason) throws Exception {
        try (var receiver = new WebhookReceiver()) {
            String config = SteadyAlerts.CONFIG.formatted(receiver.url());
            Kept kept;
            try (var server = start(program, folder, config);
                    var alerts = SteadyAlerts.begin(server.address())) {
                kept = live(new StateProbe(server), alerts, receiver, outage, length, reason);
                server.signal("KILL");
                server.exitStatus(Duration.ofSeconds(10));
            }
            try (var server = start(program, folder, config)) {
                assertAllThere(new StateProbe(server), kept);
                StateProbe probe = new StateProbe(server);
                probe.awaitFlushes(2 * probe.groups());
                assertThat(SteadyAlerts.repeated(receiver)).isEmpty();
            }
        }
    }

    private static AlertmanagerProcess start(Path program, Path folder, String config) {
        return AlertmanagerProcess.start(program, folder, config, List.of()).awaitReady();
    }

    /** What has to be there after the outage and a crash. */
    private record Kept(List<String> firing, List<String> silences) {}

    /** Lives through an outage and its end. */
    private static Kept live(
            StateProbe probe,
            SteadyAlerts alerts,
            WebhookReceiver receiver,
            Outage outage,
            Duration length,
            String reason)
            throws Exception {
        String before = probe.silenced("before");
        Thread.sleep(BEFORE.toMillis());
        Instant begun = Instant.now();
        try (AutoCloseable end = outage.begin(probe.server())) {
            requireNonNull(end, "end");
            watch(probe, begun.plus(length), reason);
        }
        Instant ended = Instant.now();
        await("end of the outage").atMost(Duration.ofSeconds(60)).until(() -> !probe.isDegraded());
        assertThat(probe.server().log()).contains("level=INFO", "Storage works again");
        String after = probe.silenced("after");
        alerts.end(receiver);
        probe.awaitRecorded(receiver.received().size());

        assertThat(alerts.statuses()).containsExactly(200);
        Duration usual = alerts.latest(receiver, Instant.MIN, begun);
        Duration latest = alerts.latest(receiver, begun, ended);
        System.out.println("latest notification during the outage: " + latest + ", before it: " + usual
                + ", slowest post: " + alerts.slowestPost());
        assertThat(alerts.slowestPost()).isLessThan(LATE_MAX.plusSeconds(1).plus(usual));
        assertThat(latest).as("how late; %s without an outage", usual).isLessThan(LATE_MAX.plus(usual));
        assertThat(SteadyAlerts.repeated(receiver)).isEmpty();
        return new Kept(alerts.firing(), List.of(before, after));
    }

    private static void assertAllThere(StateProbe probe, Kept kept) {
        String listed = probe.server().get("/api/v2/alerts").text();
        assertThat(kept.firing())
                .isNotEmpty()
                .allMatch(instance -> listed.contains("\"instance\":\"" + instance + "\""));
        assertThat(kept.silences()).allMatch(probe::isSilenceActive);
        assertThat(probe.isDegraded()).isFalse();
    }

    /** Looks at the server until the outage is to end. */
    private static void watch(StateProbe probe, Instant until, String reason) throws InterruptedException {
        await("degraded").atMost(Duration.ofSeconds(60)).until(probe::isDegraded);
        assertThat(probe.server().log()).contains("level=WARN", "Storage fails", reason);
        while (Instant.now().isBefore(until)) {
            Instant asked = Instant.now();
            assertThat(probe.isServing()).isTrue();
            assertThat(Duration.between(asked, Instant.now())).isLessThan(ANSWERED_WITHIN);
            HttpAnswer refused = probe.silence("refused");
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.text())
                    .startsWith("\"silences cannot be stored: ")
                    .contains(reason)
                    .endsWith("\"\n");
            assertThat(Duration.between(asked, Instant.now())).isLessThan(ANSWERED_WITHIN);
            assertThat(probe.isDegraded()).isTrue();
            Thread.sleep(200);
        }
    }
}
