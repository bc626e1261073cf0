package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import io.tocsin.core.engine.Replica;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The way from whoever writes versions, on any thread and 100 000 times a second, to the owner of the outboxes: an entry in a
 * queue for each, and an event for as many as came meanwhile.
 */
final class Changes {
    /** More than the owner leaves behind unless it is stuck. */
    private static final long BACKLOG_MAX = 200_000;

    /** Written down in one event; others have to come in between. */
    private static final int AT_ONCE = 1_000;

    private final Owner owner;
    private final Taker taker;
    private final ConcurrentLinkedQueue<Replica> queue = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean isScheduled = new AtomicBoolean();
    private final AtomicBoolean isOverflown = new AtomicBoolean();
    private final AtomicLong added = new AtomicLong();

    /** Written by the owner alone, and read by others to see how much it has left to do. */
    private volatile long taken;

    /** The owner's side. */
    interface Taker {
        /** @param sequence its place among all changes, from 1 */
        void take(Replica replica, long sequence);

        /** Those that were taken are to be sent. */
        void send();

        /** Some changes from {@code sequence} on were never given to {@link #take}. */
        void lost(long sequence);
    }

    Changes(Owner owner, Taker taker) {
        this.owner = requireNonNull(owner, "owner");
        this.taker = requireNonNull(taker, "taker");
    }

    void add(Replica replica) {
        if (added.get() - taken > BACKLOG_MAX) {
            isOverflown.set(true);
            // The owner may have emptied the queue just now, and would not look again.
            schedule();
            return;
        }
        // Counted first, so that whoever has added one and then reads the count waits for its own, too.
        added.incrementAndGet();
        queue.add(replica);
        schedule();
    }

    private void schedule() {
        if (!isScheduled.get() && isScheduled.compareAndSet(false, true)) {
            owner.execute(this::take);
        }
    }

    private void take() {
        isScheduled.set(false);
        long sequence = taken;
        Replica replica = null;
        for (int i = 0; i < AT_ONCE && (replica = queue.poll()) != null; i++) {
            taker.take(replica, ++sequence);
        }
        taken = sequence;
        if (isOverflown.getAndSet(false)) {
            taker.lost(sequence);
        }
        taker.send();
        if (replica != null) {
            schedule();
        }
    }

    /** How many were added up to now. */
    long added() {
        return added.get();
    }

    /** How many the owner has taken. */
    long taken() {
        return taken;
    }
}
