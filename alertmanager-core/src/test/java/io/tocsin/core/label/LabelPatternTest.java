package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    /** What the engine is asked for, mixed with literals that a value has to have. */
    private static final String[] ENGINE_PIECES = {
        "a",
        "b",
        "foo",
        "\\.",
        "-",
        ".",
        "[ab]",
        "[^]a]",
        "[[:digit:]|]",
        "(a|b)",
        "(?:foo)",
        "(?P<n>a|-)",
        "\\w",
        "\\b",
        "\\pL",
        "\\x61",
        "\\Qa|b\\E",
        "(?i)",
        "(?i:A)",
        "*",
        "+",
        "?",
        "{2}",
        "{0,1}",
        "{,2}",
        "{",
        "*?",
        "+?",
        "^",
        "$",
        "|",
        "(",
        ")",
        "\ud83d\ude00"
    };

    private static final String[] VALUE_PIECES = {"a", "b", "foo", ".", "|", "\u00e9", "\ud83d\ude00", "\n", "-", "\\"};

    /** Deviation D-009: where the Java port of RE2 parts from Go's regexp. */
    private static final Set<String> KNOWN_DIFFERENCES = Set.of("(?P<n>a)(?P<n>b)");

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
        assertThat(simpleAmongRandom(PATTERN_PIECES)).isGreaterThan(4_000);
    }

    @Test
    void matches_randomForTheEngine_answersAsTheEngine() {
        assertThat(simpleAmongRandom(ENGINE_PIECES)).isLessThan(4_000);
    }

    /** Compares with the engine alone; returns how many patterns needed none. */
    private static int simpleAmongRandom(String[] pieces) {
        Random random = new Random(20261123);
        int simple = 0;
        for (int i = 0; i < 20_000; i++) {
            String source = text(random, pieces, 7);
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
        return simple;
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

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '!',
            value = {
                "((a{10}){10}){10} ! ",
                "((a{10}){10}){11} ! invalid repeat count: `{11}`",
                "(a{2,}b{600}){2} ! invalid repeat count: `{2}`",
                "(a{1000}b{1000}) ! ",
                "(a{500}){2,} ! ",
                "(a{500}){3,} ! invalid repeat count: `{3,}`",
                "(?:a{100}){0,100} ! invalid repeat count: `{0,100}`",
                "[{100}]{100} ! ",
                "[]{100}]{100} ! ",
                "(\\Q{100}\\E{10}){10} ! ",
                "(\\{100}a{10}){10} ! ",
                "(a{101}|b){10} ! invalid repeat count: `{10}`",
                "(a{1000})* ! ",
                "((a{1000})*){2} ! invalid repeat count: `{2}`",
                "x{600}{2} ! invalid nested repetition operator: `{600}{2}`",
                "(x{100,200}){6} ! invalid repeat count: `{6}`",
            })
    void compile_nestedRepeats_haveGosBound(String source, @Nullable String error) {
        if (error == null) {
            assertThat(LabelPattern.compile(source).matches("x")).isFalse();
        } else {
            assertThatThrownBy(() -> LabelPattern.compile(source)).hasMessage("error parsing regexp: " + error);
        }
    }

    @Test
    void compile_veryDeep_isRefusedNotACrash() {
        assertThat(LabelPattern.compile("(".repeat(100) + "[ab]" + ")".repeat(100))
                        .matches("a"))
                .isTrue();
        assertThatThrownBy(() -> LabelPattern.compile("(".repeat(100_000)))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessageContaining("expression nests too deeply");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '!',
            value = {
                "b(?:a?){1000}(?:a?){1000}",
                "(?:|[b]){1000}",
                "b[[:alpha:]]?(?:[[:alpha:]]?){999}[ab]?",
                "(?:\\x41?){1000}b?",
                "(?:\\p{Greek}?){500}(?:\\101?){501}",
                "a?b)|(?:(?:a?){1000}",
                "(?:\\b){1001}|(?:\\b){600}(?:$){600}",
                "(?:[ab]c){1000}(?:[ab]{49}){1000}",
            })
    void compile_largerThanTheEngineCanBear_isRefused(String source) {
        assertThatThrownBy(() -> LabelPattern.compile(source)).as(source).isInstanceOf(InvalidPatternException.class);
        assertThat(LabelPattern.problemOf(source, false)).isPresent();
    }

    @Test
    void problemOf_compiledPattern_isFoundWhereOnlyTheAnchorsMadeItWhole() {
        LabelPattern.compile("[ab])|(?:b");
        assertThat(LabelPattern.problemOf("[ab])|(?:b", true))
                .hasValue("error parsing regexp: unexpected ): `[ab])|(?:b`");
        assertThat(LabelPattern.problemOf("([ab])|(?:b)\\\\)", true)).isPresent();
        assertThat(LabelPattern.problemOf("([ab])|(?:b)[)]\\)", true)).isEmpty();
    }

    /** Deviation D-150. */
    @Test
    void compile_atTheBounds_isTakenAndOneMoreRefused() {
        assertBound("b" + "a?".repeat(1_000), "a?");
        assertBound("b(?:a?){1000}", "a?");
        assertBound("\\pL".repeat(500), "\\PL");
        assertBound(".{49999}".replace("{49999}", ".{999}".repeat(50)).substring(1), "[ab]{51}");
        assertThat(LabelPattern.compile("x(?:" + "[ab]c|".repeat(1_000) + "[ab]d)")
                        .matches("xbd"))
                .isTrue();
        assertThatThrownBy(() -> LabelPattern.compile("x(?:" + "[ab]c|".repeat(1_001) + "[ab]d)"))
                .hasMessageStartingWith("error parsing regexp: expression too large: `");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s", "(%s)", "^(?:%s)$"})
    void compile_longListOfAlternatives_findsEach(String around) {
        String list = IntStream.range(0, 2_000)
                .mapToObj(i -> "pod-" + i + ".eu.[0-9]")
                .collect(Collectors.joining("|"));
        LabelPattern pattern = LabelPattern.compile(around.formatted(list));
        assertThat(IntStream.range(0, 2_000)).allMatch(i -> pattern.matches("pod-" + i + ":eu-9"));
        assertThat(pattern.matches("pod-1999:eu-9x")).isFalse();
        assertThat(pattern.matches("pod-2000:eu-9")).isFalse();
        assertThat(LabelPattern.problemOf(around.formatted(list), false)).isEmpty();
    }

    private static void assertBound(String taken, String more) {
        assertThat(LabelPattern.compile(taken).matches("b")).as(taken).isEqualTo(taken.startsWith("b"));
        assertThatThrownBy(() -> LabelPattern.compile(taken + more))
                .as(taken)
                .hasMessageStartingWith("error parsing regexp: expression too large: `");
    }

    /** What needs no such depth is taken, however long it is. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[a-z]{0,1000}",
                "(?:\\pL){1000}",
                "(?:[a-z]{0,62}\\.){1,15}[a-z]{2,63}",
                "(?:a?b){1000}",
                "(?:[ab]*c){1000}",
                "(?:(?:[ab]|cd|e)f){1000}"
            })
    void compile_longButNeverDeep_isTaken(String source) {
        assertThat(LabelPattern.compile(source).matches("-")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".*", ".+", "a.*", ".*b", ".+\n.+", "a.b|c.*", "(?:a|b)[^x].", "a$", "^a.+"})
    void compileSpanningLines_anyPattern_answersAsTheEngineWithDotAll(String source) {
        Pattern engine = Pattern.compile("^(?s:" + source + ")$");

        for (String value : List.of("", "a", "\n", "a\n", "a\nb", "\nb", "c\n\n", "b\n\n", "a\nb\n", "ab")) {
            assertThat(LabelPattern.compileSpanningLines(source).matches(value))
                    .as("%s on %s", source, value)
                    .isEqualTo(engine.matcher(value).find());
        }
    }

    @Test
    void compileSpanningLines_samePattern_isAnotherOne() {
        assertThat(LabelPattern.compileSpanningLines("a.")).isNotEqualTo(LabelPattern.compile("a."));
        assertThatThrownBy(() -> LabelPattern.compileSpanningLines("a)"))
                .isInstanceOf(InvalidPatternException.class)
                .hasMessage("error parsing regexp: unexpected ): `a)`");
    }

    /** What is around the pattern does not show in what is said of it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "a(b",
                "a)(b",
                "[a",
                "a\\",
                "*a",
                "a**",
                "(?z)",
                "(?i",
                "\\x4",
                "\\p{Nothing}",
                "a{1001}",
                "(a{100}){100}"
            })
    void compileSpanningLines_invalidPattern_saysWhatIsWrongWithItAlone(String source) {
        String problem = LabelPattern.problemOf(source, false).orElseThrow();
        assertThatThrownBy(() -> LabelPattern.compileSpanningLines(source)).hasMessage(problem);
    }
}
