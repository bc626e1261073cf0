package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.CodedInputStream;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.snapshot.SnapshotImport;
import io.tocsin.server.snapshot.SnapshotWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Snapshots that originals wrote at the end of a {@link SnapshotScenario}. */
final class SnapshotGoldenTest {
    private static final String NEWER = "0.33.1";

    @TempDir
    private Path folder;

    private static Path recorded(String version) {
        return GoldenFiles.FOLDER.resolve("snapshots").resolve(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.25.0", NEWER})
    void recorded_snapshots_holdWhatTheOriginalSays(String version) throws Exception {
        new SnapshotExpectations(recorded(version)).check();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.25.0", NEWER})
    void exported_whatWasImported_isTheSame(String version) throws Exception {
        // given
        StoredState imported = new SnapshotExpectations(recorded(version)).read();
        // when
        SnapshotWriter.Written written = new SnapshotWriter(folder)
                .write(
                        imported.silences().stream().map(Stamped::value).toList(),
                        imported.notifications().stream().map(Stamped::value).toList(),
                        false);
        // then
        assertThat(written)
                .isEqualTo(new SnapshotWriter.Written(
                        imported.silences().size(), imported.notifications().size(), List.of()));
        Files.copy(recorded(version).resolve("silences.json"), folder.resolve("silences.json"));
        SnapshotExpectations exported = new SnapshotExpectations(folder);
        exported.check();
        assertThat(exported.read().silences()).containsExactlyInAnyOrderElementsOf(imported.silences());
        assertThat(exported.read().notifications()).containsExactlyInAnyOrderElementsOf(imported.notifications());
    }

    @Test
    void silences_ofTheNewerOne_areTheSameBytes() throws Exception {
        for (byte[] record : records(SnapshotImport.SILENCES)) {
            assertThat(hex(SilenceRecord.encode(SilenceRecord.decode(record).value())))
                    .isEqualTo(hex(record));
        }
    }

    /** But for the order of hashes, which is chance there. */
    @Test
    void notifications_ofTheNewerOne_areTheSameBytes() throws Exception {
        int same = 0;
        for (byte[] record : records(SnapshotImport.NOTIFICATIONS)) {
            byte[] ours =
                    NotificationRecord.encode(NotificationRecord.decode(record).value());
            assertThat(ours).hasSameSizeAs(record);
            same += hex(ours).equals(hex(record)) ? 1 : 0;
        }
        assertThat(same).isGreaterThanOrEqualTo(4);
    }

    private static List<byte[]> records(String name) throws IOException {
        CodedInputStream in =
                CodedInputStream.newInstance(Files.readAllBytes(recorded(NEWER).resolve(name)));
        List<byte[]> records = new ArrayList<>();
        while (!in.isAtEnd()) {
            records.add(in.readByteArray());
        }
        return records;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
