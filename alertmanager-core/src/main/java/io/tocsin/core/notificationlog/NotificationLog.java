package io.tocsin.core.notificationlog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The newest {@link NotificationEntry} under each key.
 *
 * <p>Thread-safe: group shards write their own keys, members of a cluster write any.
 *
 * @see "Upstream: nflog.Log, v0.34.0"
 */
public final class NotificationLog {
    private final ConcurrentHashMap<NotificationKey, NotificationEntry> entries = new ConcurrentHashMap<>();

    public Optional<NotificationEntry> find(NotificationKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /**
     * Keeps what was notified just now, whatever is there.
     *
     * @param taker is given the entry before anything else can be done under its key; must be quick
     */
    // Deviation D-156: also where the clock was set back since, or everything would be sent again until it caught up.
    public void record(NotificationEntry entry, Consumer<NotificationEntry> taker) {
        entries.compute(entry.key(), (key, before) -> taken(entry, taker));
    }

    /** Takes in an entry that was written elsewhere, or earlier; a later one that is there stays. */
    public void merge(NotificationEntry entry) {
        entries.merge(
                entry.key(), entry, (known, given) -> known.notifiedAt().isAfter(given.notifiedAt()) ? known : given);
    }

    /**
     * Entries from the future count as from {@code now}, so that they hold nothing back for longer than they should.
     *
     * @param taker is given those as they are then, before anything else can be done under their keys; must be quick
     */
    public void clockSetBackTo(Instant now, Consumer<NotificationEntry> taker) {
        // One key at a time: replaceAll asks its function before it has the key to itself.
        for (NotificationKey key : entries.keySet()) {
            entries.computeIfPresent(
                    key, (same, entry) -> entry.notifiedAt().isAfter(now) ? taken(entry.movedTo(now), taker) : entry);
        }
    }

    private static NotificationEntry taken(NotificationEntry entry, Consumer<NotificationEntry> taker) {
        taker.accept(entry);
        return entry;
    }

    /**
     * Forgets entries that expired at or before {@code now}.
     *
     * @param taker is given the key of each, before anything else can be recorded under it; must be quick
     * @return how many
     */
    public int collectExpired(Instant now, Consumer<NotificationKey> taker) {
        int before = entries.size();
        for (NotificationKey key : entries.keySet()) {
            entries.computeIfPresent(key, (same, entry) -> {
                if (entry.expiresAt().isAfter(now)) {
                    return entry;
                }
                taker.accept(same);
                return null;
            });
        }
        return before - entries.size();
    }

    /** All entries, in no particular order. */
    public List<NotificationEntry> all() {
        return new ArrayList<>(entries.values());
    }

    public int size() {
        return entries.size();
    }
}
