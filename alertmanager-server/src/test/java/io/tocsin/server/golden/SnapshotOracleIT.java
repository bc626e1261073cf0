package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tocsin.server.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Has living originals write snapshots. Compares what is in them with what {@link SnapshotGoldenTest} expects of the
 * recorded ones, or records them with {@code -Dtocsin.golden.record=FOLDER}.
 */
@Tag("oracle")
final class SnapshotOracleIT {
    private static final Pattern VERSION = Pattern.compile("version (\\d+)\\.(\\d+)\\.\\d+");

    @TempDir
    private Path folder;

    @Test
    void installedOriginal_snapshots_holdWhatIsExpected() throws Exception {
        check(Programs.installed("prometheus-alertmanager", "tocsin.require.alertmanager"));
    }

    @Test
    void newestOriginal_snapshots_holdWhatIsExpected() throws Exception {
        check(Programs.peer("prometheus-alertmanager"));
    }

    private void check(Path program) throws Exception {
        var version = VERSION.matcher(Programs.firstVersionLine(program));
        assertThat(version.find()).isTrue();
        new SnapshotScenario(Integer.parseInt(version.group(2)) >= 27).run(program, folder);
        String record = System.getProperty("tocsin.golden.record", "");
        if (!record.isEmpty()) {
            Path to = Path.of(record, "snapshots", version.group().substring("version ".length()));
            Files.createDirectories(to);
            for (String name : List.of("data/silences", "data/nflog", "silences.json")) {
                Path from = folder.resolve(name);
                Files.copy(from, to.resolve(from.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        assumeTrue(record.isEmpty(), "the snapshots were recorded, not compared");
        Files.move(folder.resolve("silences.json"), folder.resolve("data/silences.json"));
        new SnapshotExpectations(folder.resolve("data")).check();
    }
}
