package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Silences of every kind go from one original through Tocsin to another, and are the same all the way. */
final class SnapshotRoundTripIT {
    private static final String CONFIG = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    private final ObjectMapper json = new ObjectMapper();

    @TempDir
    private Path folder;

    private static Path original(String which) {
        return which.equals("installed")
                ? Programs.installed("prometheus-alertmanager", "tocsin.require.alertmanager")
                : Programs.peer("prometheus-alertmanager");
    }

    @ParameterizedTest
    @CsvSource({"installed,installed", "installed,newest", "newest,installed", "newest,newest"})
    void silences_fromOneOriginalToAnother_areTheSame(String from, String to) throws Exception {
        // given
        Path target = original(to);
        new SnapshotScenario(from.equals("newest")).run(original(from), folder);
        Map<String, JsonNode> expected = byId(Files.readString(folder.resolve("silences.json")));
        // then
        assertThat(silences(Programs.tocsin())).isEqualTo(expected);
        // when
        Process amtool = new ProcessBuilder(
                        Programs.tocsinAmtool().toString(),
                        "state",
                        "export",
                        "--force",
                        "--storage.path=" + data(),
                        data().toString())
                .inheritIO()
                .start();
        assertThat(amtool.waitFor()).isZero();
        // then
        assertThat(silences(target)).isEqualTo(expected);
    }

    private Path data() {
        return folder.resolve("data");
    }

    private Map<String, JsonNode> silences(Path program) throws IOException {
        Path own = Files.createTempDirectory(folder, "run");
        try (AlertmanagerProcess server = AlertmanagerProcess.start(
                        program, own, CONFIG, List.of("--storage.path=" + data()))
                .awaitReady()) {
            return byId(server.get("/api/v2/silences").text());
        }
    }

    /** Those with the same end come in any order. */
    private Map<String, JsonNode> byId(String text) throws IOException {
        Map<String, JsonNode> silences = new TreeMap<>();
        json.readTree(text).forEach(silence -> silences.put(silence.get("id").asText(), silence));
        return silences;
    }
}
