package io.tocsin.server.storage;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.StateStore.LiveState;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.record.UnusableSilenceException;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.type.LongDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open file: what it holds, and how changes get into it. Owned by the writer; only the map of the history is read by
 * others meanwhile.
 *
 * <p>Failures of the disk are {@link MVStoreException}; the file is of no use after one, and has to be
 * closed and opened again.
 */
final class StoreFile implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreFile.class);

    /** A commit is about as large; what is more is written in several, so that buffers do not grow with what is written. */
    private static final int SLICE_BYTES = 1 << 20;

    /** A file below this size is left alone. */
    private static final long COMPACT_MIN_BYTES = 64 << 10;

    /** What is rewritten or moved at once. */
    private static final int COMPACT_SLICE_BYTES = 512 << 10;

    /** The least share of the file that should be alive: it is at most about twice as large as what it holds. */
    private static final int LIVE_PERCENT_MIN = 60;

    /** Different texts of alerts that are shared while they are read. */
    private static final int STRINGS_SHARED = 1 << 16;

    /** In the map of what there is one of: when the file was last written, in milliseconds since 1970. */
    private static final long ALIVE_AT = 1;

    /** In the same map: how much history there is. */
    private static final long HISTORY_EXTENT = 2;

    private final MVStore store;
    private final CommitMark mark;
    private final Runnable onSync;
    private final KeptAlerts alerts;
    private final KeptRecords<NotificationKey> notifications;
    private final KeptRecords<String> silences;
    private final KeptRecords<String> flushes;
    private final KeptRecords<String> notes;
    private final KeptRecords<RuleRecord.Key> rules;
    private final MVMap<Long, byte[]> state;
    private final KeptHistory history;
    private long writtenBytesTold;
    private final Map<String, String> heldNotes = new HashMap<>();
    private List<RuleRecord> heldRules = new ArrayList<>();

    /**
     * @param store open, and in the format of this version
     * @param mark is told of each commit that is durable
     * @param onSync runs after each sync
     */
    StoreFile(MVStore store, CommitMark mark, Runnable onSync) {
        this.store = store;
        this.mark = mark;
        this.onSync = onSync;
        alerts = new KeptAlerts(records("alerts"), records("ends"));
        notifications = new KeptRecords<>(records("notifications"));
        silences = new KeptRecords<>(records("silences"));
        flushes = new KeptRecords<>(records("flushes"));
        notes = new KeptRecords<>(records("notes"));
        rules = new KeptRecords<>(records("rules"));
        state = records("state");
        history = new KeptHistory(records("history"), state, HISTORY_EXTENT, this::commitIfLarge);
    }

    private MVMap<Long, byte[]> records(String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Long, byte[]>()
                        .keyType(new CheckedType<>(LongDataType.INSTANCE))
                        .valueType(new CheckedType<>(RecordType.INSTANCE)));
    }

    /**
     * Reads the state; what damage there is shows here, and not when somebody comes across it. Called once, before anything is
     * written.
     *
     * @param damage is told of what is no record
     */
    StoredState load(Damage damage) throws MalformedRecordException {
        List<Stamped<Alert>> storedAlerts = alerts.load(new StringPool(STRINGS_SHARED), damage);
        List<Stamped<NotificationEntry>> storedNotifications = new ArrayList<>();
        notifications.load(
                record -> {
                    Stamped<NotificationEntry> entry = NotificationRecord.decode(record);
                    storedNotifications.add(entry);
                    return entry.value().key();
                },
                damage);
        List<Stamped<Silence>> storedSilences = new ArrayList<>();
        silences.load(record -> readSilence(record, storedSilences), damage);
        Map<String, Instant> storedFlushes = new HashMap<>();
        flushes.load(
                record -> {
                    FlushRecord flush = FlushRecord.decode(record);
                    storedFlushes.put(flush.groupKey(), flush.at());
                    return flush.groupKey();
                },
                damage);
        notes.load(
                record -> {
                    Note note = Note.decode(record);
                    heldNotes.put(note.name(), note.text());
                    return note.name();
                },
                damage);
        rules.load(
                record -> {
                    RuleRecord rule = RuleRecord.decode(record);
                    heldRules.add(rule);
                    return rule.key();
                },
                damage);
        Optional<Instant> aliveAt = Optional.ofNullable(state.get(ALIVE_AT))
                .map(millis -> Instant.ofEpochMilli(ByteBuffer.wrap(millis).getLong()));
        return new StoredState(storedAlerts, storedNotifications, storedSilences, storedFlushes, aliveAt);
    }

    private static @Nullable String readSilence(byte[] record, List<Stamped<Silence>> silences)
            throws MalformedRecordException {
        try {
            Stamped<Silence> silence = SilenceRecord.decode(record);
            silences.add(silence);
            return silence.value().id();
        } catch (UnusableSilenceException e) {
            LOG.atWarn()
                    .addKeyValue("silence", e.id())
                    .addKeyValue("err", e.getMessage())
                    .log("Stored silence cannot be in force");
            return null;
        }
    }

    /** Puts changes of alerts into the file; they are durable after the next {@link #commit}. */
    void writeAlerts(Changes changes) {
        changes.alerts().forEach((alert, isStored) -> {
            if (isStored) {
                alerts.put(alert);
                commitIfLarge();
            }
        });
        // After all that takes the place of one of them: of two records the next start takes the newer, of none
        // nothing.
        changes.alerts().forEach((alert, isStored) -> {
            if (!isStored) {
                alerts.remove(alert);
                commitIfLarge();
            }
        });
    }

    /** Puts the other changes into the file; they are durable after the next {@link #commit}. */
    void writeOthers(Changes changes) {
        changes.notifications().forEach((key, entry) -> {
            if (entry == null) {
                notifications.remove(key);
            } else {
                notifications.put(key, NotificationRecord.encode(entry));
            }
            commitIfLarge();
        });
        changes.silences().forEach((id, silence) -> {
            if (silence == null) {
                silences.remove(id);
            } else {
                silences.put(id, SilenceRecord.encode(silence));
            }
        });
        // Not between two silences of which one takes the place of the other.
        commitIfLarge();
    }

    /** Puts a whole state into the file. */
    void write(StoredState whole) {
        whole.alerts().forEach(alert -> {
            alerts.add(alert.value(), alert.stamp());
            commitIfLarge();
        });
        Changes changes = new Changes();
        whole.notifications()
                .forEach(entry -> changes.notifications().put(entry.value().key(), entry));
        whole.silences()
                .forEach(silence -> changes.silences().put(silence.value().id(), silence));
        writeOthers(changes);
        whole.nextFlushes().forEach(this::flushAt);
    }

    /** When a group is due; null if it is done. */
    void flushAt(String groupKey, @Nullable Instant at) {
        if (at == null) {
            flushes.remove(groupKey);
        } else {
            flushes.put(groupKey, new FlushRecord(groupKey, at).encode());
        }
        commitIfLarge();
    }

    /** What rules have come to under this key; null if there is no such thing any more. */
    void rule(RuleRecord.Key key, byte @Nullable [] record) {
        if (record == null) {
            rules.remove(key);
        } else {
            rules.put(key, record);
        }
        commitIfLarge();
    }

    /** Writes what was refreshed. */
    void refresh(LiveState live) {
        live.takeRefreshed(alert -> {
            boolean isTaken = alerts.refresh(alert);
            commitIfLarge();
            return isTaken;
        });
    }

    /** Makes the file hold what memory holds, writing only what differs. */
    void reconcile(LiveState live, Map<String, Instant> liveFlushes, Map<RuleRecord.Key, byte[]> liveRules) {
        rules.reconcile(liveRules, this::commitIfLarge);
        alerts.reconcile(live.alerts(), this::commitIfLarge);
        Map<NotificationKey, byte[]> entries = new HashMap<>();
        live.notifications().forEach(entry -> entries.put(entry.value().key(), NotificationRecord.encode(entry)));
        notifications.reconcile(entries, this::commitIfLarge);
        Map<String, byte[]> silencesById = new HashMap<>();
        live.silences().forEach(silence -> silencesById.put(silence.value().id(), SilenceRecord.encode(silence)));
        silences.reconcile(silencesById, this::commitIfLarge);
        Map<String, byte[]> flushesByKey = new HashMap<>();
        liveFlushes.forEach((key, at) -> flushesByKey.put(key, new FlushRecord(key, at).encode()));
        flushes.reconcile(flushesByKey, this::commitIfLarge);
    }

    /** What was remembered beside the state when the file was read. */
    Map<String, String> notes() {
        return heldNotes;
    }

    /** What rules had come to when the file was read; once, because it may be much. */
    List<RuleRecord> takeRules() {
        List<RuleRecord> taken = heldRules;
        heldRules = List.of();
        return taken;
    }

    void remember(Map<String, String> texts) {
        Map<String, byte[]> records = new HashMap<>();
        texts.forEach((name, text) -> records.put(name, new Note(name, text).encode()));
        notes.reconcile(records, this::commitIfLarge);
    }

    private void commitIfLarge() {
        if (store.getUnsavedMemory() > SLICE_BYTES) {
            sync();
        }
    }

    /** Notes that this state is looked after; becomes durable with the next {@link #commit}. */
    void alive(Instant now) {
        state.put(
                ALIVE_AT,
                ByteBuffer.allocate(Long.BYTES).putLong(now.toEpochMilli()).array());
    }

    /** Makes everything that was put into the file durable. */
    void commit() {
        sync();
    }

    private void sync() {
        if (store.isReadOnly()) {
            // MVStore opens what it may not write all the same.
            throw new MVStoreException(
                    DataUtils.ERROR_WRITING_FAILED, "it may not be written: its permissions, or those of its volume");
        }
        history.note();
        store.commit();
        // Before the next commit may write over what only the version before this one needs.
        store.sync();
        mark.set(store.getCurrentVersion());
        onSync.run();
    }

    /**
     * Gives back space, a slice at a time: moves what lives in mostly dead commits into a new one, and then commits from the
     * end of the file into holes. Takes some milliseconds, and must follow a {@link #commit}.
     *
     * @return whether there was anything to do
     */
    boolean compact() {
        JournalFileStore fileStore = (JournalFileStore) store.getFileStore();
        if (fileStore.size() < COMPACT_MIN_BYTES) {
            return false;
        }
        if (store.compact(LIVE_PERCENT_MIN, COMPACT_SLICE_BYTES)) {
            sync();
            return true;
        }
        if (fileStore.getFillRate() < LIVE_PERCENT_MIN) {
            fileStore.compactMoveChunks(LIVE_PERCENT_MIN, COMPACT_SLICE_BYTES, store);
            return true;
        }
        return false;
    }

    KeptHistory history() {
        return history;
    }

    long sizeBytes() {
        return store.getFileStore().size();
    }

    /** How many bytes were written since the last time that somebody asked. */
    long takeWrittenBytes() {
        long all = ((JournalFileStore) store.getFileStore()).writtenBytes();
        long since = all - writtenBytesTold;
        writtenBytesTold = all;
        return since;
    }

    boolean holdsAlerts() {
        return !alerts.isEmpty();
    }

    /** The file has been written and is in order. */
    @Override
    public void close() {
        mark.close();
        store.close(0);
    }

    /** Lets go of the file as it is. */
    void abandon() {
        mark.close();
        store.closeImmediately();
    }
}
