package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class YamlDocumentTest {
    private final Problems problems = new Problems();

    private Optional<YamlNode> read(String text) {
        return YamlDocument.read("a.yml", text, problems);
    }

    private Map<String, String> texts(String text) {
        Map<String, String> texts =
                read(text).map(root -> root.textEntries("map[string]string")).orElse(Map.of());
        assertThat(problems.errors()).isEmpty();
        return texts;
    }

    record Broken(String name, String text, int line, int column, String message, String hint, String original) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Broken[] brokenTexts() {
        return new Broken[] {
            new Broken(
                    "tab indents",
                    "a:\n\tb: c\n",
                    2,
                    1,
                    "a tab cannot indent",
                    "indent with spaces",
                    "yaml: line 2: found character that cannot start any token"),
            new Broken(
                    "two colons",
                    "a: 1\nb: c: d\n",
                    2,
                    5,
                    "not valid YAML",
                    "quote a value that holds",
                    "yaml: line 2: mapping values are not allowed in this context"),
            new Broken(
                    "undefined anchor",
                    "a: *b\n",
                    1,
                    4,
                    "undefined anchor",
                    "must be quoted",
                    "yaml: unknown anchor '<secret>' referenced"),
            new Broken(
                    "unknown tag",
                    "a: !!b c\n",
                    1,
                    4,
                    "unknown tag",
                    "must be quoted",
                    "yaml: Global tag is not allowed"),
            new Broken(
                    "indent",
                    "a:\n  b: c\n d: e\n",
                    3,
                    2,
                    "not valid YAML",
                    "check the indentation",
                    "yaml: line 2: did not find expected key"),
            new Broken(
                    "open brace",
                    "a: {b: c\nd: e\n",
                    2,
                    2,
                    "not valid YAML",
                    "comma or closing bracket",
                    "yaml: line 1: did not find expected ',' or '}'"),
            new Broken(
                    "open quote",
                    "x: y\na: \"b\n  c",
                    3,
                    4,
                    "not valid YAML",
                    "quote or bracket is not closed",
                    "yaml: line 3: found unexpected end of stream"),
            new Broken(
                    "reserved",
                    "a: 1\nb: @c\n",
                    2,
                    4,
                    "cannot start any token",
                    "put the value in quotes",
                    "yaml: line 2: found character that cannot start any token"),
            new Broken(
                    "control character",
                    "a: b\nc: \u0001\n",
                    2,
                    4,
                    "control character U+0001",
                    "remove it",
                    "yaml: control characters are not allowed"),
            new Broken(
                    "self reference",
                    "a: &x\n  b: *x\n",
                    1,
                    4,
                    "the anchor \"x\" contains itself",
                    "",
                    "yaml: anchor 'x' value contains itself"),
        };
    }

    @ParameterizedTest
    @MethodSource("brokenTexts")
    void read_broken_isLocatedAndNamesTheOriginalsWords(Broken broken) {
        assertThat(read(broken.text())).isEmpty();
        assertThat(problems.errors()).singleElement().satisfies(problem -> {
            assertThat(problem.position()).isEqualTo(new Position("a.yml", broken.line(), broken.column()));
            assertThat(problem.message()).contains(broken.message());
            assertThat(problem.hint().orElse("")).contains(broken.hint());
        });
        assertThat(problems.originalText()).isEqualTo(broken.original());
    }

    @Test
    void read_nothing_isNull() {
        assertThat(read("# only a comment\n"))
                .hasValueSatisfying(root -> assertThat(root.isNull()).isTrue());
    }

    @Test
    void read_byteOrderMark_isSkipped() {
        assertThat(texts("\uFEFFa: b\n")).containsExactly(Map.entry("a", "b"));
    }

    @Test
    void read_tabsBetweenValues_areSpaces() {
        assertThat(texts("a:\tb\t# c\nd:\t\n  e\n")).containsExactly(Map.entry("a", "b"), Map.entry("d", "e"));
    }

    @Test
    void read_lastLineOfBlanksAndTabs_isNothing() {
        assertThat(texts("a: b\n  \t")).containsExactly(Map.entry("a", "b"));
    }

    @Test
    void read_jsonIndentedWithTabs_isRead() {
        assertThat(texts("{\n\t\"a\":\t\"b\",\n\t\t\"c\": \"d\te\"\n}\n"))
                .containsExactly(Map.entry("a", "b"), Map.entry("c", "d\te"));
    }

    @Test
    void read_secondDocument_isIgnoredWithAWarning() {
        assertThat(texts("a: b\n---\nc: [\n")).containsExactly(Map.entry("a", "b"));
        assertThat(problems.warnings())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("second YAML document"));
    }

    @Test
    void read_aliases_areFollowed() {
        assertThat(texts("a: &x b\nc: *x\n")).containsExactly(Map.entry("a", "b"), Map.entry("c", "b"));
    }

    @Test
    void read_aliasBomb_isRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a%d: &a%d [%s*a%d]\n"
                    .formatted(i, i, "*a%d, ".formatted(i - 1).repeat(9), i - 1));
        }
        assertThat(read(bomb.toString())).isEmpty();
        assertThat(problems.originalText()).isEqualTo("yaml: document contains excessive aliasing");
    }

    @Test
    void read_manyAliases_areFine() {
        assertThat(read("a: &a {x: y}\nb: [" + "*a, ".repeat(10_000) + "*a]\n")).isPresent();
    }

    @Test
    void read_tooDeep_isRefused() {
        assertThat(read("[".repeat(1_000) + "]".repeat(1_000))).isEmpty();
        assertThat(problems.errors())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("deeper than 400"));
    }

    @Test
    void read_routesNestedAHundredDeep_areFine() {
        assertThat(read("{routes: [".repeat(100) + "]}".repeat(100))).isPresent();
    }

    @Test
    void read_tooLong_isRefused() {
        assertThat(read("a: " + "x".repeat(YamlDocument.CODE_POINTS_MAX))).isEmpty();
        assertThat(problems.hasErrors()).isTrue();
    }
}
