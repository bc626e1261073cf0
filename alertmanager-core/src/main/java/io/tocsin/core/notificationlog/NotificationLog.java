package io.tocsin.core.notificationlog;

import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The newest {@link NotificationEntry} under each key.
 *
 * <p>Thread-safe: group shards write their own keys, members of a cluster write any.
 *
 * @see "Upstream: nflog.Log, v0.34.0"
 */
public final class NotificationLog {
    private final ConcurrentHashMap<NotificationKey, Stamped<NotificationEntry>> entries = new ConcurrentHashMap<>();

    public Optional<NotificationEntry> find(NotificationKey key) {
        return findStamped(key).map(Stamped::value);
    }

    public Optional<Stamped<NotificationEntry>> findStamped(NotificationKey key) {
        return Optional.ofNullable(entries.get(key));
    }

    /**
     * Keeps what was notified just now, whatever is there, under a stamp that is later than the one that is there. What has
     * come since the writer looked is reconciled with it, as by {@link #reconcile}.
     *
     * @param known what was there when it was decided what to tell
     * @param stamp of this moment
     * @param taker is given the entry before anything else can be done under its key; must be quick
     * @return what is kept
     */
    // Deviation D-156: also where the clock was set back since, or everything would be sent again until it caught up.
    public Stamped<NotificationEntry> record(
            NotificationEntry entry,
            Optional<Stamped<NotificationEntry>> known,
            Stamp stamp,
            Consumer<Stamped<NotificationEntry>> taker) {
        // Alone there is nobody who could not have known.
        NotificationEntry written =
                stamp.member() == 0 ? entry : known.map(entry::after).orElse(entry);
        return Objects.requireNonNull(entries.compute(
                entry.key(),
                (key, before) ->
                        taken(before == null ? new Stamped<>(written, stamp) : after(before, written, stamp), taker)));
    }

    /**
     * Takes in an entry that was written elsewhere, or earlier; one that is there stays unless its stamp is an earlier one.
     *
     * @param taker is given the entry if it is news, before anything else can be done under its key; must be quick
     * @return whether it was news
     */
    public boolean merge(Stamped<NotificationEntry> given, Consumer<Stamped<NotificationEntry>> taker) {
        AtomicBoolean isNews = new AtomicBoolean();
        entries.compute(given.value().key(), (key, known) -> {
            if (known != null && !given.stamp().isAfter(known.stamp())) {
                return known;
            }
            isNews.set(true);
            return taken(given, taker);
        });
        return isNews.get();
    }

    private static Stamped<NotificationEntry> after(
            Stamped<NotificationEntry> before, NotificationEntry entry, Stamp stamp) {
        NotificationEntry written =
                stamp.member() == 0 ? entry : entry.mindful(before).orElseGet(() -> entry.after(before));
        return new Stamped<>(written, stamp.after(before.stamp()));
    }

    /**
     * As {@link #merge}, for what another member wrote. Where neither writer knew what the other had told, the receiver knows both:
     * so does the log then, under a stamp of its own.
     *
     * @param stamps gives the stamp of this moment
     * @return what the log says from now on, if that is news
     */
    public Optional<Stamped<NotificationEntry>> reconcile(
            Stamped<NotificationEntry> given, Supplier<Stamp> stamps, Consumer<Stamped<NotificationEntry>> taker) {
        AtomicReference<@Nullable Stamped<NotificationEntry>> news = new AtomicReference<>();
        entries.compute(given.value().key(), (key, known) -> {
            Stamped<NotificationEntry> merged = known == null ? given : merged(known, given, stamps);
            if (merged.equals(known)) {
                return known;
            }
            news.set(merged);
            return taken(merged, taker);
        });
        return Optional.ofNullable(news.get());
    }

    private static Stamped<NotificationEntry> merged(
            Stamped<NotificationEntry> known, Stamped<NotificationEntry> given, Supplier<Stamp> stamps) {
        boolean isLater = given.stamp().isAfter(known.stamp());
        Stamped<NotificationEntry> later = isLater ? given : known;
        Stamped<NotificationEntry> earlier = isLater ? known : given;
        return later.value()
                .mindful(earlier)
                .map(both -> new Stamped<>(both.after(later), stamps.get().after(later.stamp())))
                .orElse(later);
    }

    /**
     * Entries from the future count as from {@code now}, so that they hold nothing back for longer than they should; the
     * stamps stay.
     *
     * @param taker is given those as they are then, before anything else can be done under their keys; must be quick
     */
    public void clockSetBackTo(Instant now, Consumer<Stamped<NotificationEntry>> taker) {
        // One key at a time: replaceAll asks its function before it has the key to itself.
        for (NotificationKey key : entries.keySet()) {
            entries.computeIfPresent(
                    key,
                    (same, kept) -> kept.value().notifiedAt().isAfter(now)
                            ? taken(new Stamped<>(kept.value().movedTo(now), kept.stamp()), taker)
                            : kept);
        }
    }

    private static Stamped<NotificationEntry> taken(
            Stamped<NotificationEntry> entry, Consumer<Stamped<NotificationEntry>> taker) {
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
            entries.computeIfPresent(key, (same, kept) -> {
                if (kept.value().expiresAt().isAfter(now)) {
                    return kept;
                }
                taker.accept(same);
                return null;
            });
        }
        return before - entries.size();
    }

    /** All entries, in no particular order. */
    public List<NotificationEntry> all() {
        return entries.values().stream().map(Stamped::value).toList();
    }

    /** As {@link #all}, with the stamps. */
    public List<Stamped<NotificationEntry>> stamped() {
        return List.copyOf(entries.values());
    }

    public int size() {
        return entries.size();
    }
}
