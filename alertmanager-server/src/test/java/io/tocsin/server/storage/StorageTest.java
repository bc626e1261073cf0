package io.tocsin.server.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.Versions;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What comes into the journal from elsewhere, and who else may look into it. */
final class StorageTest {
    private static final Map<String, String> NOTES = Map.of("file", "digest");

    @TempDir
    private Path folder;

    private Storage open() throws StoreException {
        return Storage.open(Optional.of(folder), InstantSource.fixed(Stored.START));
    }

    private static StoredState with(StoredState kept, Silence silence) {
        return new StoredState(
                kept.alerts(), kept.notifications(), List.of(Versions.of(silence)), kept.nextFlushes(), kept.aliveAt());
    }

    @Test
    void takeIn_memoryComplete_isKeptWithItsNotes() throws Exception {
        // given
        try (Storage storage = open()) {
            assertThat(storage.note("file")).isEmpty();
            storage.takeIn(kept -> with(kept, Stored.silence(1, Stored.START)), NOTES);
            // when
            FakeMemory memory = new FakeMemory().restoredFrom(storage.state());
            storage.memoryIsComplete();
            // then
            assertThat(memory.silences()).extracting(Stamped::value).containsExactly(Stored.silence(1, Stored.START));
        }
        try (Storage storage = open()) {
            assertThat(storage.note("file")).contains("digest");
            assertThat(new FakeMemory().restoredFrom(storage.state()).silences())
                    .extracting(Stamped::value)
                    .containsExactly(Stored.silence(1, Stored.START));
        }
    }

    /** Or it would count as taken in and not be there. */
    @Test
    void takeIn_stopBeforeMemoryIsComplete_isNotRemembered() throws Exception {
        try (Storage storage = open()) {
            storage.takeIn(kept -> with(kept, Stored.silence(1, Stored.START)), NOTES);
            new FakeMemory().restoredFrom(storage.state());
        }
        try (Storage storage = open()) {
            assertThat(storage.note("file")).isEmpty();
        }
    }

    @Test
    void read_nobodyHasIt_givesWhatItHolds() throws Exception {
        try (Storage storage = open()) {
            FakeMemory memory = new FakeMemory().restoredFrom(storage.state());
            storage.memoryIsComplete();
            memory.store(storage.state(), Stored.silence(1, Stored.START));
        }
        assertThat(Storage.read(folder).silences())
                .extracting(Stamped::value)
                .containsExactly(Stored.silence(1, Stored.START));
    }

    @Test
    void read_serverHasIt_saysSo() throws Exception {
        try (Storage storage = open()) {
            new FakeMemory().restoredFrom(storage.state());
            assertThatThrownBy(() -> Storage.read(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("tocsin.db: another process uses it");
        }
    }

    @Test
    void read_notThere_saysSoAndMakesNothing() {
        assertThatThrownBy(() -> Storage.read(folder))
                .isInstanceOf(StoreException.class)
                .hasMessage(folder.resolve("tocsin.db") + ": there is no such file");
        assertThat(folder).isEmptyDirectory();
    }
}
