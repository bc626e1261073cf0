package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.notifiers.Integrations;
import io.tocsin.server.golden.ConfigurationMutations.Mutation;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tells a living original to load every changed configuration. Reports what has drifted from the recording, or writes it
 * with {@code -Dtocsin.golden.record=FOLDER}.
 */
@Tag("oracle")
final class MutationsOracleIT {
    private static final String SMALLEST = "route: {receiver: a}\nreceivers: [{name: a}]\n";

    private static final ConfigurationDecoder DECODER =
            new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT);

    @TempDir
    private Path folder;

    private AlertmanagerProcess original;

    @BeforeEach
    void start() {
        original = AlertmanagerProcess.start(Programs.peer("prometheus-alertmanager"), folder, SMALLEST, List.of())
                .awaitReady();
    }

    @AfterEach
    void stop() {
        original.close();
    }

    /** The words that refuse it, or nothing. Some configurations end the original, a few of them a moment later. */
    private String answer(Mutation mutation) throws IOException {
        for (int tries = 0; tries < 2; tries++) {
            Files.writeString(folder.resolve("alertmanager.yml"), mutation.text());
            try {
                HttpAnswer reload = HttpExchange.post("/-/reload", "").sendTo(original.address());
                return reload.status() == 200
                        ? ""
                        : reload.text()
                                .strip()
                                .replace("failed to reload config: ", "")
                                .replace(folder + "/", "");
            } catch (UncheckedIOException e) {
                stop();
                start();
            }
        }
        return MutationRecording.CRASH;
    }

    @Test
    void original_askedAgain_answersAsRecorded() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Mutation mutation : ConfigurationMutations.all()) {
            lines.add(MutationRecording.line(mutation, answer(mutation)));
        }
        String text = String.join("\n", lines) + "\n";
        String record = System.getProperty("tocsin.golden.record", "");
        if (!record.isEmpty()) {
            String version = Programs.firstVersionLine(Programs.peer("prometheus-alertmanager"));
            GoldenFiles.record(Path.of(record), MutationRecording.NAME, version, text);
        }
        assumeTrue(record.isEmpty(), "the answers were recorded, not compared");
        assertThat(text).isEqualTo(GoldenFiles.recorded(MutationRecording.NAME));
    }

    /** Of those that are loaded, the status shows what ours would. */
    @Test
    void original_statusOfWhatItLoads_isOurs() throws IOException {
        var different = new ArrayList<String>();
        for (Mutation mutation : ConfigurationMutations.all()) {
            if (DECODER.decode("alertmanager.yml", mutation.text()) instanceof Accepted accepted
                    && answer(mutation).isEmpty()
                    && !isAlike(shown(), ConfigurationPrinter.print(accepted.configuration()))) {
                different.add(mutation.toString());
            }
        }
        assertThat(different).isEmpty();
    }

    /** Deviations D-200 to D-202: where the original's status is no configuration, ours is another one. */
    private static boolean isReadBack(String shown) {
        return DECODER.decode("alertmanager.yml", shown) instanceof Accepted;
    }

    /** Empty of an original that has ended, as it does with a null for the global http_config of some receivers. */
    private String shown() throws IOException {
        try {
            return new ObjectMapper()
                    .readTree(original.get("/api/v2/status").text())
                    .at("/config/original")
                    .asText();
        } catch (UncheckedIOException e) {
            return "";
        }
    }

    private boolean isAlike(String shown, String ours) {
        // It shows nothing at all of some files that it has loaded, such as those with a null for the global
        // http_config.
        // A token_url full of quotes is a URL to Go only.
        return shown.isEmpty()
                || !isReadBack(shown)
                || ours.contains("token_url: invalid:url")
                || comparable(shown).equals(comparable(ours));
    }

    /** Without the folder before relative paths, for which a number needs no quotes, and without what D-022 leaves out and D-052 adds. */
    private String comparable(String status) {
        return status.replace(folder + "/", "")
                .replace("\"", "")
                .replaceAll("\n +client_certificate_key_file: .*", "")
                .replaceAll("(_api_url: .*)/\n", "$1\n");
    }
}
