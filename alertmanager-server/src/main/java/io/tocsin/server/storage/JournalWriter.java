package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore;
import io.tocsin.core.engine.StateStore.LiveState;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.metrics.StoreMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what changed, writes it, syncs, and tells whoever waits; then takes what came meanwhile. Makes the file match
 * memory after it could not be written.
 *
 * <p>Owned by its thread, but for {@link #open} and {@link #restored}, which run before that is started, and the methods
 * that say otherwise.
 */
final class JournalWriter implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(JournalWriter.class);

    /** A group that exists is due later than that, unless its server has just come back. */
    private static final Duration TIMER_OVERDUE_MAX = Duration.ofHours(1);

    /** Turns follow each other far sooner, unless the process was suspended, or the clock was set forward. */
    private static final Duration TURN_MAX = Duration.ofSeconds(15);

    /** Of alerts of rules that have gone, at once: some milliseconds, for which whoever waits for a commit waits, too. */
    private static final int RULES_GONE_MAX = 2_000;

    private final StorePlace place;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Sources sources;
    private final StoreMetrics metrics;
    private final StoreTrouble trouble;
    private final StoreAccess access;

    private StoredState held = StoredState.EMPTY;

    /** Small things to be remembered beside the state; not changed any more once the thread runs. */
    private final Map<String, String> notes = new HashMap<>();

    private @Nullable LiveState live;
    private long refreshedNanos = System.nanoTime();
    private Instant lookedThroughAt = Instant.EPOCH;

    /** Up to when ends of alerts counted after the last turn; null before the first one. */
    private @Nullable Instant knownUpTo;

    private long historyNanos = System.nanoTime();
    private long compactedNanos = System.nanoTime();

    /** When what is being written was taken. */
    private long takenNanos;

    /** The file may lack what memory holds, or hold what memory has forgotten. */
    private boolean isOutOfStep;

    /** What was restored has been compared with what memory made of it. */
    private boolean isCompared;

    // Volatile: set by other threads.
    private volatile boolean isMemoryComplete;
    private volatile boolean isStopping;

    // Volatile: read by the thread that tells of a stall.
    private volatile long progressNanos = System.nanoTime();

    // Volatile: read by whoever shows it. Negative before the first commit.
    private volatile long sizeBytes = -1;

    /** Where what is to be written comes from. */
    record Sources(PendingChanges pending, GroupTimers timers, StoredRules rules, StoredHistory history) {}

    JournalWriter(
            StorePlace place, StoreSettings settings, InstantSource clock, Sources sources, StoreMetrics metrics) {
        this.place = place;
        this.settings = settings;
        this.clock = clock;
        this.sources = sources;
        this.metrics = metrics;
        trouble = new StoreTrouble(place.file(), sources.pending(), metrics, clock);
        access = new StoreAccess(place, settings, clock, sources.history(), trouble, this::progressed);
    }

    /** What keeps the file from being written at the moment. */
    Optional<StorageCondition.Trouble> trouble() {
        return trouble.present();
    }

    /** The size of the file at the last commit. */
    OptionalLong sizeBytes() {
        long size = sizeBytes;
        return size < 0 ? OptionalLong.empty() : OptionalLong.of(size);
    }

    /**
     * Opens the file and reads it.
     *
     * @throws StoreException if there is one that must not be used
     */
    void open() throws StoreException {
        long begun = System.nanoTime();
        held = access.open(opened -> {
            notes.putAll(opened.file().notes());
            sources.rules().restore(opened.rules());
        });
        isOutOfStep = access.file().isEmpty();
        sources.timers().restore(held.nextFlushes());
        Duration duration = Duration.ofNanos(System.nanoTime() - begun);
        metrics.restored(
                held.alerts().size(),
                held.notifications().size(),
                held.silences().size());
        metrics.restoreTook(duration);
        StartReport.of(held, clock.instant()).log(place.file(), duration);
    }

    /** Changes what the file held; the file follows when memory is complete. */
    void takeIn(UnaryOperator<StoredState> change, Map<String, String> newNotes) {
        held = change.apply(held);
        notes.putAll(newNotes);
    }

    Optional<String> note(String name) {
        return Optional.ofNullable(notes.get(name));
    }

    /** What the file held. */
    StoredState restored(LiveState memory) {
        live = requireNonNull(memory, "memory");
        StoredState stored = held;
        // Not needed any more, and large.
        held = StoredState.EMPTY;
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
            // Much to write, and a disk that takes it.
            sources.pending().late(changes, why);
        } else {
            trouble.begins(why);
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
        writeWhatIsDue(changes);
        LiveState memory = live;
        // Before the next changes are taken: what memory has seen to by now is among them.
        knownUpTo = memory == null ? null : memory.knownUpTo(clock.instant());
    }

    private void writeWhatIsDue(Changes changes) {
        progressed();
        takenNanos = System.nanoTime();
        try {
            // Each time, so that nothing is acknowledged that stands in a file that nobody finds any more.
            isOutOfStep |= access.followedReplacement()
                    || changes.lacksSome()
                    || sources.timers().lacksSome();
            boolean isRefreshDue = isStopping
                    || System.nanoTime() - refreshedNanos
                            >= settings.refreshEvery().toNanos();
            if (isRefreshDue) {
                refreshedNanos = System.nanoTime();
                sources.timers().forgetBefore(clock.instant().minus(TIMER_OVERDUE_MAX));
            }
            if (isWritable()) {
                write(access.file().orElseThrow(), changes, isRefreshDue);
                return;
            }
        } catch (MVStoreException e) {
            broken(e);
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("Internal error while writing");
            broken(e);
        }
        if (sources.pending().trouble().isEmpty()) {
            trouble.begins(place.file() + ": deleted or replaced while what it held was being restored");
        }
        sources.pending().passedOver(changes, sources.pending().trouble().orElse("not written"));
    }

    private boolean isWritable() {
        if (isMemoryComplete && !isCompared) {
            // What was restored may have changed, or ended, on its way into memory.
            isCompared = true;
            isOutOfStep = true;
        }
        if (isOutOfStep && !isCompared) {
            return false;
        }
        return access.file().isPresent() || access.reopened();
    }

    private void write(StoreFile file, Changes changes, boolean isRefreshDue) {
        if (isDue(file, changes, isRefreshDue)) {
            long begunNanos = System.nanoTime();
            put(file, changes, isRefreshDue);
            commit(file);
            sizeBytes = file.sizeBytes();
            metrics.committed(Duration.ofNanos(System.nanoTime() - begunNanos), sizeBytes);
        }
        sources.pending().succeeded(changes);
        access.works();
        if (System.nanoTime() - takenNanos < settings.stallMax().toNanos()) {
            trouble.ends();
        } else if (sources.pending().trouble().isPresent()) {
            // Much may have come meanwhile, which nobody waits for: it ends when that is written.
            sources.pending().wake();
        }
        compactNowAndThen(file);
        metrics.written(file.takeWrittenBytes());
    }

    private void commit(StoreFile file) {
        if (!isHistoryDue()) {
            file.commit();
            return;
        }
        historyNanos = System.nanoTime();
        Map<Long, byte[]> records = sources.history().writeTo(file.history());
        file.commit();
        sources.history().written(records, file.history().bytes());
    }

    /** Not with each commit: nobody waits for it, and what is tried again and again replaces its records. */
    private boolean isHistoryDue() {
        return isStopping
                || sources.history().isMuch()
                || sources.history().waiting() > 0
                        && System.nanoTime() - historyNanos >= settings.tick().toNanos();
    }

    /** A slice per tick, when nobody waits for this turn any more. */
    private void compactNowAndThen(StoreFile file) {
        if (!isStopping && System.nanoTime() - compactedNanos >= settings.tick().toNanos()) {
            compactedNanos = System.nanoTime();
            if (file.compact()) {
                LOG.atDebug()
                        .addKeyValue("size", file.sizeBytes())
                        .addKeyValue("duration", Duration.ofNanos(System.nanoTime() - compactedNanos))
                        .log("Store compacted by a slice");
            }
        }
    }

    private boolean isDue(StoreFile file, Changes changes, boolean isRefreshDue) {
        return isOutOfStep
                || !changes.isEmpty()
                || sources.timers().changes() > 0
                || sources.rules().isUrgent()
                || isHistoryDue()
                || isRefreshDue && (file.holdsAlerts() || sources.rules().changes() > 0)
                || sources.pending().trouble().isPresent();
    }

    private void put(StoreFile file, Changes changes, boolean isRefreshDue) {
        LiveState memory = requireNonNull(live);
        Instant now = clock.instant();
        boolean isBehind = isOutOfStep;
        boolean isLookDue = isBehind || isRefreshDue || !file.holdsAlerts();
        if (isBehind) {
            file.reconcile(memory, sources.timers().takeAll(), sources.rules().takeAll());
        } else {
            // Before the alerts that they have told of.
            sources.rules()
                    .takeChanged(isStopping ? Integer.MAX_VALUE : RULES_GONE_MAX)
                    .forEach(file::rule);
            sources.timers().takeChanged().forEach(file::flushAt);
            file.writeAlerts(changes);
        }
        // After memory, which may not show yet what it has just handed over; alerts it shows before.
        file.writeOthers(changes);
        if (isLookDue) {
            // After the changes: they have alerts that may have been refreshed since.
            file.refresh(memory);
            lookedThroughAt = now;
        }
        if (isBehind) {
            // Last, because it says of what was written before it that it is there.
            file.remember(notes);
            isOutOfStep = false;
        }
        if (isCompared) {
            // Not before: an alert that is still to be held beyond its end would have ended in somebody's presence.
            file.alive(aliveAt(now));
        }
    }

    /** Refreshes that are older by more than what a restart allows for are in the file. */
    private Instant aliveAt(Instant now) {
        Instant looked = lookedThroughAt.plus(StateStore.LAZY_MAX);
        Instant alive = looked.isBefore(now) ? looked : now;
        Instant known = knownUpTo;
        if (known == null || !known.plus(TURN_MAX).isBefore(now)) {
            return alive;
        }
        // Memory may have to hold alerts beyond their ends, and that may be in none but the next changes.
        return known.isBefore(alive) ? known : alive;
    }

    private void broken(Throwable cause) {
        isOutOfStep = true;
        access.broken(cause);
    }

    /** Lets go of the file; after {@link #run}, or instead of it. */
    void close() {
        access.close();
    }
}
