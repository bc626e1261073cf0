package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.server.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Asks a living original the questions whose answers are recorded. Without more it reports where the answers have drifted;
 * with {@code -Dtocsin.golden.record=FOLDER} it writes them down instead. The command is in docs/golden-data.md.
 */
@Tag("oracle")
final class GoldenOracleIT {
    @Test
    void original_askedAgain_answersAsRecorded(@TempDir Path folder) throws Exception {
        Path original = Programs.peer("prometheus-alertmanager");
        List<Sequence> sequences = GoldenFiles.sequences();
        var transcripts = SequenceRuns.run(original, Map.of(), folder, sequences, 28);
        var answers =
                RequestRun.run(original, Files.createDirectory(folder.resolve("requests")), GoldenFiles.requests());
        var amtools = new TreeMap<String, String>();
        for (Path amtool : List.of(Programs.peer("amtool"), Programs.installed("amtool", "tocsin.require.amtool"))) {
            Path own = Files.createDirectory(folder.resolve(AmtoolConversation.recordingName(amtool)));
            amtools.put(own.getFileName().toString(), AmtoolConversation.run(amtool, original, own));
        }
        String record = System.getProperty("tocsin.golden.record", "");
        if (!record.isEmpty()) {
            String version = Programs.firstVersionLine(original);
            transcripts.forEach((name, text) -> GoldenFiles.record(Path.of(record), name, version, text));
            amtools.forEach((name, text) -> GoldenFiles.record(Path.of(record), name, version, text));
            GoldenFiles.record(Path.of(record), "requests", version, RequestRun.join(answers));
        }
        assumeTrue(record.isEmpty(), "the answers were recorded, not compared");

        var drifted = new ArrayList<String>();
        for (Sequence sequence : sequences) {
            String recorded = String.join(
                    "\n", GoldenFiles.recorded(sequence.name()).lines().toList());
            String now =
                    Transcript.forgive(recorded, transcripts.getOrDefault(sequence.name(), ""), sequence.looseTimes());
            if (!now.equals(recorded)) {
                drifted.add(sequence.name() + "\n" + now);
            }
        }
        amtools.forEach((name, now) -> {
            if (!now.equals(GoldenFiles.recorded(name))) {
                drifted.add(name + "\n" + now);
            }
        });
        RequestRun.split(GoldenFiles.recorded("requests")).forEach((name, recorded) -> {
            String now = Transcript.forgive(recorded, answers.getOrDefault(name, ""), false);
            if (!now.equals(Transcript.forgive(recorded, recorded, false))) {
                drifted.add(name + "\n" + now);
            }
        });
        assertThat(drifted).as("answers that differ from the recorded ones").isEmpty();
    }
}
