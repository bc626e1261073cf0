package io.tocsin.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.GoldenBlocks.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Renders the snippets that the original's amtool was asked to render: the same text, or the same failure in the same words. */
final class TemplateGoldenTest {
    /** What differs, in full; the message of a failing test is short. */
    private static final Path OUTPUT = Path.of("target/golden/template");

    private static final int SHOWN_MAX = 10;
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

    static Stream<String> files() throws IOException {
        try (var files = Files.list(GoldenBlocks.FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".txt"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void render_everyRecordedSnippet_answersAsTheOriginal(String file) {
        List<String> differences = differences(file);

        GoldenTemplates.write(OUTPUT.resolve(file), String.join("\n", differences));
        assertThat(differences.stream().limit(SHOWN_MAX))
                .as(differences.size() + " differences, in full: " + OUTPUT.resolve(file))
                .isEmpty();
    }

    @Test
    void corpus_isAllThere() throws IOException {
        long snippets = files().flatMap(file -> GoldenBlocks.read(GoldenBlocks.FOLDER.resolve(file)).stream())
                .filter(block -> block.values().containsKey("text"))
                .count();

        assertThat(snippets).isGreaterThan(900);
    }

    private static List<String> differences(String file) {
        var settings = new LinkedHashMap<>(Map.of("type", "text", "data", "standard.json", "glob", "standard.tmpl"));
        var differences = new ArrayList<String>();
        for (Block block : GoldenBlocks.read(GoldenBlocks.FOLDER.resolve(file))) {
            if (block.values().containsKey("text")) {
                var snippet = new LinkedHashMap<>(settings);
                snippet.putAll(block.values());
                String expected = expected(block);
                String actual = GoldenTemplates.render(snippet, NOW);
                if (!actual.equals(expected)) {
                    differences.add(file + ":" + block.line() + "\n  text:     " + block.get("text") + "\n  original: "
                            + expected + "\n  ours:     " + actual);
                }
            } else {
                settings.putAll(block.values());
            }
        }
        return differences;
    }

    /** The original's answer, or ours where it differs on purpose. */
    private static String expected(Block block) {
        for (String key : List.of("ourError", "ourOut", "error")) {
            if (block.values().containsKey(key)) {
                return (key.endsWith("ut") ? "out: " : "error: ") + block.get(key);
            }
        }
        return "out: " + block.get("out");
    }
}
