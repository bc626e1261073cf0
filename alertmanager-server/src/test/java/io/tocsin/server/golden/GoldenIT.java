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

    private static final int AT_ONCE = 8;
    private static final int AT_ONCE_AGAIN = 3;

    private SortedMap<String, String> transcripts = new TreeMap<>();
    private final SortedMap<String, Map<String, String>> answers = new TreeMap<>();

    @BeforeAll
    void replay(@TempDir Path folder) throws Exception {
        Path program = Programs.tocsin();
        List<Sequence> sequences = GoldenFiles.sequences();
        transcripts = SequenceRuns.run(program, folder.resolve("first"), sequences, AT_ONCE);
        var again = new ArrayList<>(sequences);
        again.removeIf(sequence -> actual(sequence).equals(expected(sequence)));
        if (!again.isEmpty()) {
            // Real time on a busy machine: what was late once gets one more chance with less company, and that is said.
            again.forEach(sequence -> System.out.println("golden: running again: " + sequence.name()));
            transcripts.putAll(SequenceRuns.run(program, folder.resolve("second"), again, AT_ONCE_AGAIN));
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
