package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.cluster.event.ClusterListener;
import io.tocsin.cluster.message.Introduction.Phase;
import io.tocsin.core.engine.Owner;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Who waits until another member has what was written: at most {@link #WAIT_MAX}, and not at all where nobody can be
 * expected to answer.
 *
 * <p>Owned by the member's owner; those who wait are woken there.
 */
final class Acknowledgements {
    static final Duration WAIT_MAX = Duration.ofMillis(100);

    /** Who has not answered for so long is not waited for. */
    static final Duration SILENT_MAX = Duration.ofSeconds(2);

    private final Owner owner;
    private final LongSupplier monotonicNanos;
    private final Supplier<? extends Collection<Peer>> members;
    private final LongSupplier taken;
    private final ClusterListener listener;
    private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();

    /** @param sequence of the last change that another member is to have */
    private record Waiter(long sequence, long sinceNanos, CompletableFuture<Void> done) {}

    /** @param taken how many of all changes are in the outboxes, or were */
    Acknowledgements(
            Owner owner,
            LongSupplier monotonicNanos,
            Supplier<? extends Collection<Peer>> members,
            LongSupplier taken,
            ClusterListener listener) {
        this.owner = requireNonNull(owner, "owner");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
        this.members = requireNonNull(members, "members");
        this.taken = requireNonNull(taken, "taken");
        this.listener = requireNonNull(listener, "listener");
    }

    /** Called from any thread. */
    CompletionStage<Void> of(long sequence) {
        Waiter waiter = new Waiter(sequence, monotonicNanos.getAsLong(), new CompletableFuture<>());
        owner.execute(() -> add(waiter));
        return waiter.done();
    }

    private void add(Waiter waiter) {
        waiters.add(waiter);
        review();
        if (waiters.size() == 1) {
            scheduleFirst();
        }
    }

    /** Wakes those who have waited long enough, or for nobody. */
    void review() {
        if (waiters.isEmpty()) {
            return;
        }
        List<Peer> askable = askable();
        if (askable.isEmpty()) {
            boolean isAlone = members.get().isEmpty();
            waiters.forEach(waiter -> release(waiter, !isAlone));
            waiters.clear();
            return;
        }
        long arrived = Math.min(taken.getAsLong(), arrivedUpTo(askable));
        // Nearly in the order of their sequence: one that is a little out of order waits for the one before it.
        for (Waiter first = waiters.peek(); first != null && first.sequence() <= arrived; first = waiters.peek()) {
            waiters.remove().done().complete(null);
        }
    }

    private static long arrivedUpTo(List<Peer> askable) {
        return askable.stream()
                .mapToLong(peer -> peer.outbox().arrivedUpTo())
                .max()
                .orElse(0);
    }

    /** The members of whom one has to have it: those that take turns, or those on the way there. */
    private List<Peer> askable() {
        Collection<Peer> all = members.get();
        boolean isAnyRanked = all.stream().anyMatch(peer -> peer.is(Phase.RANKED));
        long now = monotonicNanos.getAsLong();
        return all.stream()
                .filter(peer -> peer.is(isAnyRanked ? Phase.RANKED : Phase.JOINING))
                .filter(peer -> !peer.responsiveness().isSilentFor(SILENT_MAX, now))
                .toList();
    }

    private void scheduleFirst() {
        Waiter first = waiters.peek();
        if (first != null) {
            owner.schedule(this, owner.now().plus(WAIT_MAX).minus(waited(first)), this::giveUp);
        }
    }

    private Duration waited(Waiter waiter) {
        return Duration.ofNanos(monotonicNanos.getAsLong() - waiter.sinceNanos());
    }

    private void giveUp() {
        for (Waiter first = waiters.peek(); first != null && hasWaitedLong(first); first = waiters.peek()) {
            release(waiters.remove(), true);
        }
        scheduleFirst();
    }

    private boolean hasWaitedLong(Waiter waiter) {
        return waited(waiter).compareTo(WAIT_MAX) >= 0;
    }

    private void release(Waiter waiter, boolean isAnyoneThere) {
        if (isAnyoneThere) {
            listener.on(new ClusterEvent.AcknowledgedAlone(waited(waiter)));
        }
        waiter.done().complete(null);
    }
}
