package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.NotificationLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The notification log, and what the journal has of it: the same, but for the keys whose receivers are being told
 * something at the moment. These may have heard it although nothing is recorded, so the journal has them in doubt.
 *
 * <p>Thread-safe.
 */
final class JournaledLog {
    private final NotificationLog log = new NotificationLog();

    /** What the journal has in place of what the log says; as many as deliveries are under way, at most. */
    private final ConcurrentHashMap<NotificationKey, NotificationEntry> doubts = new ConcurrentHashMap<>();

    private final StateStore store;

    JournaledLog(StateStore store) {
        this.store = requireNonNull(store, "store");
    }

    Optional<NotificationEntry> find(NotificationKey key) {
        return log.find(key);
    }

    /** What the receivers are known to have been told, in no particular order. */
    List<NotificationEntry> all() {
        return log.all();
    }

    int size() {
        return log.size();
    }

    /** What the journal should have, in no particular order; weakly consistent with what is being changed meanwhile. */
    List<NotificationEntry> toJournal() {
        Map<NotificationKey, NotificationEntry> all = new HashMap<>();
        log.all().forEach(entry -> all.put(entry.key(), entry));
        all.putAll(doubts);
        return new ArrayList<>(all.values());
    }

    /** Takes up what the journal kept. */
    void restore(List<NotificationEntry> kept) {
        kept.forEach(log::merge);
    }

    /** A receiver is about to be told something. */
    void doubt(NotificationEntry inDoubt) {
        doubts.compute(inDoubt.key(), (key, before) -> {
            store.notificationRecorded(inDoubt);
            return inDoubt;
        });
    }

    /** What the receiver knows is what the log says, if there was any doubt. */
    void endDoubt(NotificationKey key) {
        doubts.computeIfPresent(key, (same, doubt) -> {
            log.find(key).ifPresentOrElse(store::notificationRecorded, () -> store.notificationForgotten(key));
            return null;
        });
    }

    /** The receiver was told just now. */
    void record(NotificationEntry entry) {
        log.record(
                entry,
                taken -> doubts.compute(taken.key(), (key, doubt) -> {
                    store.notificationRecorded(taken);
                    return null;
                }));
    }

    /** @see NotificationLog#clockSetBackTo */
    void clockSetBackTo(Instant now) {
        log.clockSetBackTo(now, moved -> unlessInDoubt(moved.key(), () -> store.notificationRecorded(moved)));
    }

    /** @see NotificationLog#collectExpired */
    int collectExpired(Instant now) {
        return log.collectExpired(now, key -> unlessInDoubt(key, () -> store.notificationForgotten(key)));
    }

    /** The journal learns what the log says when the doubt ends. */
    private void unlessInDoubt(NotificationKey key, Runnable tell) {
        doubts.compute(key, (same, doubt) -> {
            if (doubt == null) {
                tell.run();
            }
            return doubt;
        });
    }
}
