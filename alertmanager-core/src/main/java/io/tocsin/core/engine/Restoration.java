package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupShard.Place;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.route.Route;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a restart makes of what the journal kept.
 *
 * <p>Alerts are as after any {@link Absence}; groups go on where they were.
 *
 * <p>An event of the intake; owned by it.
 */
final class Restoration {
    private final StoredState stored;
    private final Instant now;

    /** When the router was last alive; the start of time if that is not known, so that all that was not resolved fires. */
    private final Instant aliveAt;

    private final Absence absence;
    private final Instant earliestFlush;

    private final Map<Place, Saved> savedByPlace = new HashMap<>();
    private final Set<String> unclaimed;

    /** @param nextFlush when the group of a place is due; null if that was not saved */
    private record Saved(@Nullable Instant nextFlush) {}

    /**
     * @param resolveTimeout of the configuration in force
     * @param now when the engine starts
     */
    Restoration(StoredState stored, Duration resolveTimeout, Duration startDelay, Instant now) {
        this.stored = requireNonNull(stored, "stored");
        this.now = requireNonNull(now, "now");
        this.aliveAt = stored.aliveAt().orElse(Instant.MIN);
        Instant endsKnownUpTo =
                stored.aliveAt().map(alive -> alive.minus(StateStore.LAZY_MAX)).orElse(Instant.MIN);
        this.absence = new Absence(endsKnownUpTo, aliveAt, now, resolveTimeout, this::notifications);
        this.earliestFlush = now.plus(startDelay);
        this.unclaimed = new LinkedHashSet<>(stored.nextFlushes().keySet());
    }

    private List<NotificationEntry> notifications() {
        return stored.notifications().stream().map(Stamped::value).toList();
    }

    /** As it is from now on. */
    Alert restored(Alert kept) {
        return absence.after(kept);
    }

    /** When a group that an alert came back to is due; null for one of which that was not saved. */
    @Nullable
    Instant nextFlush(Place place) {
        if (stored.nextFlushes().isEmpty()) {
            return null;
        }
        return savedByPlace.computeIfAbsent(place, this::find).nextFlush();
    }

    private Saved find(Place place) {
        String key = place.route().groupKey(place.labels()).toString();
        Instant saved = stored.nextFlushes().get(key);
        unclaimed.remove(key);
        return new Saved(saved == null ? null : resumed(key, saved, place.route()));
    }

    /** Overdue groups are spread over {@code group_wait}, always in the same way, so that they do not come all at once. */
    private Instant resumed(String key, Instant saved, Route route) {
        Instant due = aliveAt.isAfter(now) ? saved.minus(Duration.between(now, aliveAt)) : saved;
        if (!due.isAfter(earliestFlush)) {
            return earliestFlush.plus(shareOf(key, route.groupWait()));
        }
        // Timers are never set further ahead, so a later one is by a clock that was wrong.
        Instant latest = earliestFlush.plus(longer(route.groupWait(), route.groupInterval()));
        return due.isAfter(latest) ? latest : due;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }

    private static Duration shareOf(String key, Duration whole) {
        // Multiplied, because hashes of similar keys are neighbours.
        long share = Integer.toUnsignedLong(key.hashCode() * 0x9E3779B9);
        return Duration.ofNanos((long) (whole.toNanos() * (share / (double) (1L << Integer.SIZE))));
    }

    /** Keys of groups that have not formed again. */
    Set<String> unclaimed() {
        return unclaimed;
    }
}
