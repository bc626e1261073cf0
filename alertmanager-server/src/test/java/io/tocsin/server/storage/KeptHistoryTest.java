package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.log.CapturedLog;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start does not read the history, and yet knows how much there is; what is damaged of it costs no more than itself. */
final class KeptHistoryTest {
    private static final String OLDEST = "nobody remembers that  ";
    private static final String OLD = "what happened long ago ";
    private static final String NEW = "what happened just now ";
    private static final long STATE_EXTENT = 2;

    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(Salvage.class);

    @TempDir
    private Path folder;

    private Path file;
    private SteppedJournal journal;

    /** A full history of 12 MiB, and a silence. */
    @BeforeEach
    void fill() throws Exception {
        file = folder.resolve("tocsin.db");
        journal = SteppedJournal.withDefaults(new StorePlace(folder, ""));
        journal.store(Stored.silence(1, Stored.START));
        for (int turn = 0; turn < 70; turn++) {
            append(200, turn < 10 ? OLDEST : OLD);
            journal.turn();
        }
        append(200, NEW);
        // Until nothing old is in the newest commit but the oldest, which has made room.
        for (int turn = 0; turn < 50; turn++) {
            append(1, NEW);
            journal.turn();
        }
        assertThat(journal.history().sizeBytes()).isBetween(12_500_000L, 12L << 20);
    }

