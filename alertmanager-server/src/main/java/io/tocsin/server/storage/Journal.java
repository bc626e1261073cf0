package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.engine.StateStore;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.server.metrics.StoreMetrics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal behind the engine's memory, in one file that survives anything short of a lost disk.
 *
 * <p>Memory is the truth. Callers put what changes into maps, coalesced; one thread takes it all, writes it, syncs
 * the disk and tells whoever waits. Nobody else touches the file but readers of the history. If the disk fails or hangs,
 * nobody waits longer than a second, everything goes on from memory, and the file is made to match memory when it can be
 * written again.
 *
 * <p>Thread-safe.
 */
public final class Journal implements StateStore, Storage {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);

    private final Path folder;
    private final Path file;
    private final PendingChanges pending;
    private final GroupTimers timers = new GroupTimers();
    private final StoredRules rules;
    private final StoredHistory history;
    private final JournalWriter writer;
    private final Thread thread;
    private final Duration closeMax;

    // Volatile: set by the intake, read by whoever closes.
    private volatile boolean isStarted;

    private Journal(StorePlace place, StoreSettings settings, InstantSource clock, StoreMetrics metrics) {
        folder = place.folder();
        file = place.file();
        history = new StoredHistory(
                settings.historyMaxBytes(), settings.historyWaitingMaxBytes(), metrics::historyDropped);
        rules = new StoredRules(StoredRules.roomBytes(Runtime.getRuntime().maxMemory()), metrics::ruleAlertsUnkept);
        pending = new PendingChanges(settings.stallMax().toNanos(), this::stalled);
        writer = new JournalWriter(
                place, settings, clock, new JournalWriter.Sources(pending, timers, rules, history), metrics);
        thread = new Thread(writer, "journal");
        thread.setDaemon(true);
        closeMax = settings.closeMax();
    }

    /**
     * Opens the journal and reads what it holds.
     *
     * @param folder of the file; created when missing
     * @param clock tells when the file was last written
     * @param metrics of this journal alone
     * @throws StoreException if there is a file that must not be used, and the server must not start
     */
    public static Journal open(Path folder, InstantSource clock, StoreMetrics metrics) throws StoreException {
        return open(new StorePlace(folder, ""), StoreSettings.DEFAULTS, clock, metrics);
    }

    static Journal open(StorePlace place, StoreSettings settings, InstantSource clock, StoreMetrics metrics)
            throws StoreException {
        Journal journal = new Journal(place, settings, requireNonNull(clock, "clock"), metrics);
        metrics.pendingFrom(journal.pending::size);
        journal.writer.open();
        return journal;
    }

    private void stalled(Changes changes) {
        writer.stalled(changes);
    }

    @Override
    public StoredState restore(LiveState live) {
        StoredState stored = writer.restored(live);
        isStarted = true;
        thread.start();
        return stored;
    }

    @Override
    public StateStore state() {
        return this;
    }

    @Override
    public void memoryIsComplete() {
        writer.memoryIsComplete();
    }

    @Override
    public void alertStored(AlertHolder alert) {
        pending.stored(alert);
    }

    @Override
    public void alertRefreshed(AlertHolder alert) {
        // The writer looks through all alerts every few seconds, which costs the intake nothing.
    }

    @Override
    public void alertForgotten(AlertHolder alert) {
        pending.forgotten(alert);
    }

    @Override
    public void alertReplaced(AlertHolder old, AlertHolder stored) {
        pending.replaced(old, stored);
    }

    @Override
    public void notificationRecorded(Stamped<NotificationEntry> entry) {
        pending.notification(entry.value().key(), entry);
    }

    @Override
    public void notificationForgotten(NotificationKey key) {
        pending.notification(key, null);
    }

    @Override
    public void silenceStored(Stamped<Silence> silence) {
        pending.silence(silence.value().id(), silence);
    }

    @Override
    public void silenceForgotten(String id) {
        pending.silence(id, null);
    }

    @Override
    public void flushScheduled(String groupKey, Instant at) {
        timers.schedule(groupKey, at);
    }

    @Override
    public void groupForgotten(String groupKey) {
        timers.forget(groupKey);
    }

    @Override
    public CompletionStage<Void> committed() {
        return pending.committed();
    }

    @Override
    public CompletionStage<Void> committedSoon() {
        return pending.committedSoon();
    }

    @Override
    public Optional<String> trouble() {
        return pending.trouble();
    }

    @Override
    public void takeIn(UnaryOperator<StoredState> change, Map<String, String> notes) {
        writer.takeIn(change, notes);
    }

    @Override
    public Optional<String> note(String name) {
        return writer.note(name);
    }

    @Override
    public StorageCondition condition() {
        return new StorageCondition(Optional.of(folder), writer.sizeBytes(), writer.trouble());
    }

    @Override
    public RuleStates rules() {
        return rules;
    }

    @Override
    public RecordLog history() {
        return history;
    }

    /**
     * Writes everything that waits and closes the file, in a second at most; a disk that hangs is left to itself, and the log
     * says what is lost.
     */
    @Override
    public void close() {
        writer.stop();
        if (!isStarted) {
            writer.close();
            return;
        }
        try {
            thread.join(closeMax.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        tellOfLoss();
    }

    private void tellOfLoss() {
        long unwritten = pending.unwritten() + timers.changes() + rules.changes() + history.waiting();
        if (unwritten > 0 || thread.isAlive() || pending.trouble().isPresent()) {
            LOG.atWarn()
                    .addKeyValue("path", file)
                    .addKeyValue("changes", unwritten)
                    .addKeyValue("err", pending.trouble().orElse("the disk does not answer"))
                    .log(
                            "Stopped without having written everything: what is not on the disk is lost with this process");
        }
    }
}
