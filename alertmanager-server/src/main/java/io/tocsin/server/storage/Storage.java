package io.tocsin.server.storage;

import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.engine.StateStore;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Where a server keeps its state, and what happened. */
public interface Storage extends AutoCloseable {
    /** What a server without a directory keeps of what happened. */
    long MEMORY_HISTORY_MAX_BYTES = 1 << 20;

    StateStore state();

    RecordLog history();

    /** Memory holds what was restored: what it does not hold may be removed from the store from now on. */
    void memoryIsComplete();

    /** Writes everything that waits; in a second at most. */
    @Override
    void close();

    /**
     * The storage of a server: a {@link Journal}, or nothing but memory.
     *
     * @param folder empty for memory only
     * @throws StoreException if there is a file that must not be used, and the server must not start
     */
    static Storage open(Optional<Path> folder, InstantSource clock) throws StoreException {
        return folder.isEmpty() ? new MemoryStorage() : Journal.open(folder.get(), clock);
    }

    /** Keeps nothing beyond the process. */
    final class MemoryStorage implements Storage {
        private final StateStore state = new NoStateStore();
        private final RecordLog history = new MemoryRecordLog(MEMORY_HISTORY_MAX_BYTES);

        @Override
        public StateStore state() {
            return state;
        }

        @Override
        public RecordLog history() {
            return history;
        }

        @Override
        public void memoryIsComplete() {
            // Nothing is compared with it.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
