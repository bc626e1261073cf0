package io.tocsin.server.storage;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.silence.Silence;
import io.tocsin.server.metrics.StoreMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A writer without a thread: it writes when it is told to, on the caller's. */
final class SteppedJournal {
    static final StoreSettings SETTINGS = atOnce(20_000, 1 << 20);

    private final PendingChanges pending =
            new PendingChanges(Duration.ofMinutes(1).toNanos(), changes -> {});
    private final GroupTimers timers = new GroupTimers();
    private final StoredHistory history;
    private final FakeMemory memory = new FakeMemory();
    private final Map<String, Instant> flushes = new HashMap<>();
    private final JournalWriter writer;
    private Instant now = Stored.START;

    SteppedJournal(StorePlace place) throws StoreException {
        this(place, SETTINGS);
    }

    SteppedJournal(StorePlace place, StoreSettings settings) throws StoreException {
        InstantSource clock = () -> now;
        history = new StoredHistory(settings.historyMaxBytes(), settings.historyWaitingMaxBytes(), () -> {});
        writer = new JournalWriter(
                place, settings, clock, new JournalWriter.Sources(pending, timers, history), StoreMetrics.unwatched());
        writer.open();
        writer.restored(memory);
        writer.memoryIsComplete();
    }

    /** With the limits of a server; each turn writes everything. */
    static SteppedJournal withDefaults(StorePlace place) throws StoreException {
        StoreSettings limits = StoreSettings.DEFAULTS;
        return new SteppedJournal(place, atOnce(limits.historyMaxBytes(), limits.historyWaitingMaxBytes()));
    }

    /** Each turn writes everything. */
    static StoreSettings atOnce(long historyMaxBytes, long historyWaitingMaxBytes) {
        return new StoreSettings(
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                historyMaxBytes,
                historyWaitingMaxBytes);
    }

    Instant now() {
        return now;
    }

    void advance(Duration time) {
        now = now.plus(time);
    }

    RecordLog history() {
        return history;
    }

    /** Stores it if it is new, and refreshes it otherwise. */
    void refresh(Alert alert) {
        boolean isNew = !memory.has(alert);
        AlertHolder held = memory.put(alert);
        if (isNew) {
            pending.stored(held);
        }
    }

    void record(int number) {
        memory.put(Stored.notification(number, now));
        pending.notification(Stored.key(number), Stored.notification(number, now));
    }

    /** Changes something at random, a second later. */
    void change(Random random, int count, int keys) {
        now = now.plusSeconds(1);
        for (int i = 0; i < count; i++) {
            int number = random.nextInt(keys);
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> store(Stored.alert(number, now));
                case 3 -> forget(Stored.alert(number, now));
                case 4 -> {
                    memory.put(Stored.silence(number, now));
                    pending.silence(Stored.id(number), Stored.silence(number, now));
                }
                case 5 -> {
                    memory.put(Stored.notification(number, now));
                    pending.notification(Stored.key(number), Stored.notification(number, now));
                }
                case 6 -> {
                    flushes.put("group " + number, now);
                    timers.schedule("group " + number, now);
                }
                default -> history.append(new byte[random.nextInt(400)]);
            }
        }
    }

    /** @see FakeMemory#heardLast */
    void heardLast(@Nullable Instant moment) {
        memory.heardLast(moment);
    }

    /** Sets the clock, back as well. */
    void setClock(Instant time) {
        now = time;
    }

    void store(Alert alert) {
        pending.stored(memory.put(alert));
    }

    void store(Silence silence) {
        memory.put(silence);
        pending.silence(silence.id(), silence);
    }

    void forget(Alert alert) {
        AlertHolder held = memory.remove(alert);
        if (held != null) {
            pending.forgotten(held);
        }
    }

    CompletionStage<Void> committed() {
        return pending.committed();
    }

    void turn() throws InterruptedException {
        writer.turn(pending.take(0));
    }

    /** What memory holds, by key. */
    Map<Object, Object> held() {
        Map<Object, Object> held = new HashMap<>();
        memory.alerts().forEach(each -> held.put(each.alert().labels(), each.alert()));
        memory.notifications().forEach(entry -> held.put(entry.key(), entry));
        memory.silences().forEach(silence -> held.put(silence.id(), silence));
        held.putAll(flushes);
        // Of the history the lengths, by id.
        history.newestFirst(Long.MAX_VALUE, (id, record) -> {
            held.put(id, record.length);
            return true;
        });
        return held;
    }

    static Map<Object, Object> held(StoredState stored) {
        Map<Object, Object> held = new HashMap<>();
        stored.alerts().forEach(alert -> held.put(alert.labels(), alert));
        stored.notifications().forEach(entry -> held.put(entry.key(), entry));
        stored.silences().forEach(silence -> held.put(silence.id(), silence));
        held.putAll(stored.nextFlushes());
        return held;
    }

    void close() {
        writer.close();
    }
}
