package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.log.CapturedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class CommitMarkTest {
    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(CommitMark.class);

    @TempDir
    private Path folder;

    private Path file;
    private CommitMark mark;

    @BeforeEach
    void name() {
        file = folder.resolve("tocsin.db.commit");
        mark = CommitMark.of(folder.resolve("tocsin.db"));
    }

    @Test
    void set_again_replacesWhatItSaid() {
        mark.set(Long.MAX_VALUE);
        mark.set(7);
        mark.close();

        assertThat(mark.read()).hasValue(7);
        assertThat(file).hasSize(20);
    }

    @Test
    void read_noMark_isNotKnown() throws Exception {
        assertThat(mark.read()).isEmpty();
        assertThat(mark.delete()).isFalse();
        assertThat(log.lines()).isEmpty();
    }

    @Test
    void read_somethingElse_isNotKnownAndSaysSo() throws Exception {
        Files.writeString(file, "x");

        assertThat(mark.read()).isEmpty();
        assertThat(log.lines()).hasSize(1);
        assertThat(log.lines().get(0).getKeyValuePairs())
                .anySatisfy(pair -> assertThat(pair.value).isEqualTo("it holds no number"));
        assertThat(mark.delete()).isTrue();
    }

    /** The store has what counts; the mark is there to check it. */
    @Test
    void set_folderGone_isPassedOver() throws Exception {
        Files.delete(folder);

        mark.set(7);
        Files.createDirectory(folder);
        mark.set(8);
        mark.close();
        assertThat(mark.read()).hasValue(8);
    }
}
