package io.tocsin.core.group;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertOrder;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.group.GroupFlush.FlushedAlert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The alerts of one route that share their group labels, flushed together.
 *
 * <pre>
 * New      -> Waiting   first alert: flush after group_wait, or at once if the alert is older than that; after a
 *                       restart when the group was due before
 * Waiting  -> Flushing  flush due: next one in group_interval, counted from now, and in step with other members
 * Flushing -> Flushing  flush due meanwhile: remembered (one at most), due again when this one ends
 * Flushing -> Waiting   flush finished: alerts that were told to be resolved leave; if it stepped in for others, the next
 *                       one is due in group_interval, counted from then
 * Flushing -> Done      the same, none is left, and no integration is owed the resolve of one that left
 * </pre>
 *
 * <p>Where a resolve is still owed, a group without alerts goes on flushing; an alert that comes is its first again.
 *
 * <p>Owned by the shard of its key.
 *
 * @see "Upstream: dispatch.aggrGroup, v0.34.0"
 */
public final class AggregationGroup {
    /** A flush may take this long even when {@code group_interval} is shorter. */
    private static final Duration FLUSH_TIMEOUT_MIN = Duration.ofSeconds(10);

    /** Slow receivers and busy threads make flushes late by less. */
    private static final Duration LATE_MAX = Duration.ofSeconds(15);

    private final String key;
    private final Route route;
    private final Labels labels;
    private final Map<Labels, GroupMember> members = new HashMap<>();
    private State state = State.NEW;
    private @Nullable Instant tickMissed;

    // Volatile: written by the owner, read by whoever shows the group.
    private volatile @Nullable Instant nextFlush;

    private @Nullable Instant lastFlush;

    private enum State {
        NEW,
        WAITING,
        FLUSHING,
        DONE
    }

    public AggregationGroup(Route route, Labels labels) {
        this.route = requireNonNull(route, "route");
        this.labels = requireNonNull(labels, "labels");
        this.key = route.groupKey(labels).toString();
    }

    public String key() {
        return key;
    }

    public Route route() {
        return route;
    }

    public Labels labels() {
        return labels;
    }

    /** When the next flush is due; null before the first alert. Readable by any thread. */
    public @Nullable Instant nextFlush() {
        return nextFlush;
    }

    /** A copy, in no particular order. */
    public List<GroupMember> members() {
        return List.copyOf(members.values());
    }

    /** The tick of the flush that ended last or is under way; null before the first one. */
    public @Nullable Instant lastFlush() {
        return lastFlush;
    }

    public boolean isFlushing() {
        return state == State.FLUSHING;
    }

    /** Whether an alert with these labels is a member. */
    public boolean has(Labels alertLabels) {
        return members.containsKey(alertLabels);
    }

    /**
     * What a flush of this moment would take.
     *
     * @param asked an alert that takes part, too, if it fires and is no member yet
     */
    public GroupFlush preview(Alert asked, Instant now) {
        List<GroupMember> taken = new ArrayList<>(members.values());
        if (!has(asked.labels()) && !asked.isResolvedAt(now)) {
            taken.add(new Supposed(asked));
        }
        return snapshot(taken, now, now);
    }

    /** No post has brought it. */
    private record Supposed(Alert alert) implements GroupMember {
        @Override
        public boolean marked(Route route, MemberState state) {
            return false;
        }

        @Override
        public void dropped(Route route) {}
    }

    /** @param now wall time of the event; timers count from it */
    public List<GroupEffect> on(GroupEvent event, Instant now) {
        if (event instanceof GroupEvent.AlertArrived arrived) {
            return arrive(
                    arrived.member(), firstFlush(route, arrived.member().alert().startsAt(), now));
        } else if (event instanceof GroupEvent.AlertRestored restored) {
            return arrive(restored.member(), restored.nextFlush());
        } else if (event instanceof GroupEvent.FlushDue due) {
            return flushDue(due, now);
        } else if (event instanceof GroupEvent.FlushFinished finished) {
            return finish(finished, now);
        }
        throw new AssertionError("unhandled event: " + event);
    }

    private List<GroupEffect> arrive(GroupMember member, Instant firstFlush) {
        if (state == State.DONE) {
            throw new IllegalStateException("group " + key + " is done (expected: a new group for a new alert)");
        }
        boolean isFirst = members.isEmpty();
        join(member);
        if (!isFirst) {
            return List.of();
        }
        if (state == State.NEW) {
            state = State.WAITING;
        }
        return List.of(flushAt(firstFlush));
    }

    // The same labels come with another holder when the alert was collected in between.
    @SuppressWarnings("ReferenceEquality")
    private void join(GroupMember member) {
        GroupMember before = members.put(member.alert().labels(), member);
        if (before != member) {
            member.marked(route, MemberState.UNPROCESSED);
        }
    }

