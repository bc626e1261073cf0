package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The original's amtool, from the folder {@code -Dtocsin.peers}, accepts the statuses that we read back, and no others. */
@Tag("oracle")
final class StatusReadBackTest {
    static Stream<String> names() {
        return ConfigurationStatusGoldenTest.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void amtool_statusOfEveryRecording_saysWhatWeSay(String name) throws Exception {
        String peers = System.getProperty("tocsin.peers", "");
        assumeFalse(peers.isEmpty(), "-Dtocsin.peers=FOLDER (with amtool) was not given");
        Path status = Path.of("src", "test", "resources", name, "status.yml");
        Process amtool = new ProcessBuilder(Path.of(peers, "amtool").toString(), "check-config", status.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(amtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        boolean isReadBack =
                !ConfigurationStatusGoldenTest.NOT_READ_BACK.matcher(name).matches();
        assertThat(amtool.waitFor() == 0).as(output).isEqualTo(isReadBack);
    }
}
