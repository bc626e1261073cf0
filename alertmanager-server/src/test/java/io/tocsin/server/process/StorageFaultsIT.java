package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server says and does where its storage directory is not what it should be. */
final class StorageFaultsIT {
    private static final String CONFIG = """
            route: {receiver: team}
            receivers: [{name: team}]
            """;

    @Test
    void start_pathIsAFile_isRefused(@TempDir Path folder) throws Exception {
        // given
        Path file = Files.writeString(folder.resolve("data"), "something else");
        // when
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG, List.of())) {
            // then
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(server.log())
                    .contains("msg=\"alertmanager exited with error\"")
                    .contains("--storage.path: cannot create directory " + file
                            + ": there is something else of that name");
            assertThat(file).hasContent("something else");
        }
    }

    @Test
    void start_noPath_runsInMemoryAndSaysSo(@TempDir Path folder) {
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG, List.of("--storage.path="))
                .awaitReady()) {
            assertThat(server.log()).contains("level=INFO", "--storage.path is empty");
            assertThat(folder.resolve("data")).doesNotExist();
        }
    }
}
