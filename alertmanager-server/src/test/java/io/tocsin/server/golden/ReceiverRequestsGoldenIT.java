package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tocsin.server.process.Programs;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ours sends receivers what the original sent them when it had the same configuration and alerts. */
@Tag("waits")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ReceiverRequestsGoldenIT {
    /** What came out, to be compared with the recorded folder by hand when a test fails. */
    private static final Path OUTPUT = Path.of("target/golden");

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    private static final String NOTHING = "nothing";

    private final SortedMap<String, SortedMap<String, String>> sent = new TreeMap<>();

    @BeforeAll
    void replay(@TempDir Path folder) throws Exception {
        for (Sequence sequence : GoldenFiles.receiverSequences()) {
            SortedMap<String, String> deliveries = replay(sequence, folder.resolve(sequence.name()));
            if (!deliveries.keySet().equals(expected(sequence).keySet())) {
                // Real time on a busy machine: what was late once gets one more chance, and that is said.
                System.out.println("golden: running again: " + sequence.name());
                deliveries = replay(sequence, folder.resolve(sequence.name() + "-again"));
            }
            sent.put(sequence.name(), deliveries);
        }
    }

    private static SortedMap<String, String> replay(Sequence sequence, Path folder) throws Exception {
        int expected = expected(sequence).size();
        String transcript = ReceiverRun.run(Programs.tocsin(), folder, sequence, "", expected);
        GoldenFiles.write(OUTPUT.resolve(sequence.name() + ".txt"), transcript);
        return ReceiverTranscript.deliveries(transcript);
    }

    /** The original's, or what is in its place where ours differs on purpose. */
    private static SortedMap<String, String> expected(Sequence sequence) {
        SortedMap<String, String> expected = ReceiverTranscript.deliveries(GoldenFiles.recorded(sequence.name()));
        ReceiverTranscript.deliveries(GoldenFiles.ours(sequence.name())).forEach((to, text) -> {
            if (text.startsWith(NOTHING)) {
                assertThat(expected.keySet().removeIf(head -> head.equals(to) || head.startsWith(to + ",")))
                        .as(to + " is a delivery of the original")
                        .isTrue();
            } else {
                expected.replace(to, text);
            }
        });
        return expected;
    }

    static Stream<Arguments> deliveries() {
        return GoldenFiles.receiverSequences().stream()
                .flatMap(sequence -> expected(sequence).entrySet().stream()
                        .map(delivery -> arguments(sequence.name(), delivery.getKey(), delivery.getValue())));
    }

    @ParameterizedTest(name = "{0}: {1}", allowZeroInvocations = true)
    @MethodSource("deliveries")
    void delivery_replayed_isAsTheOriginals(String sequence, String to, String expected) {
        String actual = sent.getOrDefault(sequence, new TreeMap<>()).getOrDefault(to, NOTHING);

        assertThat(normal(to, actual)).isEqualTo(normal(to, expected));
    }

    static Stream<Sequence> sequences() {
        return GoldenFiles.receiverSequences().stream();
    }

    @ParameterizedTest(name = "{0}", allowZeroInvocations = true)
    @MethodSource("sequences")
    void deliveries_replayed_areNoMoreThanTheOriginals(Sequence sequence) {
        assertThat(sent.getOrDefault(sequence.name(), new TreeMap<>()).keySet())
                .as(sequence.why())
                .isSubsetOf(expected(sequence).keySet());
    }

    /** Bytes count for webhooks; what Slack is sent is JSON to Slack however its client writes it. Deviation D-226. */
    private static String normal(String to, String delivery) {
        if (to.startsWith("mail")) {
            return NormalMail.of(delivery);
        }
        return to.contains("slack") || to.contains("/api/chat.") ? inOrder(delivery) : delivery;
    }

    private static String inOrder(String delivery) {
        int body = delivery.indexOf("\n\n");
        if (body < 0) {
            return delivery;
        }
        try {
            Object json = JSON.readValue(delivery.substring(body).replace("(no line end)", ""), Object.class);
            return delivery.substring(0, body) + "\n"
                    + JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(delivery, e);
        }
    }
}
