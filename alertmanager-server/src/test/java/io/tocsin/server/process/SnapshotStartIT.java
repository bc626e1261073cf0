package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A start over snapshots in which something is wrong. */
final class SnapshotStartIT {
    private static final String CONFIG = """
            route: {receiver: team}
            receivers: [{name: team}]
            """;

    @TempDir
    private Path folder;

    private Path snapshot(String hex) throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        return Files.write(data.resolve("silences"), HexFormat.of().parseHex(hex));
    }

    private AlertmanagerProcess start() {
        return AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG, List.of());
    }

    @Test
    void start_snapshotCutShort_isRefusedAndChangesNothing() throws Exception {
        // given
        Path file = snapshot("0c0a0a0a01");
        // when
        try (AlertmanagerProcess server = start()) {
            // then
            assertThat(server.exitStatus(Duration.ofSeconds(30))).isEqualTo(1);
            assertThat(server.log())
                    .contains("level=ERROR")
                    .contains("msg=\"alertmanager exited with error\" err=\"error creating silence: " + file
                            + ": at byte 0: the file ends within a record of 12 bytes, of which 4 are there;"
                            + " put a good copy in its place, or move it away to start without what it holds\"");
        }
        assertThat(file).hasBinaryContent(HexFormat.of().parseHex("0c0a0a0a01"));
        // when it is moved away
        Files.delete(file);
        try (AlertmanagerProcess server = start().awaitReady()) {
            assertThat(server.get("/api/v2/silences").text()).isEqualTo("[]\n");
        }
    }

    @Test
    void start_silenceWhoseMatchersDoNotCompile_isNamedAndCounted() throws Exception {
        // given the silence "x" with a=~"(", kept until 2100
        long seconds = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
        String expiry = "120608" + varint(seconds);
        snapshot("17" + "0a0d" + "0a0178" + "12080801" + "120161" + "1a0128" + expiry);
        // when
        try (AlertmanagerProcess server = start().awaitReady()) {
            // then
            assertThat(server.get("/api/v2/silences").text()).isEqualTo("[]\n");
            assertThat(server.log())
                    .contains("msg=\"Silence of the snapshot cannot be in force and is left out\" component=silences"
                            + " silence_id=x");
            assertThat(server.get("/metrics").text())
                    .contains("alertmanager_silences_matcher_compile_errors_total{stage=\"load_snapshot\"} 1.0")
                    .contains("tocsin_snapshot_records_read_total{outcome=\"unusable\",snapshot=\"silences\"} 1.0");
        }
    }

    private static String varint(long number) {
        StringBuilder hex = new StringBuilder();
        long rest = number;
        while (rest >= 0x80) {
            hex.append(String.format("%02x", rest & 0x7F | 0x80));
            rest >>= 7;
        }
        return hex.append(String.format("%02x", rest)).toString();
    }
}
