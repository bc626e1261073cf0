package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The original's own test files, from the folder {@code config} of {@code -Dtocsin.conformance}, get the original's
 * verdicts for the same causes. They are read where they are.
 */
final class ConformanceConfigTest {
    private static final String VERDICTS = "EXPECTED.tsv";

    /** @param cause what the original says; empty for a file that it accepts */
    private record Case(Path file, boolean isAccepted, String cause) {
        static Case of(Path folder, String line) {
            String[] columns = line.split("\t", -1);
            return new Case(folder.resolve(columns[0]), columns[1].equals("accept"), columns[2].strip());
        }

        @Override
        public String toString() {
            return file.getFileName().toString();
        }
    }

    private static Path folder() {
        String data = System.getProperty("tocsin.conformance", "");
        if (data.isEmpty()) {
            String message = "-Dtocsin.conformance=FOLDER (with config/" + VERDICTS + ") was not given";
            assertThat(System.getenv("CI")).as(message + ", which CI must").isNull();
            return abort(message);
        }
        return Path.of(data, "config");
    }

    static Stream<Case> cases() throws IOException {
        Path folder = folder();
        return Files.readAllLines(folder.resolve(VERDICTS)).stream().map(line -> Case.of(folder, line));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decode_conformanceFile_getsTheOriginalsVerdictForTheSameCause(Case expected) throws IOException {
        ConfigurationResult result = new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT)
                .decode(expected.file().toString(), Files.readString(expected.file()));
        if (expected.isAccepted()) {
            assertThat(result).isInstanceOf(Accepted.class);
            return;
        }
        assertThat(result).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.originalText().strip()).isEqualTo(expected.cause());
            assertThat(refused.errors())
                    .filteredOn(error -> error.original()
                            .filter(original -> original.text().strip().equals(expected.cause()))
                            .isPresent())
                    .as("the cause, with its place in the file")
                    .isNotEmpty()
                    .allSatisfy(error -> assertThat(error.toString())
                            .matches("(?s)" + Pattern.quote(expected.file().toString()) + ":\\d+:\\d+: [a-z].*"));
        });
    }

    @Test
    void verdicts_areThereForEveryFile() throws IOException {
        Path folder = folder();
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> unjudged = files.filter(file -> file.toString().endsWith(".yml"))
                    .sorted()
                    .toList();
            assertThat(cases().map(Case::file)).containsExactlyInAnyOrderElementsOf(unjudged);
        }
    }
}
