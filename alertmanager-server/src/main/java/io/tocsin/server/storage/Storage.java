package io.tocsin.server.storage;

import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.engine.StateStore;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.metrics.StoreMetrics;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where a server keeps its state, and what happened. */
public interface Storage extends AutoCloseable {
    /** What a server without a directory keeps of what happened. */
    long MEMORY_HISTORY_MAX_BYTES = 1 << 20;

    StateStore state();

    /** What the built-in evaluator's rules have come to. */
    RuleStates rules();

    RecordLog history();

    /**
     * Takes in what somebody else has kept, before anybody asks for {@link #state}: changes what will be restored, and
     * what is remembered beside it, in one commit.
     */
    void takeIn(UnaryOperator<StoredState> change, Map<String, String> notes);

    /** What was remembered under this name. */
    Optional<String> note(String name);

    /** How it fares at the moment; never waits for the disk. */
    StorageCondition condition();

    /** Memory holds what was restored: what it does not hold may be removed from the store from now on. */
    void memoryIsComplete();

    /** Writes everything that waits; in a second at most. */
    @Override
    void close();

    /**
     * The storage of a server: a {@link Journal}, or nothing but memory.
     *
     * @param folder empty for memory only
     * @param metrics of this store alone
     * @throws StoreException if there is a file that must not be used, and the server must not start
     */
    static Storage open(Optional<Path> folder, InstantSource clock, StoreMetrics metrics) throws StoreException {
        return folder.isEmpty() ? new MemoryStorage() : Journal.open(folder.get(), clock, metrics);
    }

    /** The same, for whoever watches no metrics. */
    static Storage open(Optional<Path> folder, InstantSource clock) throws StoreException {
        return open(folder, clock, StoreMetrics.unwatched());
    }

    /**
     * What the store in {@code folder} holds, for whoever looks while no server does. The file is not changed.
     *
     * @throws StoreException if there is none, a server has it, or it must not be used
     */
    static StoredState read(Path folder) throws StoreException {
        StorePlace place = new StorePlace(folder, "");
        try {
            return place.read(StorePlace.Depth.STATE).held();
        } catch (NoSuchFileException e) {
            throw StoreException.refused(place.file() + ": there is no such file", e);
        } catch (IOException e) {
            throw StoreException.refused(place.file() + ": cannot be read (" + DiskFailure.reason(e) + ")", e);
        }
    }

    /**
     * Puts a damaged store in {@code folder} aside and makes a new one of what can be read of it; before {@link #open}. A
     * store in order stays as it is. The log says how much was found.
     *
     * @throws StoreException if a server has it, a newer version wrote it, or it cannot be replaced
     */
    static void recover(Path folder, InstantSource clock) throws StoreException {
        new StoreRecovery(new StorePlace(folder, ""), clock).run();
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
        public RuleStates rules() {
            return RuleStates.NONE;
        }

        @Override
        public RecordLog history() {
            return history;
        }

        @Override
        public void takeIn(UnaryOperator<StoredState> change, Map<String, String> notes) {
            throw new IllegalStateException("nothing was restored");
        }

        @Override
        public Optional<String> note(String name) {
            return Optional.empty();
        }

        @Override
        public StorageCondition condition() {
            return StorageCondition.MEMORY;
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
