package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server as the Prometheus Operator runs it: an arbitrary user without capabilities, everything read-only but the
 * storage path, no temporary folder, and the Operator's own argument list.
 *
 * @see "prometheus-operator: pkg/alertmanager statefulset.go"
 */
final class RestrictedContainerIT {
    private static final String UID = "12345";

    private static final List<String> OPERATOR_FLAGS = List.of(
            "--data.retention=120h",
            "--web.route-prefix=/",
            "--enable-feature=receiver-name-in-metrics",
            "--web.get-concurrency=8",
            "--web.timeout=30",
            "--silences.max-silences=100",
            "--silences.max-per-silence-bytes=4096",
            "--dispatch.start-delay=0s",
            "--log.level=info",
            "--log.format=logfmt",
            "--cluster.advertise-address=127.0.0.1:9094",
            "--cluster.gossip-interval=200ms",
            "--cluster.pushpull-interval=1m",
            "--cluster.peer-timeout=15s",
            "--cluster.peer-name=alertmanager-main-0",
            "--cluster.label=monitoring/main",
            "--cluster.peer=alertmanager-main-0.alertmanager-operated:9094",
            "--cluster.reconnect-timeout=5m");

    private static final String CONFIG = """
            route: {receiver: team, group_wait: 0s}
            receivers: [{name: team, webhook_configs: [{url: "%s"}]}]
            """;

    /** A mount namespace of its own, in which everything but the storage is read-only. */
    private static final String ENTER = """
            #!/bin/sh
            set -e
            cd /
            exec unshare --mount sh -c '
              set -e
              mount --make-rprivate /
              mount --bind "$0/data" "$0/data"
              mount -o remount,bind,ro /
              for folder in /tmp /var/tmp /dev/shm /run; do mount -o remount,bind,ro "$folder" 2>/dev/null || true; done
              if touch "$0/probe" 2>/dev/null || touch /tmp/probe-$$ 2>/dev/null; then echo "not read-only" >&2; exit 1; fi
              folder=$0
              exec setpriv --reuid=%1$s --regid=%1$s --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all \\
                env -i PATH="$PATH" "$folder/dist/bin/alertmanager" "$@"
            ' "%2$s" "$@"
            """;

    @Test
    void start_asTheOperatorRunsIt_notifiesAndStops(@TempDir Path folder) throws Exception {
        // given
        assumeThat(isPermitted())
                .as("mount namespaces and setpriv, which need root, are not to be had here")
                .isTrue();
        Path enter = prepare(folder);
        Path webConfig = Files.createFile(folder.resolve("web-config.yaml"));

        try (var receiver = new WebhookReceiver()) {
            // when
            List<String> flags = new ArrayList<>(OPERATOR_FLAGS);
            flags.add("--web.config.file=" + webConfig);
            try (var server = AlertmanagerProcess.start(enter, folder, CONFIG.formatted(receiver.url()), flags)
                    .awaitReady()) {
                HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"x\"}}]")
                        .sendTo(server.address());

                // then
                await().atMost(Duration.ofSeconds(60))
                        .until(() -> !receiver.received().isEmpty());
                assertThat(server.log()).doesNotContain("level=ERROR", "WARNING", "denied");
                server.signal("TERM");
                assertThat(server.exitStatus(Duration.ofSeconds(30))).isZero();
            }
        }
    }

    private static Path prepare(Path folder) throws IOException, InterruptedException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        String dist = Programs.tocsin().resolve("../..").normalize().toString();
        run("cp", "-r", dist, folder.resolve("dist").toString());
        run("mkdir", folder.resolve("data").toString());
        run("chown", UID + ":" + UID, folder.resolve("data").toString());
        Path enter = folder.resolve("enter");
        Files.writeString(enter, ENTER.formatted(UID, folder));
        Files.setPosixFilePermissions(enter, PosixFilePermissions.fromString("rwxr-xr-x"));
        return enter;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                .as(String.join(" ", command))
                .isZero();
    }

    private static boolean isPermitted() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "--mount", "sh", "-c", "mount --make-rprivate / && setpriv --version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}
