package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our amtool, as it is distributed, against our server. */
@Tag("waits")
final class AmtoolIT {
    private static final Pattern LISTENING = Pattern.compile("Listening on (127\\.0\\.0\\.1:\\d+); waiting");

    @Test
    void everyCommand_toOurServer_printsWhatTheOriginalPrinted(@TempDir Path folder) throws Exception {
        check(folder, Programs.tocsin());
    }

    @Test
    @Tag("oracle")
    void everyCommand_toTheOriginal_printsWhatTheOriginalPrinted(@TempDir Path folder) throws Exception {
        check(folder, Programs.peer("prometheus-alertmanager"));
    }

    private static void check(Path folder, Path alertmanager) throws Exception {
        String ours = AmtoolConversation.runOurs(alertmanager, folder);
        Map<String, String> expected = AmtoolConversation.expectedOfOurs(GoldenFiles.recorded("amtool-0.33.1"));
        assertThat(AmtoolConversation.split(ours)).hasSizeGreaterThan(100).isEqualTo(expected);
    }

    @Test
    void archive_isMadeAndUsed(@TempDir Path folder) throws Exception {
        Path archive = folder.resolve("amtool.jsa");
        Path made = folder.resolve("made.txt");
        Process make = start(folder, made, "--make-archive", archive.toString());
        assertThat(make.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(read(made)).isEqualTo(archive + "\n");
        Path said = folder.resolve("version.txt");
        var builder = new ProcessBuilder(Programs.tocsinAmtool().toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(said.toFile());
        builder.environment().put("TOCSIN_AMTOOL_ARCHIVE", archive.toString());
        // A JVM that cannot map the archive would end.
        builder.environment().put("TOCSIN_JAVA_OPTS", "-Xshare:on");
        Process version = builder.start();
        assertThat(version.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(version.exitValue()).as(read(said)).isZero();
        assertThat(read(said)).startsWith("amtool, version 0.34.0 ");
    }

    @Test
    void alertAdded_isPrintedByWebhookListen(@TempDir Path folder) throws Exception {
        Path printed = folder.resolve("printed.txt");
        Process listener = start(folder, printed, "webhook", "listen", ":0");
        try {
            String address = listeningOn(printed);
            String config = "route: {receiver: hook, group_by: [alertname], group_wait: 0s}\n"
                    + "receivers: [{name: hook, webhook_configs: [{url: \"http://" + address + "/\"}]}]\n";
            try (var alertmanager = AlertmanagerProcess.start(Programs.tocsin(), folder, config, List.of())
                    .awaitReady()) {
                Process add = start(
                        folder,
                        folder.resolve("add.txt"),
                        "--alertmanager.url=" + alertmanager.url(),
                        "alert",
                        "add",
                        "Dísk",
                        "job=node",
                        "--annotation=summary=full");
                assertThat(add.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(add.exitValue()).as(read(folder.resolve("add.txt"))).isZero();
                Awaitility.await()
                        .atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(read(printed))
                                .contains(
                                        "  FIRING  receiver=\"hook\"  reason=\"first notification\"\n",
                                        "  group labels: {alertname=\"Dísk\"}\n",
                                        "  - FIRING {alertname=\"Dísk\", job=\"node\"}\n",
                                        "      annotations: {summary=\"full\"}\n"));
            }
        } finally {
            listener.destroy();
            listener.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private static String listeningOn(Path printed) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> LISTENING.matcher(read(printed)).find());
        Matcher line = LISTENING.matcher(read(printed));
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    private static Process start(Path home, Path output, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Programs.tocsinAmtool().toString()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("HOME", home.toString());
        return builder.start();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
