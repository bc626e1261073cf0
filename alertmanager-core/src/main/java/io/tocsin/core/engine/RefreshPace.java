package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertStore.Change;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tells the other members of alerts: of what is new at once; that a known one goes on firing at most once in {@link #PAUSE_MAX}
 * seconds, or in a quarter of the life that was left the last time, where that is less. What is refreshed in between is held
 * back, and the newest of it is told when the pause is over, or when another member tells what was written before it. Alone in a
 * cluster it does nothing.
 *
 * <p>Owned by the intake.
 */
final class RefreshPace {
    /** How often {@link #takeDue} is to be asked. */
    static final Duration INTERVAL = Duration.ofSeconds(1);

    private static final long PAUSE_MAX = 30;
    private static final long LIFE_PARTS = 4;

    /** A refresh that is due is told within so great a part of the pause, by whichever member comes first. */
    private static final long PAUSE_PARTS = 8;

    private final Replication replication;
    private final boolean isReplicated;

    /** By the second in which their pauses end; each alert that is held back is here, others may be. */
    private final NavigableMap<Long, List<RoutedAlert>> heldBack = new TreeMap<>();

    /** @param isReplicated whether there is anybody to tell */
    RefreshPace(Replication replication, boolean isReplicated) {
        this.replication = requireNonNull(replication, "replication");
        this.isReplicated = isReplicated;
    }

    /** Whether there is anybody to tell. */
    boolean isReplicated() {
        return isReplicated;
    }

    /**
     * Gives the version that was stored now a stamp of its own. {@link #tell} has to follow when the journal has it.
     *
     * @param before of the version whose place it takes; null if there was none
     */
    void stamp(RoutedAlert holder, @Nullable Stamp before, Instant now) {
        if (isReplicated) {
            holder.setStamp(stampAfter(before, now));
        }
    }

    /** What is said here counts, whatever the clock of whoever wrote the version before it showed. */
    private @Nullable Stamp stampAfter(@Nullable Stamp before, Instant now) {
        Stamp stamp = replication.stamp(now);
        return stamp == null || before == null ? stamp : stamp.after(before);
    }

    /** Gives a version that was held back the stamp of the moment at which it was stored; see {@link #stamp}. */
    void stampHeldBack(RoutedAlert holder) {
        holder.setStamp(holder.told().heldBack());
    }

    /** The others get the version that is stored. */
    void tell(RoutedAlert holder, Instant now) {
        Stamp stamp = holder.stamp();
        if (isReplicated && stamp != null) {
            Alert alert = holder.alert();
            holder.told().told(now, alert.endsAt());
            replication.changed(new Replica.OfAlert(alert, stamp));
        }
    }

    /**
     * A known alert was stored as it fires on.
     *
     * @param before what is replaced
     * @return whether the others are to have it at once; if not, {@link #takeDue} has it when it is time
     */
    boolean isDue(RoutedAlert holder, Alert before, Instant now) {
        if (!isReplicated || !saysMore(holder, before)) {
            return false;
        }
        Told told = holder.told();
        Stamp stamp = stampAfter(holder.stamp(), now);
        boolean isWaiting = told.heldBack() != null;
        long due = Math.max(dueAt(told, now), now.getEpochSecond() + grace(holder, stamp));
        if (holder.isAssumed() || !isWaiting && due <= now.getEpochSecond()) {
            return true;
        }
        told.holdBack(stamp);
        if (!isWaiting) {
            told.holdBackUntil(due);
            heldBack.computeIfAbsent(due, second -> new ArrayList<>()).add(holder);
        }
        return false;
    }

    /** What several members are told at the same time, each of them need not tell the others. */
    private static boolean saysMore(RoutedAlert holder, Alert before) {
        return holder.isAssumed()
                || holder.told().heldBack() != null
                || differs(holder.alert(), before, holder.told().end());
    }

    /** @param end of the other one, in seconds since the epoch; a second more or less is no difference */
    private static boolean differs(Alert one, Alert other, long end) {
        return Math.abs(one.endsAt().epochSecond() - end) > 1
                || !one.startsAt().equals(other.startsAt())
                || !one.annotations().equals(other.annotations())
                || !one.generatorUrl().equals(other.generatorUrl());
    }

    /**
     * Whether what is held back here counts more than a version that another member has told now: it was written later, and is
     * not the same again.
     */
    boolean holdsBackLater(RoutedAlert holder, Alert told, Stamp stamp) {
        Stamp own = holder.told().heldBack();
        return own != null && own.isAfter(stamp) && differs(holder.alert(), told, Told.roundedUp(told.endsAt()));
    }

    /**
     * What all members are posted at once one of them tells, and the others hear in time: each waits for another moment, some seconds,
     * unless the life of the alert is too short for that.
     */
    private static long grace(RoutedAlert holder, @Nullable Stamp own) {
        long most = pause(holder.told()) / PAUSE_PARTS;
        if (most == 0 || own == null) {
            return 0;
        }
        long mixed = (holder.alert().labels().hashCode() ^ own.member()) * 0x9E3779B97F4A7C15L;
        return 1 + Long.remainderUnsigned(mixed >>> 32, most);
    }

    /** In seconds. */
    private static long pause(Told told) {
        return Math.min(PAUSE_MAX, Math.max(0, told.end() - told.at()) / LIFE_PARTS);
    }

    /** In seconds since the epoch; now, if a clock that was set back has it later than it can be. */
    private static long dueAt(Told told, Instant now) {
        return told.at() > now.getEpochSecond() ? now.getEpochSecond() : told.at() + pause(told);
    }

    /** Those that were held back for long enough, and that the others do not have yet. */
    Set<RoutedAlert> takeDue(Instant now) {
        long second = now.getEpochSecond();
        Set<RoutedAlert> due = new LinkedHashSet<>();
        for (SortedMap<Long, List<RoutedAlert>> past : List.of(
                heldBack.headMap(second, true),
                // By a clock that was set back since.
                heldBack.tailMap(second + PAUSE_MAX, false))) {
            past.forEach((until, each) ->
                    each.stream().filter(holder -> isDue(holder, until)).forEach(due::add));
            past.clear();
        }
        return due;
    }

    /**
     * One that was told meanwhile, and is held back again, has another place. When that was chosen says it all: by a clock that
     * was set since, the pause may seem to go on.
     */
    private static boolean isDue(RoutedAlert holder, long until) {
        return holder.told().isHeldBackUntil(until) && !holder.isRetired();
    }

    /** A version that another member wrote was stored: the others have it, too. */
    void heard(RoutedAlert holder, Instant now) {
        holder.told().told(now, holder.alert().endsAt());
    }

    /** The others may have what a version took the place of, and for longer. */
    void replaced(Change<RoutedAlert> change) {
        Alert before = change.before();
        RoutedAlert replaced = change.replaced();
        if (isReplicated && before != null) {
            change.holder().told().mayFireUntil(before.endsAt());
        } else if (isReplicated && replaced != null) {
            change.holder().told().mayFireUntil(replaced.told().firesUntil());
            change.holder().told().mayFireUntil(replaced.alert().endsAt());
        }
    }
}
