package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelPatternTest {
    private static final String[] PATTERN_PIECES = {
        "a",
        "b",
        "foo",
        ".*",
        ".*",
        ".+",
        ".",
        "|",
        "|",
        "^",
        "$",
        "(",
        ")",
        "(?:",
        "\\.",
        "\\|",
        "\\\\",
        "\u00e9",
        "\ud83d\ude00",
        "\n",
        "*",
        "?",
        "-"
    };
    private static final String[] VALUE_PIECES = {"a", "b", "foo", ".", "|", "\u00e9", "\ud83d\ude00", "\n", "-", "\\"};

    /** Deviation D-009: where the Java port of RE2 parts from Go's regexp. */
    private static final Set<String> KNOWN_DIFFERENCES =
            Set.of("(a{100}){100}", "\\\ud83d\ude00", "\\\u00e9", "(?P<n>a)(?P<n>b)");

    @Test
    void matches_everyRecordedPattern_answersAsGo() {
        List<List<String>> rows = GoldenLines.read(LabelPatternTest.class, "go-regexes.tsv");
        List<String> values = rows.get(0).subList(1, rows.get(0).size());
        for (List<String> row : rows.subList(1, rows.size())) {
            if (!KNOWN_DIFFERENCES.contains(row.get(1))) {
                assertThat(answer(row.get(1), values)).as(row.get(1)).isEqualTo(row.get(2));
            }
        }
    }

    private static String answer(String source, List<String> values) {
        try {
            LabelPattern pattern = LabelPattern.compile(source);
            return values.stream().map(v -> pattern.matches(v) ? "1" : "0").collect(Collectors.joining());
        } catch (InvalidPatternException e) {
            return String.valueOf(e.getMessage());
        }
    }

    @Test
    void matches_random_answersAsTheEngine() {
        Random random = new Random(20261123);
        int simple = 0;
        for (int i = 0; i < 20_000; i++) {
            String source = text(random, PATTERN_PIECES, 7);
            Pattern engine;
            try {
                engine = Pattern.compile("^(?:" + source + ")$");
            } catch (PatternSyntaxException ignored) {
                assertThat(LiteralPattern.of(source)).as(source).isEmpty();
                continue;
            }
            LabelPattern pattern = LabelPattern.compile(source);
            simple += pattern.usesEngine() ? 0 : 1;
            for (int j = 0; j < 8; j++) {
                String value = text(random, VALUE_PIECES, 5);
                assertThat(pattern.matches(value))
                        .as("%s on %s", source, value)
                        .isEqualTo(engine.matcher(value).find());
            }
        }
        assertThat(simple).isGreaterThan(4_000);
    }

    private static String text(Random random, String[] pieces, int piecesMax) {
        return IntStream.range(0, random.nextInt(piecesMax + 1))
                .mapToObj(i -> pieces[random.nextInt(pieces.length)])
                .collect(Collectors.joining());
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(
            strings = {
                "",
                "critical",
                "critical|warning",
                "(critical|warning|)",
                "^(?:a|b)$",
                "prod-.*",
                ".*-prod",
                ".+",
                ".*",
                ".*disk.*",
                "10\\.0\\.0\\.1:9100",
                "node.+|.*exporter"
            })
    void compile_commonShape_needsNoEngine(String source) {
        assertThat(LabelPattern.compile(source).usesEngine()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"(?i)foo", "(?s).*", "a.b", "[ab]", "a{2}", "prod-(a|b)", "a?", "\\d+", ".+.+", ".*\n.*"})
    void compile_otherShape_asksTheEngine(String source) {
        assertThat(LabelPattern.compile(source).usesEngine()).isTrue();
    }
}
