package io.tocsin.core.scenario;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import io.tocsin.core.engine.TimerQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Time that moves only when told to: clock, timers and the loop that runs events, all in one, on the caller's thread.
 *
 * <p>Its wall and monotonic clocks start far apart, so that mixing them up shows at once. Not thread-safe.
 */
public final class VirtualTime implements Owner {
    /** Far from any wall time in nanoseconds. */
    private static final long MONOTONIC_ORIGIN = 7_777_777_777L;

    private final TimerQueue timers = new TimerQueue();
    private final ArrayDeque<Runnable> events = new ArrayDeque<>();
    private final Instant start;
    private Instant now;
    private boolean isRunning;

    public VirtualTime(Instant start) {
        this.start = requireNonNull(start, "start");
        this.now = start;
    }

    @Override
    public void execute(Runnable event) {
        events.add(event);
    }

    @Override
    public void schedule(Object key, Instant at, Runnable event) {
        timers.schedule(key, at, event);
    }

    @Override
    public void cancel(Object key) {
        timers.cancel(key);
    }

    @Override
    public Instant now() {
        return now;
    }

    /** A clock that advances with this time but shows something else. */
    public long monotonicNanos() {
        return MONOTONIC_ORIGIN + Duration.between(start, now).toNanos();
    }

    /** Runs the events that wait, and those they cause, without moving time. */
    public void settle() {
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                event.run();
            }
        } finally {
            isRunning = false;
        }
    }

    public void advance(Duration by) {
        advanceTo(now.plus(by));
    }

    /**
     * Moves to {@code target}, stopping at each timer on the way; ties fire in the order of scheduling.
     *
     * @throws IllegalArgumentException if {@code target} is in the past
     */
    public void advanceTo(Instant target) {
        if (target.isBefore(now)) {
            throw new IllegalArgumentException("target: " + target + " (expected: not before " + now + ")");
        }
        settle();
        for (Instant due = nextDue(target); due != null; due = nextDue(target)) {
            now = due.isAfter(now) ? due : now;
            runDueTimers();
        }
        now = target;
    }

    private @Nullable Instant nextDue(Instant target) {
        return timers.nextDue().filter(due -> !due.isAfter(target)).orElse(null);
    }

    private void runDueTimers() {
        for (Runnable due = timers.pollDue(now); due != null; due = timers.pollDue(now)) {
            due.run();
            settle();
        }
    }
}
