package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.metrics.StoreMetrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tocsin.db} may be a link to a file on another volume, and stays one whatever happens. */
final class StoreLinkTest {
    @TempDir
    private Path folder;

    private Path data;
    private Path link;
    private Path target;

    @BeforeEach
    void link() throws Exception {
        data = Files.createDirectory(folder.resolve("data"));
        target = Files.createDirectory(folder.resolve("volume")).resolve("alerts.db");
        link = Files.createSymbolicLink(data.resolve("tocsin.db"), Path.of("../volume/alerts.db"));
    }

    private SteppedJournal open() throws Exception {
        return new SteppedJournal(new StorePlace(data, ""));
    }

    private void storeSilence() throws Exception {
        SteppedJournal journal = open();
        journal.store(Stored.silence(1, Stored.START));
        journal.turn();
        journal.close();
    }

    private void assertKeptBehindTheLink() throws Exception {
        assertThat(Storage.read(data).silences())
                .extracting(Stamped::value)
                .containsExactly(Stored.silence(1, Stored.START));
        assertThat(link).isSymbolicLink();
        assertThat(target).isRegularFile();
        assertThat(data).isDirectoryNotContaining("glob:**.new");
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> Journal.open(data, InstantSource.system(), StoreMetrics.unwatched()))
                .isInstanceOf(StoreException.class)
                .hasMessageStartingWith(link + ": ")
                .hasMessageContainingAll(words);
        assertThat(link).isSymbolicLink();
    }

    @Test
    void open_linkToNothing_makesItsTarget() throws Exception {
        storeSilence();

        assertKeptBehindTheLink();
    }

    @Test
    void open_linkToAStore_isFollowed() throws Exception {
        storeSilence();
        open().close();

        assertThat(link).isSymbolicLink();
    }

    /** Its volume is not mounted: an empty store in its place would forget every silence. */
    @Test
    void open_targetWasThere_isRefused() throws Exception {
        storeSilence();
        Files.delete(target);

        assertRefused(
                "a link to ",
                "alerts.db",
                "was there and is not",
                data.resolve("tocsin.db.commit").toString());
        assertThat(target).doesNotExist();
    }

    @Test
    void open_directoryOfTheTargetIsMissing_isRefused() throws Exception {
        Files.delete(target.getParent());

        assertRefused("a link to ", "alerts.db", "whose directory is not there");
    }

    @Test
    void open_linkToItself_isRefused() throws Exception {
        Files.delete(link);
        Files.createSymbolicLink(link, link);

        assertRefused("cannot be read");
    }

    @Test
    void recover_targetIsDamaged_putsThatAside() throws Exception {
        // given
        Files.writeString(target, "x".repeat(50_000));
        // when
        Storage.recover(data, InstantSource.fixed(Stored.START));
        // then
        assertThat(target.resolveSibling("tocsin.db.broken-20261129T100000.123Z"))
                .hasSize(50_000);
        storeSilence();
        assertKeptBehindTheLink();
    }

    @Test
    void turn_targetIsDeleted_isWrittenAnew() throws Exception {
        // given
        SteppedJournal journal = open();
        journal.store(Stored.silence(1, Stored.START));
        journal.turn();
        // when
        Files.delete(target);
        journal.turn();
        journal.close();
        // then
        assertKeptBehindTheLink();
    }
}
