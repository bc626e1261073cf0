package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.GroupState.WaitState;
import io.tocsin.core.group.AggregationGroup;
import io.tocsin.core.group.GroupFlush;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The flushes of a shard that wait until it is this member's turn.
 *
 * <pre>
 * First                   goes on at once
 * Behind others           goes on at once if it has nothing to tell, otherwise when they have had their time, counted from the tick
 * Unsettled               goes on when that is over, and then as if the tick was then: for the others it is over then, too
 * then First              goes on when others have ended what they were sending, and asks the log whether they have told it
 * the order has changed   whoever moves up begins now, so those behind wait from now on, and not longer than before
 * </pre>
 *
 * <p>Owned by the shard's owner.
 */
final class WaitingFlushes {
    /** So much earlier others may have flushed what is flushed here: they heard of the group earlier, or their clocks differ. */
    private static final Duration MEMBERS_APART_MAX = Duration.ofSeconds(15);

    /** A tick of another member that is so close may lead to a notification that nobody here knows of yet. */
    private static final Duration TICK_CLOSE = Duration.ofSeconds(1);

    /** So long after it that is known. */
    private static final Duration TICK_PAST = Duration.ofSeconds(2);

    private final Owner owner;
    private final Replication replication;
    private final Shard shard;

    /** By identity of the groups, which have no equals. */
    private final Map<AggregationGroup, Waiting> waiting = new LinkedHashMap<>();

    /** Who goes on with a flush. */
    interface Shard {
        /** The turn has come; an event of the owner, at least once unless the flush is forgotten before. */
        void turnCame(Waiting flush);

        /** When another member last told something of the group, if none has since. */
        Optional<Instant> othersTold(AggregationGroup group, Instant now);
    }

    /** A flush that waits. Not a record: it is the key of its timer. */
    static final class Waiting {
        private final AggregationGroup group;
        private final GroupFlush flush;
        private Turn turn;

        /** That of the flush, or the end of the time in which nobody could tell whose turn it is. */
        private Instant tick;

        /** When it goes on; null while nobody knows. */
        private @Nullable Instant due;

        /** Whether it goes on now, and waits at the gate at most. */
        private boolean isDue;

        /** Whether it has let a tick of another member pass. */
        private boolean hasYielded;

        private Waiting(AggregationGroup group, GroupFlush flush, Turn turn) {
            this.group = group;
            this.flush = flush;
            this.turn = turn;
            this.tick = flush.tick();
        }

        AggregationGroup group() {
            return group;
        }

        GroupFlush flush() {
            return flush;
        }

        /** As those see it who ask why nothing was sent. */
        WaitState state() {
            return new WaitState(flush.tick(), Optional.ofNullable(due));
        }

        /** What it takes when its turn has come. */
        GroupFlush retaken(Instant now) {
            return group.retaken(tick, requireNonNull(due, "due"), now);
        }

        EngineEvent ended(GroupFlush retaken, FlushResult result) {
            Duration waited = Duration.between(flush.tick(), retaken.at());
            // Not so where the clock was set back meanwhile.
            return new EngineEvent.TurnEnded(flush.key(), waited.isNegative() ? Duration.ZERO : waited, result.turn());
        }

        /** What the log has from later than that, another member has told in place of this flush. */
        Instant servedAfter() {
            Duration half = flush.route().groupInterval().dividedBy(2);
            return flush.tick().minus(half.compareTo(MEMBERS_APART_MAX) < 0 ? half : MEMBERS_APART_MAX);
        }
    }

    WaitingFlushes(Owner owner, Replication replication, Shard shard) {
        this.owner = requireNonNull(owner, "owner");
        this.replication = requireNonNull(replication, "replication");
        this.shard = requireNonNull(shard, "shard");
    }

    /** Lets a flush wait; the shard is told when that is over. */
    void hold(AggregationGroup group, GroupFlush flush, Turn turn) {
        // Deviation D-285: each group has an order of its own, and nobody waits for members that are gone.
        Waiting held = new Waiting(group, flush, turn);
        waiting.put(group, held);
        if (turn instanceof Turn.Behind behind) {
            Instant now = owner.now();
            // A clock that was set back since the tick does not make it any longer.
            goOnAt(held, earlier(flush.tick().plus(behind.delay()), now.plus(behind.delay())));
        }
    }

