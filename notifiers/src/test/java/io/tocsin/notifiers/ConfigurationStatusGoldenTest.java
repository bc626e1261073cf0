package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationPrinter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations and what Alertmanager 0.33.1 made of them in its status; see the README beside the recordings. */
final class ConfigurationStatusGoldenTest {
    /** All folders of recordings. */
    static Stream<String> names() {
        return folders("status-golden");
    }

    /** Folders of files with keys that the recorded version does not know. */
    static Stream<String> newerNames() {
        return folders("status-newer");
    }

    private static Stream<String> folders(String parent) {
        try (Stream<Path> folders = Files.list(Path.of("src", "test", "resources", parent))) {
            return folders
                    .filter(Files::isDirectory)
                    .map(folder -> parent + "/" + folder.getFileName())
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String resource(String name) {
        try (InputStream in = ConfigurationStatusGoldenTest.class.getResourceAsStream("/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a recording's configuration is decoded to. */
    static Configuration configuration(String name) {
        return RecordedConfigurations.configuration(resource(name + "/alertmanager.yml"));
    }

    /** Deviations D-200 to D-202: what we show instead of a status that the original does not read back. */
    private static String shown(String name) {
        boolean isOurs = ConfigurationStatusGoldenTest.class.getResource("/" + name + "/shown.yml") != null;
        return resource(name + (isOurs ? "/shown.yml" : "/status.yml"));
    }

    @ParameterizedTest
    @MethodSource({"names", "newerNames"})
    void print_decoded_isTheOriginalsStatusByteForByte(String name) {
        String printed = ConfigurationPrinter.print(configuration(name));
        assertThat(printed).isEqualTo(shown(name));
        assertThat(printed).doesNotContain("hidden");
    }

    @ParameterizedTest
    @MethodSource({"names", "newerNames"})
    void toString_ofConfiguration_showsNoSecret(String name) {
        assertThat(configuration(name).toString()).doesNotContain("hidden");
    }
}
