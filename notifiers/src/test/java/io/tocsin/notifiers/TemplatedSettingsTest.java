package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every setting that the original takes for a template is tried when the configuration is read, and no other one. */
final class TemplatedSettingsTest {
    private static final Path ROWS = Path.of("src", "test", "resources", "templated-settings.tsv");

    private record Row(String integration, String setting, boolean isTemplated, String element) {
        static Row of(String line) {
            String[] columns = line.split("\t", -1);
            return new Row(columns[0], columns[1], columns[2].equals("templated"), columns[3]);
        }

        @Override
        public String toString() {
            return integration + " " + setting;
        }
    }

    static Stream<Row> rows() throws IOException {
        return Files.readAllLines(ROWS).stream()
                .filter(line -> !line.startsWith("#"))
                .map(Row::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void setting_thatIsATemplate_isTried(Row row) {
        String text = "route: {receiver: a}\nreceivers:\n- name: a\n  " + row.integration() + "_configs:\n  - "
                + row.element() + "\n";
        ConfigurationResult result =
                new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT).decode("alertmanager.yml", text);
        assertThat(result).isInstanceOf(Accepted.class);
        List<Problem> failures = result.warnings().stream()
                .filter(problem -> problem.message().contains("template"))
                .toList();
        assertThat(failures).as(() -> failures.toString()).hasSize(row.isTemplated() ? 1 : 0);
        failures.forEach(problem -> assertThat(problem.path()).matches(pathOf(row)));
    }

    /** The path of the setting, as a pattern, because the rows show a map's key or value as {@code key} and {@code value}. */
    private static String pathOf(Row row) {
        String setting = row.setting()
                .replaceAll("\\.(value|deep|key|deep\\.key|template)$", ".*")
                .replaceAll("\\[]", "\\\\[0]");
        return "receivers\\[0]\\." + row.integration() + "_configs\\[0]\\." + setting;
    }
}
