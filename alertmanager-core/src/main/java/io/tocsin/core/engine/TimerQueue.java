package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Keyed timers in the order in which they are due; ties in the order of scheduling. A data structure: whoever owns it
 * looks at the clock. Not thread-safe.
 */
public final class TimerQueue {
    private final PriorityQueue<Timer> queue = new PriorityQueue<>(
            Comparator.comparing((Timer timer) -> timer.at).thenComparingLong(timer -> timer.order));
    private final IdentityHashMap<Object, Timer> byKey = new IdentityHashMap<>();
    private long scheduled;

    /** Not a record: two timers are never equal. */
    private static final class Timer {
        private final Object key;
        private final Instant at;
        private final long order;
        private final Runnable event;

        Timer(Object key, Instant at, long order, Runnable event) {
            this.key = requireNonNull(key, "key");
            this.at = requireNonNull(at, "at");
            this.order = order;
            this.event = requireNonNull(event, "event");
        }
    }

    /** Replaces whatever is scheduled for {@code key}. */
    public void schedule(Object key, Instant at, Runnable event) {
        Timer timer = new Timer(key, at, scheduled++, event);
        byKey.put(key, timer);
        queue.add(timer);
        sweep();
    }

    public void cancel(Object key) {
        byKey.remove(key);
        sweep();
    }

    /** When the earliest timer is due. */
    public Optional<Instant> nextDue() {
        dropSuperseded();
        return Optional.ofNullable(queue.peek()).map(timer -> timer.at);
    }

    /** Takes out the earliest timer if it is due at {@code now}; null if none is. */
    public @Nullable Runnable pollDue(Instant now) {
        dropSuperseded();
        Timer first = queue.peek();
        if (first == null || first.at.isAfter(now)) {
            return null;
        }
        queue.remove();
        byKey.remove(first.key);
        return first.event;
    }

    /** Timers that wait to become due. */
    public int size() {
        return byKey.size();
    }

    private void dropSuperseded() {
        for (Timer first = queue.peek(); first != null && isSuperseded(first); first = queue.peek()) {
            queue.remove();
        }
    }

    private boolean isSuperseded(Timer timer) {
        return byKey.get(timer.key) != timer;
    }

    /** Superseded timers stay in the queue until they surface; this keeps them from piling up below others. */
    private void sweep() {
        if (queue.size() > 64 && queue.size() > 2 * byKey.size()) {
            queue.removeIf(this::isSuperseded);
        }
    }
}
