package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/templates.md says that templates print. */
final class TemplatesDocumentTest {
    private static final Pattern DATA = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern BLOCKS =
            Pattern.compile("```template\n(.*?)\n```.*?```output\n(.*?)```", Pattern.DOTALL);

    /** The last two cells, in which a bar is written with a backslash. */
    private static final Pattern ROW = Pattern.compile("^\\| .* \\| `(.*)` \\| `(.*)` \\|$", Pattern.MULTILINE);

    @TempDir
    private Path folder;

    private String document = "";
    private Path data = Path.of("");

    private record Example(String template, String printed) {}

    @BeforeEach
    void read() throws IOException {
        document = Files.readString(Path.of("..", "docs", "templates.md"));
        Matcher json = DATA.matcher(document);
        assertThat(json.find()).isTrue();
        data = Files.writeString(folder.resolve("message.json"), json.group(1));
    }

    private List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        BLOCKS.matcher(document).results().forEach(block -> examples.add(new Example(block.group(1), block.group(2))));
        ROW.matcher(document)
                .results()
                .filter(row -> row.group(1).contains("{{"))
                .forEach(row -> examples.add(new Example(row.group(1).replace("\\|", "|"), row.group(2))));
        return examples;
    }

    @Test
    void examples_all_printWhatTheDocumentSays() {
        assertThat(examples()).hasSizeGreaterThan(40).allSatisfy(example -> {
            AmtoolRun run = AmtoolRun.of(
                    "template",
                    "render",
                    "--template.glob=",
                    "--template.data=" + data,
                    "--template.text=" + example.template());
            assertThat(run).as(example.template()).isEqualTo(new AmtoolRun(0, example.printed(), ""));
        });
    }
}
