package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/history.md says that amtool prints, of the answer that it shows. */
final class HistoryDocumentTest {
    private static final Pattern CONSOLE = Pattern.compile("```console\n\\$ amtool (.*?)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern JSON = Pattern.compile("```json\n(.*?),\n  \"next\": 4709\n}\n```", Pattern.DOTALL);

    @Test
    void command_ofTheExample_printsWhatTheDocumentShows() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "history.md"));
        Matcher console = CONSOLE.matcher(document);
        Matcher json = JSON.matcher(document);
        assertThat(console.find() && json.find()).isTrue();
        try (FakeServer server = new FakeServer()) {
            server.answering(
                    "GET /api/tocsin/v1/history?alert=alertname%3D%22DiskFull%22&since=12h&", 200, json.group(1) + "}");

            assertThat(server.run(console.group(1).split(" "))).isEqualTo(new AmtoolRun(0, console.group(2), ""));
        }
    }
}
