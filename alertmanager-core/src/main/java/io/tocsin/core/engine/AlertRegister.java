package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertStore;
import io.tocsin.core.alert.AlertStore.Change;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.group.AggregationGroup;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.stamp.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The alerts that all members keep, at this one: takes in what is posted here, which is merged with what is known, and what
 * others have written, which takes its place or does not. The journal, whoever watches alerts, the groups and the other members
 * learn what follows.
 *
 * <p>Owned by the intake.
 */
final class AlertRegister {
    /** So long after its end an alert is still shown to members that do not know it. */
    static final Duration ENDED_GRACE = Duration.ofMinutes(1);

    private final EnginePorts ports;
    private final Memory memory;
    private final RefreshPace pace;
    private final HeldAlerts held;
    private final AlertsByHash byHash = new AlertsByHash();
    private final Duration lingeringMax;
    private final Supplier<PlanInForce> inForce;

    /** @param lingeringMax how long after its end an alert is kept at most because others may not have heard of it */
    AlertRegister(
            EnginePorts ports,
            Memory memory,
            RefreshPace pace,
            HeldAlerts held,
            Duration lingeringMax,
            Supplier<PlanInForce> inForce) {
        this.ports = requireNonNull(ports, "ports");
        this.memory = requireNonNull(memory, "memory");
        this.pace = requireNonNull(pace, "pace");
        this.held = requireNonNull(held, "held");
        this.lingeringMax = requireNonNull(lingeringMax, "lingeringMax");
        this.inForce = requireNonNull(inForce, "inForce");
    }

    /** Whether there is any other member. */
    boolean isReplicated() {
        return pace.isReplicated();
    }

    /**
     * Takes in what was posted here.
     *
     * @return whether the sender is to wait until the journal, and another member, have it
     */
    boolean post(Alert incoming, Instant now, ArrivalBatch batch) {
        if (!memory.nameLimit().admits(incoming.name(), now)
                && memory.alertStore().get(incoming.labels()) == null) {
            ports.listener().on(new EngineEvent.AlertLimited(incoming.name()));
            return false;
        }
        Change<RoutedAlert> change = memory.alertStore().put(incoming, now);
        RoutedAlert holder = change.holder();
        Alert before = change.before();
        if (!pace.isReplicated() && holder.stamp() != null) {
            // Of a cluster that this member was once in: alone, an alert counts by its time.
            holder.setStamp(null);
        }
        if (before != null && isRefresh(holder, before, now)) {
            boolean isDue = pace.isDue(holder, before, now);
            if (isDue) {
                pace.stamp(holder, holder.stamp(), now);
            }
            refreshed(holder, isDue, now);
            batch.refreshed(before, holder.alert());
            return false;
        }
        RoutedAlert replaced = change.replaced();
        pace.stamp(holder, replaced == null ? holder.stamp() : replaced.stamp(), now);
        changed(change, now, batch);
        pace.tell(holder, now);
        return true;
    }

    /** Its groups look at the newest version themselves: a known alert that goes on firing costs no more. */
    private static boolean isRefresh(RoutedAlert holder, Alert before, Instant now) {
        Alert alert = holder.alert();
        return !before.isResolvedAt(now)
                && !alert.isResolvedAt(now)
                && before.startsAt().equals(alert.startsAt())
                && holder.isInGroups();
    }

    private void refreshed(RoutedAlert holder, boolean isToBeTold, Instant now) {
        holder.refreshed();
        ports.store().alertRefreshed(holder);
        if (isToBeTold) {
            pace.tell(holder, now);
        }
    }

    private void changed(Change<RoutedAlert> change, Instant now, ArrivalBatch batch) {
        follow(change, now);
        batch.add(change.holder());
    }

    private void follow(Change<RoutedAlert> change, Instant now) {
        RoutedAlert holder = change.holder();
        RoutedAlert replaced = change.replaced();
        pace.replaced(change);
        if (replaced == null) {
            ports.store().alertStored(holder);
        } else {
            ports.store().alertReplaced(replaced, holder);
        }
        if (change.before() == null) {
            added(holder);
        }
        // Before its groups hear of it: what it inhibits must not slip out in between.
        memory.follow(holder, inForce.get(), now);
    }

    /** An alert is back that was kept over a restart. */
    void restored(RoutedAlert holder) {
        added(holder);
        if (pace.isReplicated() && holder.alert().isResolvedExplicitly()) {
            // Until when an earlier version would fire is not kept; few are kept at all when they are over.
            holder.told().mayFireUntil(Long.MAX_VALUE);
        }
    }

    /** An alert is kept under this holder from now on. */
    private void added(RoutedAlert holder) {
        if (pace.isReplicated()) {
            byHash.add(holder);
        }
    }

    /** An alert is gone for good. */
    void forgotten(RoutedAlert holder) {
        byHash.remove(holder);
    }

    /** Lets go of what is only needed while alerts are held beyond their ends. */
    void collect(Instant now) {
        held.collect(now);
    }

    /** Tells the other members of refreshes that were held back until now. */
    void tellHeldBack(Instant now) {
        for (RoutedAlert holder : pace.takeDue(now)) {
            tellHeldBack(holder, now);
        }
    }

