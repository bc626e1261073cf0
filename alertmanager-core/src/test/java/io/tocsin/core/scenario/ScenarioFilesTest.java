package io.tocsin.core.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.scenario.ScenarioRun.Seen;
import io.tocsin.core.yaml.Problems;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plays every scenario file of the engine's own tests. */
final class ScenarioFilesTest {
    private static final Path FOLDER = Path.of("src/test/resources/scenarios");

    static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void play_scenarioFile_notificationsAsExpected(Path file) {
        Scenario scenario = read(file);

        Optional<String> difference = ScenarioRun.difference(scenario, ScenarioRun.play(scenario, 1));

        assertThat(difference).as(scenario.behaviour()).isEmpty();
        assertThat(scenario.behaviour()).isNotBlank();
        assertThat(scenario.source()).isNotBlank();
    }

    @Test
    void play_sameSeed_sameOutput() throws IOException {
        for (Path file : files()) {
            Scenario scenario = read(file);
            List<Seen> first = ScenarioRun.play(scenario, 42);

            assertThat(ScenarioRun.play(scenario, 42)).isEqualTo(first);
        }
    }

    private static Scenario read(Path file) {
        Problems problems = new Problems();
        Optional<Scenario> scenario = new ScenarioReader(List.of()).read(file.toString(), text(file), problems);
        assertThat(problems.errors()).isEmpty();
        return scenario.orElseThrow();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
