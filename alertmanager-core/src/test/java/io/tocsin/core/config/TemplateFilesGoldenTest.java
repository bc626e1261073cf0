package io.tocsin.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Template files that are read with a configuration: the verdict of Alertmanager 0.33.1, in its words. */
final class TemplateFilesGoldenTest {
    private static final Path ROWS = Path.of("src", "test", "resources", "template", "template-files.tsv");

    private record Row(Map<String, String> files, String answer) {
        static Row of(String line) {
            // An escaped backslash must not be taken for the beginning of an escape.
            String[] columns = line.replace("\\\\", "\0").split("\t", -1);
            Map<String, String> files = Arrays.stream(columns[0].split("\\\\f"))
                    .map(file -> file.split("=", 2))
                    .collect(Collectors.toMap(
                            file -> file[0], file -> unescaped(file[1]), (first, second) -> second, TreeMap::new));
            return new Row(files, unescaped(columns[1]));
        }

        private static String unescaped(String text) {
            return text.replace("\\n", "\n").replace("\\t", "\t").replace("\0", "\\");
        }

        @Override
        public String toString() {
            return files.toString();
        }
    }

    /** The files beside the configuration. */
    private record Beside(Map<String, String> texts) implements FileSource {
        @Override
        public byte[] read(String path) throws IOException {
            String text = texts.get(path.substring("conf/".length()));
            if (text == null) {
                throw new IOException("open " + path + ": no such file or directory");
            }
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public List<String> glob(PathGlob pattern) {
            return texts.keySet().stream().map(name -> "conf/" + name).toList();
        }
    }

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(ROWS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Row::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void files_ofTheRecording_getTheOriginalsVerdict(Row row) {
        ConfigurationResult result = new ConfigurationDecoder(List.of(), MatcherMode.DEFAULT)
                .readingFiles(new Beside(row.files()))
                .decode(Decoding.FILE, "route: {receiver: a}\nreceivers: [{name: a}]\ntemplates: ['*.tmpl']\n");
        String answer = result instanceof Refused refused ? refused.originalText() : "";
        assertThat(answer).isEqualTo(row.answer().isEmpty() ? "" : "failed to parse templates: " + row.answer());
        if (result instanceof Refused refused) {
            assertThat(refused.report()).startsWith("conf/").contains(".tmpl:").doesNotContain("template: ");
        }
    }
}