    private void tellHeldBack(RoutedAlert holder, Instant now) {
        pace.stampHeldBack(holder);
        refreshed(holder, true, now);
    }

    /**
     * Takes in what another member has written, if that was later than what is known here.
     *
     * @param sender the clock by which its times are
     * @param isOwed whether somebody was told that an alert of these labels fires, and nothing else since
     * @return whether it was news
     */
    boolean merge(
            Replica.OfAlert replica, MemberClock sender, Instant now, ArrivalBatch batch, Predicate<Labels> isOwed) {
        AlertStore<RoutedAlert> store = memory.alertStore();
        RoutedAlert known = store.getKept(replica.alert().labels());
        if (known != null && !replica.stamp().isAfter(known.version().stamp())) {
            answer(known, replica.stamp(), now);
            return false;
        }
        Alert alert = sender.here(replica.alert(), now);
        if (known != null && pace.holdsBackLater(known, alert, replica.stamp())) {
            // At once: the others have an earlier version now, which may end sooner.
            known.told().mayFireUntil(alert.endsAt());
            tellHeldBack(known, now);
            return false;
        }
        boolean isGone = known == null
                ? !isCurrent(alert, now) && !isOwed.test(alert.labels())
                : known.isRetired() && alert.isResolvedAt(now);
        if (!isGone) {
            replace(store.replace(alert), replica.stamp(), sender, now, batch);
            return true;
        }
        RoutedAlert retired = known;
        if (retired == null) {
            retired = store.addRetired(alert);
            added(retired);
        }
        retire(retired, alert, replica.stamp(), now);
        return known != null;
    }

    /**
     * Nobody has to be told of its end, but those who already wait for it. It is known for some time, so that an earlier version
     * that comes later is seen to be one.
     */
    private void retire(RoutedAlert retired, Alert alert, Stamp stamp, Instant now) {
        retired.update(alert);
        retired.setStamp(stamp);
        pace.heard(retired, now);
        ports.store().alertStored(retired);
    }

    private void replace(Change<RoutedAlert> change, Stamp stamp, MemberClock sender, Instant now, ArrivalBatch batch) {
        RoutedAlert holder = change.holder();
        Alert before = change.before();
        holder.setStamp(stamp);
        pace.heard(holder, now);
        if (before != null && isRefresh(holder, before, now)) {
            refreshed(holder, false, now);
            batch.refreshed(before, holder.alert());
        } else {
            follow(change, now);
            // A group that it opens is due at the same moment at all members, although its start is by its sender's
            // clock.
            Timestamp start = sender.here(holder.alert().startsAt());
            batch.addDue(holder, place -> AggregationGroup.firstFlush(place.route(), start, now));
        }
    }

    /** Other members have told receivers what they know, which may be more than is known here, or less. */
    void learn(NotificationEntry told, Instant now, ArrivalBatch batch) {
        for (RoutedAlert holder : byHash.find(told.resolved())) {
            held.resolvedBy(told, holder, now).ifPresent(over -> end(holder, over, now, batch));
        }
        for (RoutedAlert holder : held.endedBy(told, now)) {
            end(holder, requireNonNull(holder.heldSince()).value(), now, batch);
        }
        for (RoutedAlert holder : byHash.find(told.firing())) {
            if (holder.alert().isResolvedAt(now)) {
                // Back to its group, so that whoever's turn it is says that it is over.
                batch.add(holder);
            }
        }
    }

    private void end(RoutedAlert holder, Alert over, Instant now, ArrivalBatch batch) {
        Alert before = holder.alert();
        Stamp stamp = holder.stamp();
        holder.update(over);
        holder.setStamp(stamp);
        changed(new Change<>(holder, before, null), now, batch);
    }

    /** The labels of those alerts that are known here. */
    List<Labels> labelsOf(AlertHashes hashes) {
        return byHash.find(hashes).stream()
                .map(holder -> holder.alert().labels())
                .toList();
    }

    /** Members are not shown what has ended unless it has just done so: whoever has not heard of it is told. */
    private void answer(RoutedAlert known, Stamp sent, Instant now) {
        Stamp stamp = known.version().stamp();
        if (stamp.isAfter(sent) && !known.isAssumed() && !isCurrent(known.alert(), now)) {
            ports.replication().changed(new Replica.OfAlert(known.alert(), stamp));
        }
    }

    /** Whether members compare what they know of it: it fires, or has just ended. */
    static boolean isCurrent(Alert alert, Instant now) {
        if (!alert.isResolvedAt(now)) {
            return true;
        }
        Instant ended = now.minus(ENDED_GRACE);
        return !alert.isResolvedAt(ended)
                || alert.isResolvedExplicitly() && alert.updatedAt().isAfter(ended);
    }

    /**
     * Whether an alert that was said to be over has to be kept: a member that has not heard of it may still have an earlier
     * version that fires, and come with it.
     */
    boolean lingers(RoutedAlert holder, Instant now) {
        if (!pace.isReplicated()) {
            return false;
        }
        boolean mayFireElsewhere = holder.told().firesUntil() >= now.getEpochSecond();
        return mayFireElsewhere && holder.alert().updatedAt().plus(lingeringMax).isAfter(now);
    }
}
