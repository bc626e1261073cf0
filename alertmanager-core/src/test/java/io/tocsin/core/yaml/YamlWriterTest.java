package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlWriterTest {
    private static String write(String text) {
        return YamlWriter.write(new YamlFields().text("k", text));
    }

    /** Asked of Alertmanager 0.33.1 by way of its status. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "abc|abc",
                "^^|\"\"",
                "5|\"5\"",
                "yes|\"yes\"",
                "y|\"y\"",
                "~|\"~\"",
                "1:30|\"1:30\"",
                "a: b|'a: b'",
                "#a|'#a'",
                "a #b|'a #b'",
                "a#b|a#b",
                "-x|-x",
                "- x|'- x'",
                "it's|it's",
                "'x|'''x'",
                "@x|'@x'",
                "[a|'[a'",
                "a,b|a,b",
                "a\\b|a\\b",
                "2001-01-01|\"2001-01-01\"",
                "<secret>|<secret>",
                "...|'...'",
                "é|é",
            })
    void write_text_isStyledAsTheOriginalDoes(String text, String yaml) {
        assertThat(write(text)).isEqualTo("k: " + yaml + "\n");
    }

    @Test
    void write_textOfManyLines_isABlock() {
        assertThat(write("a\nb\n")).isEqualTo("k: |\n  a\n  b\n");
        assertThat(write("a\nb")).isEqualTo("k: |-\n  a\n  b\n");
        assertThat(write(" a\n\nb\n\n")).isEqualTo("k: |2+\n   a\n\n  b\n\n");
    }

    @Test
    void write_longText_isFoldedBehindColumn80() {
        String words = "word ".repeat(20).strip();
        assertThat(write(words).lines()).hasSize(2).allMatch(line -> line.length() <= 85);
    }

    @Test
    void write_specialCharacters_areEscaped() {
        assertThat(write("x\ty\u0001😀")).isEqualTo("k: \"x\\ty\\x01\\U0001F600\"\n");
    }

    @Test
    void write_collections_areBlocks() {
        YamlFields inner = new YamlFields().flag("b", true).number("count", 3);
        YamlFields root = new YamlFields()
                .fields("f", inner)
                .listIfAny("l", List.of(inner, new YamlFields()))
                .texts("e", List.of())
                .fields("m", new YamlFields())
                .anything("a", List.of(List.of("x", "y"), Map.of("z", 1.5)));
        assertThat(YamlWriter.write(root)).isEqualTo("""
                        f:
                          b: true
                          count: 3
                        l:
                        - b: true
                          count: 3
                        - {}
                        e: []
                        m: {}
                        a:
                        - - x
                          - "y"
                        - z: 1.5
                        """);
    }

    /** Deviation D-022: without quotes the original does not read it back. */
    @Test
    void write_keyThatMerges_isQuoted() {
        assertThat(YamlWriter.write(new YamlFields().text("<<", "<<"))).isEqualTo("\"<<\": <<\n");
    }

    @Test
    void write_nothing_isAnEmptyMapping() {
        assertThat(YamlWriter.write(new YamlFields())).isEqualTo("{}\n");
    }

    /** Whatever is written is read back as the same text. */
    @RepeatedTest(20)
    void write_randomTexts_areReadBack(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add(randomText(random));
        }
        String yaml = YamlWriter.write(new YamlFields().texts("k", texts));
        Problems problems = new Problems();
        List<String> read = YamlDocument.read("a.yml", yaml, problems)
                .flatMap(root -> root.mapping("t", mapping -> java.util.Optional.of(mapping.texts("k"))))
                .orElse(List.of());
        assertThat(problems.errors()).isEmpty();
        assertThat(read).isEqualTo(texts);
    }

    private static String randomText(Random random) {
        String alphabet = "abc xyz019 \n\t:#-?,[]{}&*!|>'\"%@`~=<\\.éü_+";
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(8) == 0 ? 150 : random.nextInt(12);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
