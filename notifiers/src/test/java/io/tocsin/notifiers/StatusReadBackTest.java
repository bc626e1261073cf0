package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.notifiers.RecordedConfigurations.Recorded;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the status shows of every configuration that was ever recorded is a configuration again: the same one. */
final class StatusReadBackTest {
    /** YAML's zero has no sign. */
    private static final Pattern MINUS_ZERO = Pattern.compile("-0\\.0");

    /** Keys that only 0.34 has. */
    private static final Pattern NOT_FOR_AMTOOL = Pattern.compile("status-newer/.*");

    @TempDir
    private Path folder;

    static Stream<Recorded> accepted() {
        return RecordedConfigurations.accepted();
    }

    /** Of a text that was emptied the original shows nothing, which is its default again when it is read back. */
    @ParameterizedTest
    @MethodSource("accepted")
    void print_readBack_losesAndChangesNothing(Recorded recorded) {
        String printed = ConfigurationPrinter.print(RecordedConfigurations.configuration(recorded.text()));
        assertThat(RecordedConfigurations.decode(printed)).as(printed).isInstanceOf(Accepted.class);
        String again = ConfigurationPrinter.print(RecordedConfigurations.configuration(printed));
        assertThat(ConfigurationPrinter.print(RecordedConfigurations.configuration(again)))
                .isEqualTo(again);
        if (MINUS_ZERO.matcher(recorded.text()).find()) {
            again = again.replaceFirst("\\bk: 0\n", "k: -0\n");
        }
        assertThat(again.lines()).containsSubsequence(printed.lines().toList());
    }

    /** The original's amtool, from the folder {@code -Dtocsin.peers}. */
    @Test
    @Tag("oracle")
    void amtool_whatWePrint_readsIt() throws Exception {
        String peers = System.getProperty("tocsin.peers", "");
        assumeFalse(peers.isEmpty(), "-Dtocsin.peers=FOLDER (with amtool) was not given");
        var command = new ArrayList<>(List.of(Path.of(peers, "amtool").toString(), "check-config"));
        for (Recorded recorded : accepted().toList()) {
            if (NOT_FOR_AMTOOL.matcher(recorded.name()).matches()) {
                continue;
            }
            Path file = folder.resolve(recorded.name().replaceAll("[^\\w.-]", "_"));
            Files.writeString(file, ConfigurationPrinter.print(RecordedConfigurations.configuration(recorded.text())));
            command.add(file.toString());
        }
        Process amtool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(amtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(output.lines().filter(line -> line.startsWith("Checking ") && line.contains("FAILED")))
                .isEmpty();
        assertThat(output.lines().filter(line -> line.startsWith("Checking "))).hasSize(command.size() - 2);
    }
}
