package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.server.golden.ConfigurationMutations.Mutation;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tells a living original to load every changed configuration. Reports what has drifted from the recording, or writes it
 * with {@code -Dtocsin.golden.record=FOLDER}.
 */
@Tag("oracle")
final class MutationsOracleIT {
    private static final String SMALLEST = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    @TempDir
    private Path folder;

    private String answer(AlertmanagerProcess original, Mutation mutation) throws IOException {
        Files.writeString(folder.resolve("alertmanager.yml"), mutation.text());
        try {
            HttpAnswer reload = HttpExchange.post("/-/reload", "").sendTo(original.address());
            return reload.status() == 200
                    ? ""
                    : reload.text()
                            .strip()
                            .replace("failed to reload config: ", "")
                            .replace(folder + "/", "");
        } catch (UncheckedIOException e) {
            return MutationRecording.CRASH;
        }
    }

    @Test
    void original_askedAgain_answersAsRecorded() throws IOException {
        List<String> lines = new ArrayList<>();
        Path program = Programs.peer("prometheus-alertmanager");
        AlertmanagerProcess original =
                AlertmanagerProcess.start(program, folder, SMALLEST, List.of()).awaitReady();
        try {
            for (Mutation mutation : ConfigurationMutations.all()) {
                String answer = answer(original, mutation);
                // It may also have died of the one before, a moment later.
                for (int tries = 0; answer.equals(MutationRecording.CRASH) && tries < 2; tries++) {
                    original.close();
                    original = AlertmanagerProcess.start(program, folder, SMALLEST, List.of())
                            .awaitReady();
                    answer = tries == 0 ? answer(original, mutation) : answer;
                }
                lines.add(MutationRecording.line(mutation, answer));
            }
        } finally {
            original.close();
        }
        String text = String.join("\n", lines) + "\n";
        String record = System.getProperty("tocsin.golden.record", "");
        if (!record.isEmpty()) {
            GoldenFiles.record(Path.of(record), MutationRecording.NAME, Programs.firstVersionLine(program), text);
        }
        assumeTrue(record.isEmpty(), "the answers were recorded, not compared");
        assertThat(text).isEqualTo(GoldenFiles.recorded(MutationRecording.NAME));
    }
}
