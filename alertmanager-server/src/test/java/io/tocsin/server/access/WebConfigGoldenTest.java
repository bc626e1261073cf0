package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.configuration.DiskFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Web configurations get the verdict that the original gave them, for the same cause and in its words. */
final class WebConfigGoldenTest {
    /** What differs from the original on purpose, or because of another YAML parser, with what we answer. */
    private static final Map<String, String> DIFFERENT = Map.of(
            // At the end of a text its parser names a line; ours says line and column in the located problem.
            "not yaml", "refused \"yaml: did not find expected node content\"");

    @TempDir
    private static Path folder;

    @Test
    void webConfigurations_all_getTheRecordedAnswer() throws IOException {
        // given
        WebConfigCases.makeFiles(folder);
        Map<String, String> recorded = WebConfigCases.answers();
        List<String> differences = new ArrayList<>();

        // when
        for (var each : WebConfigCases.configurations().entrySet()) {
            String ours = answer(each.getValue());
            String theirs = DIFFERENT.getOrDefault(each.getKey(), recorded.getOrDefault(each.getKey(), "not recorded"));
            if (!ours.equals(theirs)) {
                differences.add(each.getKey() + "\n  ours:   " + ours + "\n  theirs: " + theirs);
            }
        }

        // then
        assertThat(differences).isEmpty();
        assertThat(recorded).hasSizeGreaterThan(100);
    }

    private static String answer(String webConfig) throws IOException {
        Path file = folder.resolve("web.yml");
        Files.writeString(file, webConfig);
        try {
            WebConfig config =
                    new WebConfigFile(file.toString(), new DiskFiles()).load().config();
            boolean isTls = config.tls().isPresent();
            return "accepted tls=" + isTls + " http2=" + (isTls && config.offersHttp2());
        } catch (ConfigurationException e) {
            String message =
                    String.valueOf(e.getMessage()).replace(folder + "/", "").replace(folder.toString(), ".");
            return "refused " + quoted(message);
        }
    }

    /** As the original's log writes it. */
    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }
}