    /**
     * When a group is due that an alert opens at {@code now}: one that has been waiting elsewhere for longer than group_wait must
     * not wait again.
     *
     * @param startsAt when the alert began to fire, by the same clock as {@code now}
     */
    public static Instant firstFlush(Route route, Timestamp startsAt, Instant now) {
        boolean hasWaited = startsAt.isBefore(now.minus(route.groupWait()));
        return hasWaited ? now : now.plus(route.groupWait());
    }

    private GroupEffect flushAt(Instant at) {
        nextFlush = at;
        return new GroupEffect.FlushAt(at);
    }

    private List<GroupEffect> flushDue(GroupEvent.FlushDue due, Instant now) {
        if (state == State.FLUSHING) {
            tickMissed = due.tick();
            return List.of();
        }
        if (state != State.WAITING) {
            return List.of();
        }
        state = State.FLUSHING;
        Instant tick = tick(due.tick(), now);
        lastFlush = tick;
        Instant next = due.othersTold().map(told -> inStepWith(told, now)).orElse(now.plus(route.groupInterval()));
        // Armed before the flush, so that a slow receiver does not stretch the cadence.
        return List.of(flushAt(next), new GroupEffect.Flush(snapshot(members.values(), tick, now)));
    }

    /**
     * In a {@code group_interval}, more or less, when whoever {@code told} at that moment has its tick, too: members that flush
     * together do not find each other's news between two ticks.
     */
    private Instant inStepWith(Instant told, Instant now) {
        Duration interval = route.groupInterval();
        // What is as close as that is in step, and no reason to flush twice.
        Instant earliest = now.plus(interval.dividedBy(10));
        return told.isAfter(earliest)
                ? now.plus(interval)
                : told.plus(
                        interval.multipliedBy(Duration.between(told, earliest).dividedBy(interval) + 1));
    }

    /**
     * What the flush under way takes if it had to wait until now: the alerts as they are now, and as much time as if it
     * happened now.
     *
     * @param tick its own
     * @param due when it was to go on
     */
    public GroupFlush retaken(Instant tick, Instant due, Instant now) {
        // Of a flush that goes on in time the tick stays, although that is past by all that it had to wait.
        boolean isInTime = tick(due, now).equals(due);
        return snapshot(members.values(), isInTime ? tick : now, now);
    }

    private static Instant tick(Instant due, Instant now) {
        // A clock that was set back since must not make anything look later than it is; and one that was set forward,
        // or that went on while the process was suspended, nothing earlier.
        return due.isAfter(now) || due.isBefore(now.minus(LATE_MAX)) ? now : due;
    }

    private GroupFlush snapshot(Collection<GroupMember> taken, Instant tick, Instant now) {
        List<FlushedAlert> alerts = new ArrayList<>(taken.size());
        for (GroupMember member : taken) {
            Alert alert = member.alert();
            alerts.add(new FlushedAlert(member, alert, alert.isResolvedAt(now)));
        }
        alerts.sort(Comparator.comparing(FlushedAlert::alert, AlertOrder.INSTANCE));
        Duration timeout =
                route.groupInterval().compareTo(FLUSH_TIMEOUT_MIN) > 0 ? route.groupInterval() : FLUSH_TIMEOUT_MIN;
        return new GroupFlush(key, route, labels, alerts, tick, now, now.plus(timeout));
    }

    private List<GroupEffect> finish(GroupEvent.FlushFinished finished, Instant now) {
        if (state != State.FLUSHING) {
            return List.of();
        }
        if (finished.isSuccess()) {
            finished.flush().alerts().stream()
                    .filter(each -> each.isResolved()
                            && !finished.kept().contains(each.alert().labels()))
                    .forEach(this::drop);
        }
        if (members.isEmpty() && !finished.owesResolves()) {
            state = State.DONE;
            return List.of(new GroupEffect.Forget());
        }
        state = State.WAITING;
        Instant missed = tickMissed;
        tickMissed = null;
        if (missed != null) {
            return List.of(flushAt(missed));
        }
        return finished.hasSteppedIn()
                ? List.of(flushAt(intervalAfter(finished.flush().at(), now)))
                : List.of();
    }

    /** The others fall in step with what was told then: so does this member, or it would be their news again. */
    private Instant intervalAfter(Instant told, Instant now) {
        // A clock that was set back since does not make it any longer.
        return (told.isAfter(now) ? now : told).plus(route.groupInterval());
    }

    /** Lets go of an alert that was told to be resolved, unless it was posted again since. */
    // Each post makes a new version, so identity says whether there was one; equal content could be a re-post.
    @SuppressWarnings("ReferenceEquality")
    private void drop(FlushedAlert flushed) {
        GroupMember member = flushed.member();
        Labels alertLabels = flushed.alert().labels();
        if (member.alert() != flushed.alert() || members.get(alertLabels) != member) {
            return;
        }
        members.remove(alertLabels);
        member.dropped(route);
        // A post between the check and the mark took the alert for a member and sent no event: look again.
        if (member.alert() != flushed.alert()) {
            members.put(alertLabels, member);
            member.marked(route, MemberState.UNPROCESSED);
        }
    }
}
