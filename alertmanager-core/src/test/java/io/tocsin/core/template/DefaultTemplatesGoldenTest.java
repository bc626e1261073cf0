package io.tocsin.core.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.template.GoldenBlocks.Block;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Renders every default template but the mail's HTML over the recorded alert sets: the same text as the original's. */
final class DefaultTemplatesGoldenTest {
    private static final Path RECORDED = GoldenBlocks.FOLDER.resolve("defaults/rendered.txt");
    private static final Path OUTPUT = Path.of("target/golden/template/defaults.txt");
    private static final int SHOWN_MAX = 10;
    private static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");
    private static final String AS_HTML = "html:";

    /** Their dot is a list of alerts. */
    private static final Set<String> OF_ALERTS =
            Set.of("__text_alert_list", "__text_alert_list_markdown", "pagerduty.default.instances");

    @Test
    void render_everyDefaultTemplateOverEverySet_answersAsTheOriginal() {
        var differences = new ArrayList<String>();
        for (Block block : GoldenBlocks.read(RECORDED)) {
            for (String name : names(block).toList()) {
                String expected = "out: " + block.get("out");
                String actual = GoldenTemplates.render(question(block.get("set"), name), NOW);
                if (!actual.equals(expected)) {
                    differences.add(
                            block.get("set") + ", " + name + "\n  original: " + expected + "\n  ours:     " + actual);
                }
            }
        }

        GoldenTemplates.write(OUTPUT, String.join("\n", differences));
        assertThat(differences.stream().limit(SHOWN_MAX))
                .as(differences.size() + " differences, in full: " + OUTPUT)
                .isEmpty();
    }

    @Test
    void corpus_isAllThere() {
        List<Block> blocks = GoldenBlocks.read(RECORDED);

        assertThat(blocks.stream()
                        .map(block -> block.get("set"))
                        .filter(set -> !set.isEmpty())
                        .distinct())
                .hasSizeGreaterThan(50);
        assertThat(blocks.stream().flatMap(DefaultTemplatesGoldenTest::names).distinct())
                .hasSizeGreaterThan(60);
    }

    private static Stream<String> names(Block block) {
        return Stream.of(block.get("names").split(" ")).filter(name -> !name.isEmpty());
    }

    private static Map<String, String> question(String set, String name) {
        String plain = name.replace(AS_HTML, "");
        String dot = OF_ALERTS.contains(plain) ? ".Alerts" : ".";
        return Map.of(
                "text", "{{ template \"" + plain + "\" " + dot + " }}",
                "type", name.startsWith(AS_HTML) ? "html" : "text",
                "data", "../sets/" + set);
    }
}
