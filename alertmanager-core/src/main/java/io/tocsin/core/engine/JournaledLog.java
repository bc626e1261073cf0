package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.NotificationLog;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * The notification log, and what the journal has of it: the same, but for the keys whose receivers are being told
 * something at the moment. These may have heard it although nothing is recorded, so the journal has them in doubt.
 *
 * <p>Thread-safe.
 */
final class JournaledLog {
    private final NotificationLog log = new NotificationLog();

    /** What the journal has in place of what the log says; as many as deliveries are under way, at most. */
    private final ConcurrentHashMap<NotificationKey, Stamped<NotificationEntry>> doubts = new ConcurrentHashMap<>();

    private final StateStore store;

    JournaledLog(StateStore store) {
        this.store = requireNonNull(store, "store");
    }

    Optional<NotificationEntry> find(NotificationKey key) {
        return log.find(key);
    }

    Optional<Stamped<NotificationEntry>> findStamped(NotificationKey key) {
        return log.findStamped(key);
    }

    /** What the receivers are known to have been told, in no particular order. */
    List<NotificationEntry> all() {
        return log.all();
    }

    /** As {@link #all}, with the stamps. */
    List<Stamped<NotificationEntry>> stamped() {
        return log.stamped();
    }

    int size() {
        return log.size();
    }

    /** What the journal should have, in no particular order; weakly consistent with what is being changed meanwhile. */
    List<Stamped<NotificationEntry>> toJournal() {
        Map<NotificationKey, Stamped<NotificationEntry>> all = new HashMap<>();
        log.stamped().forEach(kept -> all.put(kept.value().key(), kept));
        all.putAll(doubts);
        return new ArrayList<>(all.values());
    }

    /** Takes up what the journal kept. */
    void restore(List<Stamped<NotificationEntry>> kept) {
        kept.forEach(each -> log.merge(each, taken -> {}));
    }

    /**
     * Takes in what another member recorded.
     *
     * @return what the log says from now on, if that is news
     * @see NotificationLog#reconcile
     */
    Optional<Stamped<NotificationEntry>> merge(Stamped<NotificationEntry> given, Supplier<Stamp> stamps) {
        return log.reconcile(
                given, stamps, taken -> unlessInDoubt(taken.value().key(), () -> store.notificationRecorded(taken)));
    }

    /**
     * A receiver is about to be told something. The journal has that under the stamp of what the log says: what another
     * member records later counts more after a restart.
     */
    void doubt(NotificationEntry inDoubt) {
        doubts.compute(inDoubt.key(), (key, before) -> {
            Stamp stamp = log.findStamped(key).map(Stamped::stamp).orElse(Stamp.NONE);
            Stamped<NotificationEntry> doubt = new Stamped<>(inDoubt, stamp);
            store.notificationRecorded(doubt);
            return doubt;
        });
    }

    /** What the receiver knows is what the log says, if there was any doubt. */
    void endDoubt(NotificationKey key) {
        doubts.computeIfPresent(key, (same, doubt) -> {
            log.findStamped(key).ifPresentOrElse(store::notificationRecorded, () -> store.notificationForgotten(key));
            return null;
        });
    }

    /**
     * The receiver was told just now.
     *
     * @param known what the log said when it was decided what to tell
     * @param stamp of this moment
     * @return what the log says from now on
     * @see NotificationLog#record
     */
    Stamped<NotificationEntry> record(
            NotificationEntry entry, Optional<Stamped<NotificationEntry>> known, Stamp stamp) {
        return log.record(
                entry,
                known,
                stamp,
                taken -> doubts.compute(taken.value().key(), (key, doubt) -> {
                    store.notificationRecorded(taken);
                    return null;
                }));
    }

    /** @see NotificationLog#clockSetBackTo */
    void clockSetBackTo(Instant now) {
        log.clockSetBackTo(now, moved -> unlessInDoubt(moved.value().key(), () -> store.notificationRecorded(moved)));
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
