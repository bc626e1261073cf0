package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Configurations and what Alertmanager 0.33.1 made of them in its status; see the README beside the recordings. */
final class ConfigurationStatusGoldenTest {
    private static final String FILE = "alertmanager.yml";

    /**
     * Statuses that neither program reads back, because they show two keys that exclude each other (the URL of a Slack app
     * and its token, a key and the file that {@code global} added to it), or the mask of a URL where none is taken.
     */
    static final Pattern NOT_READ_BACK = Pattern.compile(".*/(slack-app-token.*|opsgenie-filled|event-recorder)");

    /** Of a text that was emptied the status shows nothing, which is its default again when it is read back. */
    private static final Pattern EMPTIED = Pattern.compile(".*-emptied");

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
        return decode(resource(name + "/alertmanager.yml"));
    }

    private static Configuration decode(String text) {
        ConfigurationResult result = result(text);
        assertThat(result).isInstanceOf(Accepted.class);
        return ((Accepted) result).configuration();
    }

    private static ConfigurationResult result(String text) {
        return new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT).decode(FILE, text);
    }

    @ParameterizedTest
    @MethodSource({"names", "newerNames"})
    void print_decoded_isTheOriginalsStatusByteForByte(String name) {
        String printed = ConfigurationPrinter.print(configuration(name));
        assertThat(printed).isEqualTo(resource(name + "/status.yml"));
        assertThat(printed).doesNotContain("hidden");
    }

    /** Except where the original prints an empty secret as null: read back, a null is an empty secret again. */
    @ParameterizedTest
    @MethodSource({"names", "newerNames"})
    void print_readBack_isTheSameText(String name) {
        String printed = ConfigurationPrinter.print(configuration(name));
        if (NOT_READ_BACK.matcher(name).matches()) {
            assertThat(result(printed)).isInstanceOf(Refused.class);
        } else if (EMPTIED.matcher(name).matches()) {
            assertThat(result(printed)).isInstanceOf(Accepted.class);
        } else {
            assertThat(ConfigurationPrinter.print(decode(printed))).isEqualTo(printed);
        }
    }

    @ParameterizedTest
    @MethodSource({"names", "newerNames"})
    void toString_ofConfiguration_showsNoSecret(String name) {
        assertThat(configuration(name).toString()).doesNotContain("hidden");
    }
}
