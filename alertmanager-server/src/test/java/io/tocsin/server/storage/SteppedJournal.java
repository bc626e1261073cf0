package io.tocsin.server.storage;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.engine.Versions;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import io.tocsin.evaluator.rule.KeptAlert;
import io.tocsin.server.metrics.StoreMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A writer without a thread: it writes when it is told to, on the caller's. */
final class SteppedJournal {
    static final StoreSettings SETTINGS = atOnce(20_000, 1 << 20);

    private final PendingChanges pending =
            new PendingChanges(Duration.ofMinutes(1).toNanos(), changes -> {});
    private final GroupTimers timers = new GroupTimers();
    private final StoredRules rules = new StoredRules(RuleStatesOf.ROOM_BYTES, unkept -> {});
    private final StoredHistory history;
    private final FakeMemory memory = new FakeMemory();
    private final Map<String, Instant> flushes = new HashMap<>();
    private final JournalWriter writer;
    private Instant now = Stored.START;
    private long evaluations;

    SteppedJournal(StorePlace place) throws StoreException {
        this(place, SETTINGS);
    }

    SteppedJournal(StorePlace place, StoreSettings settings) throws StoreException {
        InstantSource clock = () -> now;
        history = new StoredHistory(settings.historyMaxBytes(), settings.historyWaitingMaxBytes(), () -> {});
        writer = new JournalWriter(
                place,
                settings,
                clock,
                new JournalWriter.Sources(pending, timers, rules, history),
                StoreMetrics.unwatched());
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

    StoredRules rules() {
        return rules;
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
        record(number, Versions.of(Stored.notification(number, now)));
    }

    private void record(int number, Stamped<NotificationEntry> entry) {
        memory.putNotification(entry);
        pending.notification(Stored.key(number), entry);
    }

    /** Changes something at random, a second later. */
    void change(Random random, int count, int keys) {
        now = now.plusSeconds(1);
        for (int i = 0; i < count; i++) {
            int number = random.nextInt(keys);
            switch (random.nextInt(9)) {
                case 0, 1 -> store(Stored.alert(number, now));
                case 2 -> pending.stored(memory.put(Stored.alert(number, now), anyStamp(random)));
                case 3 -> forget(Stored.alert(number, now));
                case 4 -> store(new Stamped<>(Stored.silence(number, now), anyStamp(random)));
                case 5 -> record(number, new Stamped<>(Stored.notification(number, now), anyStamp(random)));
                case 6 -> {
                    flushes.put("group " + number, now);
                    timers.schedule("group " + number, now);
                }
                case 7 -> changeRules(random, keys);
                default -> history.append(new byte[random.nextInt(400)]);
            }
        }
    }

    private void changeRules(Random random, int keys) {
        KeptAlert[] alerts = random.ints(random.nextInt(4), 0, keys)
                .distinct()
                .mapToObj(number -> RuleStatesOf.pending(number, random.nextInt(3)))
                .toArray(KeptAlert[]::new);
        evaluations++;
        rules.keep(RuleStatesOf.snapshot(
                RuleStatesOf.group("group " + random.nextInt(3)), evaluations, now.toEpochMilli(), alerts));
    }

    private static Stamp anyStamp(Random random) {
        return random.nextInt(10) == 0 ? Stamp.NONE : new Stamp(random.nextInt(1_000), random.nextLong());
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
        store(Versions.of(silence));
    }

    private void store(Stamped<Silence> silence) {
        memory.putSilence(silence);
        pending.silence(silence.value().id(), silence);
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
        memory.alerts().forEach(each -> held.put(each.alert().labels(), each.version()));
        memory.notifications().forEach(entry -> held.put(entry.value().key(), entry));
        memory.silences().forEach(silence -> held.put(silence.value().id(), silence));
        held.putAll(flushes);
        held.putAll(held(rules));
        // Of the history the lengths, by id.
        history.newestFirst(Long.MAX_VALUE, (id, record) -> {
            held.put(id, record.length);
            return true;
        });
        return held;
    }

    /** What rules have come to, in no order. */
    private static Map<Object, Object> held(StoredRules rules) {
        Map<Object, Object> held = new HashMap<>();
        rules.kept()
                .forEach(group -> held.put(group.id(), List.of(group.evaluatedAtMillis(), Set.copyOf(group.alerts()))));
        return held;
    }

    static Map<Object, Object> held(StorePlace.Opened opened) {
        StoredState stored = opened.held();
        var rules = new StoredRules(RuleStatesOf.ROOM_BYTES, unkept -> {});
        rules.restore(opened.rules());
        Map<Object, Object> held = held(rules);
        stored.alerts().forEach(alert -> held.put(alert.value().labels(), alert));
        stored.notifications().forEach(entry -> held.put(entry.value().key(), entry));
        stored.silences().forEach(silence -> held.put(silence.value().id(), silence));
        held.putAll(stored.nextFlushes());
        return held;
    }

    void close() {
        writer.close();
    }
}
