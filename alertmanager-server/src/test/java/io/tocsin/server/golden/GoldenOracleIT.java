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
 * with {@code -Dtocsin.golden.record=FOLDER} it writes them down instead, and {@code -Dtocsin.golden.only=REGEX} asks some of
 * them. The command is in docs/golden-data.md.
 */
@Tag("oracle")
final class GoldenOracleIT {
    @Test
    void original_askedAgain_answersAsRecorded(@TempDir Path folder) throws Exception {
        Path original = Programs.peer("prometheus-alertmanager");
        List<Sequence> sequences = GoldenFiles.sequences();
        var transcripts = SequenceRuns.run(original, folder, sequences, 28);
        var answers = new TreeMap<String, Map<String, String>>();
        for (RequestSet set : GoldenFiles.requestSets()) {
            answers.put(set.recording(), RequestRun.run(original, folder, set));
        }
        var amtools = new TreeMap<String, String>();
        for (Path amtool : List.of(Programs.peer("amtool"), Programs.installed("amtool", "tocsin.require.amtool"))) {
            String name = AmtoolConversation.recordingName(amtool);
            if (GoldenFiles.isAsked(name)) {
                Path own = Files.createDirectory(folder.resolve(name));
                amtools.put(name, AmtoolConversation.run(amtool, original, own));
            }
        }
        String record = System.getProperty("tocsin.golden.record", "");
        if (!record.isEmpty()) {
            String version = Programs.firstVersionLine(original);
            transcripts.forEach((name, text) -> GoldenFiles.record(Path.of(record), name, version, text));
            amtools.forEach((name, text) -> GoldenFiles.record(Path.of(record), name, version, text));
            answers.forEach((name, all) -> GoldenFiles.record(Path.of(record), name, version, RequestRun.join(all)));
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
        answers.forEach((set, all) -> RequestRun.split(GoldenFiles.recorded(set))
                .forEach((name, recorded) -> {
                    String now = Transcript.forgive(recorded, all.getOrDefault(name, ""), false);
                    if (!now.equals(Transcript.forgive(recorded, recorded, false))) {
                        drifted.add(set + ", " + name + "\n" + now);
                    }
                }));
        assertThat(drifted).as("answers that differ from the recorded ones").isEmpty();
    }
}
