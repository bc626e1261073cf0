package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore.LiveState;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what changed, writes it, syncs, and tells whoever waits; then takes what came meanwhile. Opens the file again
 * after it could not be written, and makes it match memory then.
 *
 * <p>Owned by its thread, but for {@link #open} and {@link #restored}, which run before that is started, and the methods
 * that say otherwise.
 */
final class JournalWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    /** A group that exists is due later than that, unless its server has just come back. */
    private static final Duration TIMER_OVERDUE_MAX = Duration.ofHours(1);

    private final StorePlace place;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Sources sources;

    private @Nullable StoreFile file;
    private StoredState restored = StoredState.EMPTY;

    /** Small things to be remembered beside the state; not changed any more once the thread runs. */
    private final Map<String, String> notes = new HashMap<>();

    private @Nullable LiveState live;
    private long refreshedNanos;
    private long retryNanos;
    private Duration retryPause;

    /** The file may lack what memory holds, or hold what memory has forgotten. */
    private boolean isOutOfStep;

    /** What was restored has been compared with what memory made of it. */
    private boolean isCompared;

    // Volatile: set by other threads.
    private volatile boolean isMemoryComplete;
    private volatile boolean isStopping;

    // Volatile: read by the thread that tells of a stall.
    private volatile long progressNanos = System.nanoTime();

    /** Where what is to be written comes from. */
    record Sources(PendingChanges pending, GroupTimers timers, StoredHistory history) {}

    JournalWriter(StorePlace place, StoreSettings settings, InstantSource clock, Sources sources) {
        this.place = place;
        this.settings = settings;
        this.clock = clock;
        this.sources = sources;
        retryPause = settings.retryMin();
    }

    /** Opens the file and reads it; one that cannot be written is read as far as it is there. */
    void open() throws StoreException {
        long begun = System.nanoTime();
        try {
            openFile();
        } catch (IOException e) {
            restored = readOnly(e);
            troubleBegins(e);
        }
        sources.timers().restore(restored.nextFlushes());
        LOG.atInfo()
                .addKeyValue("path", place.file())
                .addKeyValue("alerts", restored.alerts().size())
                .addKeyValue("notifications", restored.notifications().size())
                .addKeyValue("silences", restored.silences().size())
                .addKeyValue("duration", Duration.ofNanos(System.nanoTime() - begun))
                .log("Stored state read");
    }

    private void openFile() throws StoreException, IOException {
        MVStore store = place.open();
        try {
            StoreFile opened = new StoreFile(store, this::progressed);
            restored = load(opened);
            sources.history().opened(opened);
            file = opened;
        } catch (MVStoreException | MalformedRecordException e) {
            store.closeImmediately();
            throw place.corrupt(String.valueOf(e.getMessage()), e);
        }
    }

    private StoredState readOnly(IOException unwritable) throws StoreException {
        if (Files.notExists(place.file())) {
            return StoredState.EMPTY;
        }
        try (MVStore store = place.openReadOnly()) {
            return load(new StoreFile(store, this::progressed));
        } catch (MVStoreException | IOException e) {
            throw new StoreException(
                    place.file() + ": cannot be read (" + unwritable.getMessage() + "), so that silences and what was"
                            + " notified would be forgotten; make it readable, or use another directory (--storage.path)",
                    e);
        }
    }

    private StoredState load(StoreFile opened) throws MalformedRecordException {
        opened.notes().forEach(notes::putIfAbsent);
        return opened.load();
    }

    /** Changes what the file held; the file follows when memory is complete. */
    void takeIn(UnaryOperator<StoredState> change, Map<String, String> newNotes) {
        restored = change.apply(restored);
        notes.putAll(newNotes);
    }

    Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /** What the file held. */
    StoredState restored(LiveState memory) {
        live = requireNonNull(memory, "memory");
        StoredState stored = restored;
        // Not needed any more, and large.
        restored = StoredState.EMPTY;
        return stored;
    }

    /** On any thread. */
    void memoryIsComplete() {
        isMemoryComplete = true;
        sources.pending().wake();
    }

    /** On any thread: the last turn is the next one. */
    void stop() {
        isStopping = true;
        sources.pending().wake();
    }

    private void progressed() {
        progressNanos = System.nanoTime();
    }

    /** On a thread of the clock: changes were not durable in time. */
    void stalled(Changes changes) {
        String why =
                place.file() + ": not written within " + settings.stallMax().toMillis() + "ms";
        boolean isMoving =
                System.nanoTime() - progressNanos < settings.stallMax().toNanos() / 2;
        if (isMoving) {
            sources.pending().late(changes, why);
        } else {
            troubleBegins(why);
        }
    }

    @Override
    public void run() {
        boolean isLast;
        do {
            isLast = isStopping;
            turn(take(isLast ? Duration.ZERO : settings.tick()));
        } while (!isLast);
        close();
    }

    private Changes take(Duration longest) {
        while (true) {
            try {
                return sources.pending().take(longest.toNanos());
            } catch (InterruptedException ignored) {
                // Nobody has a reason to; and an interrupted thread would close the file with its next write.
            }
        }
    }

    /** Writes these changes and whatever else is due. */
    void turn(Changes changes) {
        progressed();
        try {
            if (isWritable()) {
                write(changes);
                return;
            }
        } catch (MVStoreException e) {
            broken(e);
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("Internal error while writing");
            broken(e);
        }
        sources.pending().passedOver(changes, sources.pending().trouble().orElse("not written"));
    }

    private boolean isWritable() {
        if (isMemoryComplete && !isCompared) {
            // What was restored may have changed, or ended, on its way into memory.
            isCompared = true;
            isOutOfStep = true;
        }
        if (isOutOfStep && !isMemoryComplete) {
            return false;
        }
        if (file == null && System.nanoTime() - retryNanos >= 0) {
            reopen();
        }
        return file != null;
    }

    private void reopen() {
        try {
            openFile();
            restored = StoredState.EMPTY;
            isOutOfStep = true;
        } catch (StoreException | IOException e) {
            broken(e);
        }
    }

    private void write(Changes changes) {
        StoreFile target = requireNonNull(file);
        Instant now = clock.instant();
        boolean isRefreshDue =
                System.nanoTime() - refreshedNanos >= settings.refreshEvery().toNanos() || isStopping;
        boolean isDue = !changes.isEmpty()
                || sources.timers().isChanged()
                || sources.history().isWaiting()
                || isRefreshDue && target.holdsAlerts()
                || isOutOfStep
                || sources.pending().trouble().isPresent();
        if (isDue) {
            target.write(changes);
            catchUp(target, isRefreshDue);
            Map<Long, byte[]> records = sources.history().writeTo(target);
            target.commit(now);
            sources.history().written(records, target.historyBytes());
        }
        sources.pending().succeeded(changes);
        troubleEnds();
    }

    private void catchUp(StoreFile target, boolean isRefreshDue) {
        LiveState memory = requireNonNull(live);
        if (isOutOfStep) {
            target.reconcile(memory, sources.timers().takeAll());
            // Last, because it says of what was written before it that it is there.
            target.remember(notes);
            isOutOfStep = false;
        } else {
            sources.timers().takeChanged().forEach(target::flushAt);
            if (isRefreshDue) {
                target.refresh(memory);
            }
        }
        if (isRefreshDue) {
            refreshedNanos = System.nanoTime();
            sources.timers().forgetBefore(clock.instant().minus(TIMER_OVERDUE_MAX));
        }
    }

    private void broken(Throwable cause) {
        abandon();
        retryNanos = System.nanoTime() + retryPause.toNanos();
        retryPause = min(retryPause.multipliedBy(2), settings.retryMax());
        troubleBegins(cause);
    }

    private void abandon() {
        StoreFile old = file;
        if (old != null) {
            sources.history().closing();
            file = null;
            isOutOfStep = true;
            try {
                old.abandon();
            } catch (RuntimeException e) {
                LOG.atDebug().addKeyValue("err", e.toString()).log("Broken store could not be closed");
            }
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private void troubleBegins(Throwable cause) {
        troubleBegins(place.file() + ": " + rootOf(cause));
    }

    private static String rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.toString() : root.getMessage();
    }

    private void troubleBegins(String why) {
        if (sources.pending().troubleBegins(why)) {
            LOG.atWarn()
                    .addKeyValue("err", why)
                    .log("Storage fails: alerts are notified from memory, and silences cannot be changed");
        }
    }

    private void troubleEnds() {
        retryPause = settings.retryMin();
        if (sources.pending().troubleEnds()) {
            LOG.atInfo().addKeyValue("path", place.file()).log("Storage works again: everything in memory is written");
        }
    }

    /** Lets go of the file; after {@link #run}, or instead of it. */
    void close() {
        StoreFile last = file;
        if (last != null) {
            sources.history().closing();
            try {
                last.close();
            } catch (MVStoreException e) {
                LOG.atWarn().addKeyValue("err", e.getMessage()).log("Store could not be closed");
            }
        }
    }
}
