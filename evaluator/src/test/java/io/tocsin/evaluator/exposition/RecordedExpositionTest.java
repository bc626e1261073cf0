package io.tocsin.evaluator.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.exposition.ExpositionParser.Entry;
import io.tocsin.evaluator.exposition.RecordedAnswers.Answer;
import io.tocsin.evaluator.exposition.RecordedAnswers.RecordedSample;
import io.tocsin.evaluator.exposition.RecordedAnswers.RecordedSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parsers beside the original: what is taken, what is refused, and what is read. */
final class RecordedExpositionTest {
    /** What the original refuses later than in its parser. */
    private static final List<String> REFUSED_LATER =
            List.of("too old sample", "is not unique", "missing metric name", "invalid metric name or label names");

    static Stream<Answer> answers() {
        return RecordedAnswers.read().answers().stream()
                .filter(answer -> !answer.contentType().contains("protobuf"))
                // Deviation D-322.
                .filter(answer -> !answer.name().contains("{abc"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void body_recorded_isReadAsTheOriginalDoes(Answer answer) {
        Map<Map<String, String>, List<String>> read =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        String error = read(answer, read);

        if (error == null) {
            assertThat(answer.error())
                    .matches(text -> text.isEmpty() || REFUSED_LATER.stream().anyMatch(text::contains));
        } else {
            assertThat(answer.error()).as(error).isNotEmpty();
        }
        if (answer.error().isEmpty()) {
            assertThat(read).containsAllEntriesOf(expected(answer));
        }
    }

    private static Map<Map<String, String>, List<String>> expected(Answer answer) {
        Map<Map<String, String>, List<String>> expected =
                new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        for (RecordedSeries series : answer.series()) {
            expected.put(
                    series.labels(),
                    series.samples().stream()
                            .map(RecordedExpositionTest::sample)
                            .toList());
        }
        return expected;
    }

    private static String sample(RecordedSample sample) {
        double value = switch (sample.value()) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(sample.value());
        };
        return sample.timestampMillis() + " " + value;
    }

    /** @return what is wrong, or null */
    private static @Nullable String read(Answer answer, Map<Map<String, String>, List<String>> into) {
        try {
            ExpositionFormat format = ContentType.formatOf(answer.contentType(), fallback(answer.fallback()));
            if (answer.body().length == 0) {
                return null;
            }
            ExpositionParser parser = format.parser(answer.body());
            for (Entry entry = parser.next(ExpositionParser.NOTHING);
                    entry != Entry.END;
                    entry = parser.next(ExpositionParser.NOTHING)) {
                if (entry == Entry.SERIES) {
                    add(parser, into);
                }
            }
            return null;
        } catch (ExpositionSyntaxException e) {
            return e.getMessage();
        }
    }

    private static Optional<ExpositionFormat> fallback(String protocol) {
        if (protocol.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(protocol.startsWith("Open") ? ExpositionFormat.OPEN_METRICS : ExpositionFormat.TEXT);
    }

    private static void add(ExpositionParser parser, Map<Map<String, String>, List<String>> into) {
        Labels labels = parser.labels();
        Map<String, String> pairs = new TreeMap<>(labels.asMap());
        pairs.values().removeIf(String::isEmpty);
        long time = parser.hasTimestamp() ? parser.timestampMillis() : -1;
        // Of several at one time the first stays.
        into.computeIfAbsent(pairs, key -> new ArrayList<>(List.of(time + " " + parser.value())));
    }
}
