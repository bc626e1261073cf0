package io.tocsin.core.notificationlog;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

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
     * Keeps {@code entry} unless a later one is there.
     *
     * @return whether it was kept
     */
    public boolean record(NotificationEntry entry) {
        NotificationEntry kept = entries.merge(
                entry.key(), entry, (known, given) -> known.notifiedAt().isAfter(given.notifiedAt()) ? known : given);
        return entry.equals(kept);
    }

    /**
     * Forgets entries that expired at or before {@code now}.
     *
     * @return how many
     */
    public int collectExpired(Instant now) {
        int before = entries.size();
        entries.values().removeIf(entry -> !entry.expiresAt().isAfter(now));
        return before - entries.size();
    }

    public int size() {
        return entries.size();
    }
}