    /** The turn of a group, as far as that can be said: what breaks here must not keep a flush from happening. */
    Turn turn(AggregationGroup group) {
        try {
            return replication.turn(group.key());
        } catch (RuntimeException | Error e) {
            owner.execute(() -> {
                throw e;
            });
            return new Turn.First();
        }
    }

    /** The flush of the group that waits, if one does. */
    Optional<Waiting> of(AggregationGroup group) {
        return Optional.ofNullable(waiting.get(group));
    }

    /** The order of the members may have changed. */
    void turnsChanged() {
        // An event for each, so that nothing else has to wait for thousands of them.
        List.copyOf(waiting.values())
                .forEach(each -> owner.execute(() -> {
                    if (isHeld(each)) {
                        askAgain(each);
                    }
                }));
    }

    private void askAgain(Waiting held) {
        Turn before = held.turn;
        held.turn = turn(held.group);
        Instant now = owner.now();
        if (held.turn instanceof Turn.Unsettled) {
            owner.cancel(held);
            unsettled(held);
            return;
        }
        if (before instanceof Turn.First && isFollowed(held.turn)) {
            // Those who may be sending are still to end it.
            return;
        }
        Duration delay = delay(before, held.turn);
        if (before instanceof Turn.Unsettled) {
            held.tick = now;
        }
        boolean isLonger = before instanceof Turn.Behind behind && delay.compareTo(behind.delay()) > 0;
        Instant due = earlier(now.plus(delay), held.due == null ? Instant.MAX : held.due);
        goOnAt(held, isLonger ? earlier(held.tick.plus(delay), now.plus(delay)) : due);
    }

    private static Duration delay(Turn before, Turn turn) {
        if (turn instanceof Turn.Behind behind) {
            return behind.delay();
        }
        return before instanceof Turn.Unsettled unsettled && isFollowed(turn) ? unsettled.grace() : Duration.ZERO;
    }

    /** Whether it is the first one's turn, and there are others. */
    private static boolean isFollowed(Turn turn) {
        return turn instanceof Turn.First first && !first.after().isEmpty();
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isAfter(other) ? other : one;
    }

    private void goOnAt(Waiting held, Instant due) {
        // A timer that stands is left alone: it knows better than the clock, which may have been set.
        if (!due.equals(held.due)) {
            held.due = due;
            held.isDue = false;
            owner.schedule(held, due, () -> due(held));
        }
    }

    private void due(Waiting held) {
        // Asked again: the process may have been suspended, and the others have gone on without it.
        Turn turn = turn(held.group);
        Instant now = owner.now();
        Optional<Instant> tick =
                turn instanceof Turn.Behind && !held.hasYielded ? closeTick(held, now) : Optional.empty();
        if (turn instanceof Turn.Unsettled) {
            held.turn = turn;
            unsettled(held);
        } else if (tick.isPresent()) {
            held.hasYielded = true;
            goOnAt(held, tick.get().plus(TICK_PAST));
        } else {
            held.isDue = true;
            shard.turnCame(held);
        }
    }

    /** The tick of a member that has told of the group before, if it is that close: a multiple of the interval from there. */
    private Optional<Instant> closeTick(Waiting held, Instant now) {
        Duration interval = held.flush.route().groupInterval();
        return shard.othersTold(held.group, now)
                .filter(told -> !told.isAfter(now))
                .map(told -> told.plus(interval.multipliedBy(
                        Duration.between(told, now.plus(TICK_CLOSE)).dividedBy(interval))))
                .filter(tick -> tick.plus(TICK_PAST).isAfter(now));
    }

    private static void unsettled(Waiting held) {
        held.due = null;
        held.isDue = false;
    }

    private boolean isHeld(Waiting held) {
        return waiting.get(held.group) == held;
    }

    /** Lets go of a flush if its turn has come, and nothing has changed since. */
    boolean goesOn(Waiting held) {
        return held.isDue && waiting.remove(held.group, held);
    }

    /** Nothing goes on with the flush of the group that waits, if one does. */
    void forget(AggregationGroup group) {
        Waiting held = waiting.remove(group);
        if (held != null) {
            owner.cancel(held);
        }
    }

    /** Nothing goes on with any of them. */
    void forgetAll() {
        waiting.values().forEach(owner::cancel);
        waiting.clear();
    }
}