    private void append(int count, String text) {
        byte[] record = text.repeat(40).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < count; i++) {
            journal.history().append(record);
        }
    }

    /** Damages all pages with old records: whoever reads one of them notices it. */
    private void damageOldRecords() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        for (int at = text.indexOf(OLD); at >= 0; at = text.indexOf(OLD, at + OLD.length())) {
            bytes[at] ^= 1;
        }
        Files.write(file, bytes);
    }

    /** So that no page is in memory. */
    private void damageAndReopen() throws Exception {
        journal.close();
        damageOldRecords();
        journal = SteppedJournal.withDefaults(new StorePlace(folder, ""));
        journal.store(Stored.silence(1, Stored.START));
    }

    private void crash() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        byte[] mark = Files.readAllBytes(folder.resolve("tocsin.db.commit"));
        journal.close();
        Files.write(file, bytes);
        Files.write(folder.resolve("tocsin.db.commit"), mark);
    }

    private List<String> newestFirst() {
        List<String> texts = new ArrayList<>();
        journal.history().newestFirst(Long.MAX_VALUE, (id, record) -> {
            texts.add(new String(record, 0, OLD.length(), StandardCharsets.US_ASCII));
            return true;
        });
        return texts;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void open_fullHistory_isNotReadAndItsSizeIsKnown(boolean isAfterCrash) throws Exception {
        // given
        long size = journal.history().sizeBytes();
        if (isAfterCrash) {
            crash();
        } else {
            journal.close();
        }
        damageOldRecords();
        // when
        StorePlace.Opened opened = new StorePlace(folder, "").open(StorePlace.Depth.STATE, () -> {});
        // then
        assertThat(opened.held().silences()).hasSize(1);
        assertThat(opened.file().history().bytes()).isEqualTo(size);
        assertThat(opened.lastHistoryId()).isEqualTo(71 * 200 + 50);
        opened.file().abandon();
        assertThatThrownBy(() -> new StorePlace(folder, "").open(StorePlace.Depth.ALL, () -> {}))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("damaged");
    }

    @Test
    void open_fileOfAVersionThatKeptNoSize_countsOnce() throws Exception {
        // given
        long size = journal.history().sizeBytes();
        journal.close();
        change(file, store -> map(store, "state").remove(STATE_EXTENT));
        // when
        journal = SteppedJournal.withDefaults(new StorePlace(folder, ""));
        // then
        assertThat(journal.history().sizeBytes()).isEqualTo(size);
        // when
        journal.turn();
        journal.close();
        // then
        change(file, store -> assertThat(map(store, "state")).containsKey(STATE_EXTENT));
    }

    @Test
    void open_anotherVersionWroteSince_countsAgain() throws Exception {
        // given
        long size = journal.history().sizeBytes();
        journal.close();
        change(file, store -> map(store, "history").put(99_999L, new byte[100]));
        // when
        journal = SteppedJournal.withDefaults(new StorePlace(folder, ""));
        // then
        assertThat(journal.history().sizeBytes()).isEqualTo(size + 100);
        journal.close();
    }

    /** As soon as the oldest record makes room for a new one. */
    @Test
    void turn_damagedPageIsChanged_fileIsWrittenAnewWithTheRest() throws Exception {
        // given
        damageAndReopen();
        // when
        for (int i = 0; i < 15; i++) {
            append(200, NEW);
            journal.turn();
        }
        // then
        assertThat(log.lines())
                .anySatisfy(line -> assertThat(line.getFormattedMessage()).startsWith("Damaged store put aside"));
        assertRestIsThere(15 * 200 + 250);
    }

    @Test
    void newestFirst_comesToADamagedPage_fileIsWrittenAnewWithTheRest() throws Exception {
        // given
        damageAndReopen();
        assertThat(newestFirst()).hasSize(250).containsOnly(NEW);
        // when
        for (int i = 0; i < 3; i++) {
            journal.turn();
        }
        // then
        assertRestIsThere(250);
    }

    /** A start meanwhile must not find an empty store: the state is in order, and nobody told it to begin anew. */
    @Test
    void turn_diskGetsFullWhileTheFileIsWrittenAnew_aStartFindsTheState() throws Exception {
        // given
        journal.close();
        damageOldRecords();
        byte[] bytes = Files.readAllBytes(file);
        for (int writes = 0; writes < 24; writes += 3) {
            Files.write(file, bytes);
            Files.deleteIfExists(folder.resolve("tocsin.db.commit"));
            try (FaultyDisk disk = new FaultyDisk(folder)) {
                journal = SteppedJournal.withDefaults(new StorePlace(folder, FaultyDisk.SCHEME));
                journal.store(Stored.silence(1, Stored.START));
                newestFirst();
                // when
                disk.failWritesAfter(writes, "No space left on device");
                for (int turn = 0; turn < 3; turn++) {
                    journal.turn();
                }
                journal.close();
            }
            // then
            assertThat(Storage.read(folder).silences())
                    .as("after %d writes", writes)
                    .extracting(Stamped::value)
                    .containsExactly(Stored.silence(1, Stored.START));
        }
    }

    private void assertRestIsThere(int newRecords) throws Exception {
        assertThat(newestFirst().subList(0, newRecords)).containsOnly(NEW);
        long size = journal.history().sizeBytes();
        journal.close();
        StorePlace.Opened opened = new StorePlace(folder, "").open(StorePlace.Depth.ALL, () -> {});
        assertThat(opened.held().silences()).hasSize(1);
        assertThat(opened.file().history().bytes()).isEqualTo(size);
        opened.file().close();
    }

    @Test
    void recover_onlyTheHistoryIsDamaged_keepsTheRest() throws Exception {
        // given
        journal.close();
        damageOldRecords();
        // when
        Storage.recover(folder, InstantSource.fixed(Stored.START));
        // then
        assertThat(Storage.read(folder).silences()).hasSize(1);
        journal = SteppedJournal.withDefaults(new StorePlace(folder, ""));
        assertThat(newestFirst().subList(0, 240)).containsOnly(NEW);
        journal.close();
    }

    private static void change(Path file, Consumer<MVStore> change) {
        try (MVStore store = MVStore.open(file.toString())) {
            change.accept(store);
        }
    }

    private static MVMap<Long, byte[]> map(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Long, byte[]>()
                        .keyType(new CheckedType<>(LongDataType.INSTANCE))
                        .valueType(new CheckedType<>(RecordType.INSTANCE)));
    }
}
