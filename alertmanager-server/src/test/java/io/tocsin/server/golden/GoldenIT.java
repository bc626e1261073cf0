package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tocsin.server.process.Programs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ours gives the answers and notifications that the original gave when it was asked the same. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class GoldenIT {
    /** What came out, to be compared with the recorded folder by hand when a test fails. */
    private static final Path OUTPUT = Path.of("target/golden");

    /** How many sequences run at a time, at first and where they have to run again. */
    private static final List<Integer> AT_ONCE = List.of(8, 3, 1);

    private SortedMap<String, String> transcripts = new TreeMap<>();
    private final SortedMap<String, Map<String, String>> answers = new TreeMap<>();

    @BeforeAll
    void replay(@TempDir Path folder) throws Exception {
        Path program = Programs.tocsin();
        List<Sequence> sequences = GoldenFiles.sequences();
        var left = new ArrayList<>(sequences);
        for (int atOnce : AT_ONCE) {
            // Real time on a busy machine: what was late gets more chances with less company, and that is said.
            if (left.size() < sequences.size()) {
                left.forEach(sequence -> System.out.println("golden: running again: " + sequence.name()));
            }
            transcripts.putAll(SequenceRuns.run(program, folder.resolve("at-once-" + atOnce), left, atOnce));
            left.removeIf(sequence -> actual(sequence).equals(expected(sequence)));
        }
        for (RequestSet set : GoldenFiles.requestSets()) {
            answers.put(set.recording(), RequestRun.run(program, folder, set));
        }
        transcripts.forEach((name, text) -> GoldenFiles.write(OUTPUT.resolve(name + ".txt"), text));
        answers.forEach((name, all) -> GoldenFiles.write(OUTPUT.resolve(name + ".txt"), RequestRun.join(all)));
    }

    private String actual(Sequence sequence) {
        String transcript = transcripts.getOrDefault(sequence.name(), "");
        return Transcript.forgive(expected(sequence), transcript, sequence.looseTimes());
    }

    private static String expected(Sequence sequence) {
        return String.join("\n", GoldenFiles.recorded(sequence.name()).lines().toList());
    }

    static Stream<Sequence> sequences() {
        return GoldenFiles.sequences().stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("sequences")
    void sequence_replayed_givesWhatWasRecorded(Sequence sequence) {
        assertThat(actual(sequence)).as(sequence.why()).isEqualTo(expected(sequence));
    }

    static Stream<Arguments> requests() {
        return GoldenFiles.requestSets().stream().flatMap(set -> {
            Map<String, String> recorded = RequestRun.split(GoldenFiles.recorded(set.recording()));
            return set.requests().stream()
                    .map(request -> arguments(set.recording(), request, recorded.getOrDefault(request.name(), "")));
        });
    }

    @ParameterizedTest(name = "{0}: {1}", allowZeroInvocations = true)
    @MethodSource("requests")
    void request_replayed_isAnsweredAsRecorded(String set, Request request, String recorded) {
        String answer = answers.getOrDefault(set, Map.of()).getOrDefault(request.name(), "");
        request.check(recorded, answer);
    }
}
