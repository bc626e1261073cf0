package io.tocsin.server.storage;

import io.tocsin.core.engine.StateStore.StoredState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to the file: opens it, lets go of it when it fails, and opens it again after a pause that doubles each time.
 * Owned by the writer.
 */
final class StoreAccess {
    private static final Logger LOG = LoggerFactory.getLogger(StoreAccess.class);

    private final StorePlace place;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final StoredHistory history;
    private final StoreTrouble trouble;
    private final Runnable onSync;

    private @Nullable StoreFile file;

    /** Tells the open file from another one of the same name. */
    private @Nullable Object identity;

    private long retryNanos;
    private Duration retryPause;

    /** @param onSync runs after each sync */
    StoreAccess(
            StorePlace place,
            StoreSettings settings,
            InstantSource clock,
            StoredHistory history,
            StoreTrouble trouble,
            Runnable onSync) {
        this.place = place;
        this.settings = settings;
        this.clock = clock;
        this.history = history;
        this.trouble = trouble;
        this.onSync = onSync;
        retryPause = settings.retryMin();
    }

    /**
     * Opens the file for the first time and reads it; one that cannot be written is read as far as it is there.
     *
     * @param notes is given what is remembered beside the state
     * @throws StoreException if there is one that must not be used
     */
    StoredState open(Consumer<Map<String, String>> notes) throws StoreException {
        try {
            StorePlace.Opened opened = openFile();
            notes.accept(opened.file().notes());
            return opened.held();
        } catch (IOException e) {
            StoredState held = readOnly(notes, e);
            broken(e);
            return held;
        }
    }

    private StorePlace.Opened openFile() throws StoreException, IOException {
        StorePlace.Opened opened = place.open(onSync);
        file = opened.file();
        identity = identity();
        history.opened(opened.file());
        return opened;
    }

    private StoredState readOnly(Consumer<Map<String, String>> notes, IOException unwritable) throws StoreException {
        if (Files.notExists(place.file())) {
            return StoredState.EMPTY;
        }
        try {
            StorePlace.Opened read = place.read();
            notes.accept(read.file().notes());
            return read.held();
        } catch (IOException e) {
            throw StoreException.refused(
                    place.file() + ": cannot be read (" + DiskFailure.reason(unwritable)
                            + "), so that silences and what was"
                            + " notified would be forgotten; make it readable, or use another directory (--storage.path)",
                    e);
        }
    }

    /** The file; empty while it is not the time to try again. */
    Optional<StoreFile> file() {
        return Optional.ofNullable(file);
    }

    /**
     * Opens the file again if it is time to.
     *
     * @return whether it is open now; it holds what it held when it failed, or nothing
     */
    boolean reopened() {
        if (System.nanoTime() - retryNanos < 0) {
            return false;
        }
        try {
            reopen();
            return true;
        } catch (StoreException | IOException e) {
            broken(e);
            return false;
        }
    }

    private void reopen() throws StoreException, IOException {
        try {
            openFile();
        } catch (StoreException e) {
            if (!e.isDamage()) {
                throw e;
            }
            // Memory has everything; the file would be refused by the next start.
            Path aside = place.moveAside(clock.instant());
            LOG.atWarn()
                    .addKeyValue("path", aside)
                    .addKeyValue("err", e.getMessage())
                    .log("Damaged store put aside");
            openFile();
        }
    }

    /**
     * If somebody deleted the file or put another one in its place, opens what is there now, or makes a new one; the
     * history goes along.
     *
     * @return whether that happened, so that the open file does not hold what was written
     */
    boolean followedReplacement() {
        StoreFile old = file;
        if (old == null || !isReplaced()) {
            return false;
        }
        LOG.atWarn().addKeyValue("path", place.file()).log("Store was deleted or replaced; it is written anew");
        file = null;
        try {
            reopen();
            file().ifPresent(opened -> opened.takeHistoryOf(old));
        } catch (StoreException | IOException | MVStoreException e) {
            broken(e);
        }
        old.abandon();
        return true;
    }

    private boolean isReplaced() {
        try {
            return identity != null && !identity.equals(identity());
        } catch (IOException e) {
            return true;
        }
    }

    private @Nullable Object identity() throws IOException {
        return Files.readAttributes(place.file(), BasicFileAttributes.class).fileKey();
    }

    /** The file could not be written. */
    void broken(Throwable cause) {
        release();
        retryNanos = System.nanoTime() + retryPause.toNanos();
        Duration doubled = retryPause.multipliedBy(2);
        retryPause = doubled.compareTo(settings.retryMax()) < 0 ? doubled : settings.retryMax();
        trouble.begins(cause);
    }

    /** Everything is written. */
    void works() {
        retryPause = settings.retryMin();
        trouble.ends();
    }

    /** Lets go of the file as it is. */
    void release() {
        StoreFile old = file;
        if (old != null) {
            history.closing();
            file = null;
            try {
                old.abandon();
            } catch (RuntimeException e) {
                LOG.atDebug().addKeyValue("err", e.toString()).log("Broken store could not be closed");
            }
        }
    }

    /** Closes the file in order. */
    void close() {
        StoreFile last = file;
        if (last != null) {
            history.closing();
            file = null;
            try {
                last.close();
            } catch (MVStoreException e) {
                LOG.atWarn().addKeyValue("err", e.getMessage()).log("Store could not be closed in order");
            }
        }
    }
}
