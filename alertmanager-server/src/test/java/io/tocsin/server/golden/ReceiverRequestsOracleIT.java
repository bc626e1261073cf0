package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.server.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks a living original what it sends to receivers, as {@link GoldenOracleIT} asks for other things. */
@Tag("oracle")
final class ReceiverRequestsOracleIT {
    @Test
    void original_askedAgain_sendsAsRecorded(@TempDir Path folder) throws Exception {
        Path original = Programs.peer("prometheus-alertmanager");
        String record = System.getProperty("tocsin.golden.record", "");
        var drifted = new ArrayList<String>();
        for (Sequence sequence : GoldenFiles.receiverSequences()) {
            String now =
                    ReceiverRun.run(original, folder.resolve(sequence.name()), sequence, ownTemplates(original), 0);
            if (!record.isEmpty()) {
                GoldenFiles.record(Path.of(record), sequence.name(), Programs.firstVersionLine(original), now);
            } else if (!now.equals(GoldenFiles.recorded(sequence.name()))) {
                drifted.add(sequence.name() + "\n" + now);
            }
        }
        assumeTrue(record.isEmpty(), "the requests were recorded, not compared");
        assertThat(drifted).as("requests that differ from the recorded ones").isEmpty();
    }

    /** Debian's build reads the default templates from a fixed folder, which may hold those of another version. */
    private static String ownTemplates(Path original) {
        Path share = original.resolveSibling("../share/prometheus/alertmanager").normalize();
        return Files.isDirectory(share) ? "templates: ['" + share + "/*.tmpl']\n" : "";
    }
}
