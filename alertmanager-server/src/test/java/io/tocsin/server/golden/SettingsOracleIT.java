package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.tls.NamedCertificates;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks a living original again what is recorded of configurations beside the tests of the integrations: the text of its
 * status, whether it reads that text back, and what it says of settings good and bad. Reports what has drifted.
 */
@Tag("oracle")
final class SettingsOracleIT {
    private static final Path RECORDINGS = Path.of("..", "notifiers", "src", "test", "resources");
    private static final String REFUSED = "failed to reload config: ";

    @TempDir
    private Path folder;

    /** What the original answers to one configuration. */
    private record Answer(String refusal, String status) {}

    private AlertmanagerProcess start() {
        String smallest = "route: {receiver: a}\nreceivers: [{name: a}]\n";
        return AlertmanagerProcess.start(Programs.peer("prometheus-alertmanager"), folder, smallest, List.of())
                .awaitReady();
    }

    private Answer ask(AlertmanagerProcess original, String configuration) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), configuration);
        HttpAnswer reload = HttpExchange.post("/-/reload", "").sendTo(original.address());
        if (reload.status() != 200) {
            return new Answer(reload.text().strip().replace(REFUSED, ""), "");
        }
        String status = new ObjectMapper()
                .readTree(original.get("/api/v2/status").text())
                .at("/config/original")
                .asText();
        // The recordings were made in the configuration's folder.
        return new Answer("", status.replace(folder + "/", ""));
    }

    private static List<Path> recordings(String kind, String ending) throws IOException {
        try (var files = Files.list(RECORDINGS.resolve(kind))) {
            return files.filter(
                            file -> Files.isDirectory(file) || file.toString().endsWith(ending))
                    .filter(file -> !file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void status_askedAgain_isAsRecorded() throws IOException {
        var drifted = new ArrayList<String>();
        try (AlertmanagerProcess original = start()) {
            for (Path recording : recordings("status-golden", "/")) {
                Answer answer = ask(original, Files.readString(recording.resolve("alertmanager.yml")));
                if (!answer.equals(new Answer("", Files.readString(recording.resolve("status.yml"))))) {
                    drifted.add(recording.getFileName() + "\n" + answer.refusal() + answer.status());
                }
            }
        }
        assertThat(drifted).as("answers that differ from the recorded ones").isEmpty();
    }

    /** What it shows, or what we show instead where that is not read back. */
    @Test
    void status_givenBack_isRead() throws IOException {
        var refused = new ArrayList<String>();
        try (AlertmanagerProcess original = start()) {
            for (Path recording : recordings("status-golden", "/")) {
                Path ours = recording.resolve("shown.yml");
                Answer answer =
                        ask(original, Files.readString(Files.exists(ours) ? ours : recording.resolve("status.yml")));
                if (!answer.refusal().isEmpty()) {
                    refused.add(recording.getFileName() + ": " + answer.refusal());
                }
            }
        }
        assertThat(refused).isEmpty();
    }

    @Test
    void settings_askedAgain_getTheRecordedAnswer() throws IOException {
        var drifted = new ArrayList<String>();
        try (AlertmanagerProcess original = start()) {
            for (Path recording : recordings("settings-recorded", ".tsv")) {
                String list = recording.getFileName().toString().replace(".tsv", "_configs");
                for (String line : Files.readAllLines(recording)) {
                    String[] columns = line.split("\t", -1);
                    String text = "global: {" + columns[0] + "}\nroute: {receiver: a}\nreceivers: [{name: a,\n    "
                            + list + ": " + columns[1] + "}]\n";
                    // After a crash there would be nobody to ask.
                    if (!columns[2].startsWith("panic:")
                            && !ask(original, text).refusal().equals(columns[2].replace("\\n", "\n"))) {
                        drifted.add(list + ": " + line);
                    }
                }
            }
        }
        assertThat(drifted).as("answers that differ from the recorded ones").isEmpty();
    }

    @Test
    void files_askedAgain_getTheRecordedAnswer() throws IOException {
        var drifted = new ArrayList<String>();
        try (AlertmanagerProcess original = start()) {
            for (Path recording : recordings("files-recorded", ".tsv")) {
                for (String line : Files.readAllLines(recording)) {
                    String[] columns = line.replace("\\\\", "\0")
                            .replace("\\n", "\n")
                            .replace("\0", "\\")
                            .split("\t", -1);
                    if (columns[1].equals("panic")) {
                        // There would be nobody left to ask.
                        continue;
                    }
                    Answer answer = ask(original, NamedCertificates.fill(columns[0]));
                    if (!answer.refusal().equals(columns[1]) || !answer.status().contains(columns[2])) {
                        drifted.add(line);
                    }
                }
            }
        }
        assertThat(drifted).as("answers that differ from the recorded ones").isEmpty();
    }
}
