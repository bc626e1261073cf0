package io.tocsin.server.storage;

import io.tocsin.core.engine.StateStore.StoredState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
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

    /** The open file is shorter than what was written to it, as of the last look. */
    private boolean isCutOff;

    /** Deleted or replaced, and the only one that has the history until its successor is written. */
    private @Nullable StoreFile forgone;

    private long retryNanos = System.nanoTime();
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
     * @param beside is given the file for what it holds beside the state
     * @throws StoreException if there is one that must not be used
     */
    StoredState open(Consumer<StorePlace.Opened> beside) throws StoreException {
        try {
            place.checkLink();
            StorePlace.Opened opened = openFile(StorePlace.Depth.STATE);
            beside.accept(opened);
            return opened.held();
        } catch (IOException e) {
            StoredState held = readOnly(beside, e);
            broken(e);
            return held;
        }
    }

    private StorePlace.Opened openFile(StorePlace.Depth depth) throws StoreException, IOException {
        StorePlace.Opened opened = place.open(depth, onSync);
        file = opened.file();
        identity = attributes().fileKey();
        keepForgoneHistory(opened.file().history());
        history.opened(opened.file().history());
        return opened;
    }

    private StoredState readOnly(Consumer<StorePlace.Opened> beside, IOException unwritable) throws StoreException {
        if (Files.notExists(place.file())) {
            return StoredState.EMPTY;
        }
        try {
            StorePlace.Opened read = place.read(StorePlace.Depth.STATE);
            beside.accept(read);
            history.startsAfter(read.lastHistoryId());
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
            // What may have failed is a page of the history.
            openFile(StorePlace.Depth.ALL);
        } catch (StoreException e) {
            if (!e.isDamage()) {
                throw e;
            }
            if (forgone == null) {
                // Memory has everything, but not if the process dies before that is written.
                Salvage.replace(place, e, clock.instant());
            } else {
                putAside(e);
            }
            openFile(StorePlace.Depth.STATE);
        }
    }

    /** Of a file that somebody else has put there; what was there before it has the history. */
    private void putAside(StoreException damage) throws IOException {
        LOG.atWarn()
                .addKeyValue("path", place.moveAside(clock.instant()))
                .addKeyValue("err", damage.finding())
                .log("Damaged store put aside");
    }

    private static void historyIsLost(MVStoreException e) {
        LOG.atWarn().addKeyValue("err", e.getMessage()).log("History of the store before this one cannot be read");
    }

    /**
     * If somebody deleted the file, cut it off or put another one in its place, opens what is there now, or makes a new
     * one; the history goes along unless it was cut off.
     *
     * @return whether that happened, so that the open file does not hold what was written
     * @throws MVStoreException if the file is in place and somebody has come across damage in it
     */
    boolean followedReplacement() {
        history.checkDamage();
        StoreFile old = file;
        if (old == null || isInPlace(old)) {
            return false;
        }
        LOG.atWarn()
                .addKeyValue("path", place.file())
                .log("Store was deleted, replaced or cut off; it is written anew");
        if (forgone == null && !isCutOff) {
            forgone = old;
            file = null;
        } else {
            release();
        }
        try {
            reopen();
        } catch (StoreException | IOException | MVStoreException e) {
            broken(e);
        }
        return true;
    }

    private boolean isInPlace(StoreFile open) {
        isCutOff = false;
        try {
            BasicFileAttributes now = attributes();
            isCutOff = now.size() < open.sizeBytes();
            return !isCutOff && Objects.equals(now.fileKey(), identity);
        } catch (IOException e) {
            // Of one that cannot be seen it is not known that it is gone.
            return !Files.notExists(place.file());
        }
    }

    private BasicFileAttributes attributes() throws IOException {
        return Files.readAttributes(place.file(), BasicFileAttributes.class);
    }

    private void keepForgoneHistory(KeptHistory successor) {
        StoreFile last = forgone;
        if (last == null) {
            return;
        }
        Map<Long, byte[]> records;
        try {
            records = last.history().all();
        } catch (MVStoreException e) {
            historyIsLost(e);
            return;
        }
        successor.addAll(records);
    }

    private void abandonForgone() {
        StoreFile last = forgone;
        if (last != null) {
            forgone = null;
            abandon(last);
        }
    }

    /** The file could not be written. */
    void broken(Throwable cause) {
        // First: letting go of the file may take long.
        trouble.begins(cause);
        release();
        retryNanos = System.nanoTime() + retryPause.toNanos();
        Duration doubled = retryPause.multipliedBy(2);
        retryPause = doubled.compareTo(settings.retryMax()) < 0 ? doubled : settings.retryMax();
    }

    /** Everything is written. */
    void works() {
        retryPause = settings.retryMin();
        abandonForgone();
    }

    /** Lets go of the file as it is. */
    void release() {
        StoreFile old = file;
        if (old != null) {
            history.closing();
            file = null;
            abandon(old);
        }
    }

    private static void abandon(StoreFile broken) {
        try {
            broken.abandon();
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("err", e.toString()).log("Broken store could not be closed");
        }
    }

    /** Closes the file in order. */
    void close() {
        abandonForgone();
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
