package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Delayed;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Threads of an evaluator whose time goes on only when a test says so. Everything runs on the thread of the test, in the order
 * in which it is due. The clock of the wall may be set; timers go by what has really passed.
 */
final class VirtualThreads implements InstantSource {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final List<Armed> armed = new ArrayList<>();
    private final InPlace slow = new InPlace();
    private final EvaluatorThreads threads =
            new EvaluatorThreads(new EvaluatorThreads.Pools(new Timer(), pool(), pool(), slow, pool()), clocks());
    private long wallMillis;
    private long passedMillis = 77;
    private long seen;

    VirtualThreads(Instant now) {
        this.wallMillis = now.toEpochMilli();
    }

    /** What has begun where groups of rules are evaluated that take long. */
    int begunAmongSlow() {
        return slow.begun;
    }

    private static ThreadPoolExecutor pool() {
        return new InPlace();
    }

    EvaluatorThreads threads() {
        return threads;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(wallMillis);
    }

    long monotonicNanos() {
        return passedMillis * NANOS_PER_MILLI;
    }

    RuleRunner.Clocks clocks() {
        return new RuleRunner.Clocks(this, this::monotonicNanos);
    }

    /** Lets time pass; what is due on the way runs at its time. */
    void advance(Duration time) {
        long end = passedMillis + time.toMillis();
        Optional<Armed> next = next(end);
        while (next.isPresent()) {
            pass(Math.max(passedMillis, next.get().dueMillis));
            armed.remove(next.get());
            next.get().task.run();
            next = next(end);
        }
        pass(Math.max(passedMillis, end));
    }

    private Optional<Armed> next(long endMillis) {
        return armed.stream()
                .filter(each -> each.dueMillis <= endMillis)
                .min(Comparator.comparingLong((Armed each) -> each.dueMillis).thenComparingLong(each -> each.order));
    }

    /** Time goes by while something is under way: nothing else runs. */
    void pass(Duration time) {
        pass(passedMillis + time.toMillis());
    }

    private void pass(long untilMillis) {
        wallMillis += untilMillis - passedMillis;
        passedMillis = untilMillis;
    }

    /** Somebody sets the clock; nothing passes. */
    void setClock(Duration by) {
        wallMillis += by.toMillis();
    }

    int armed() {
        return armed.size();
    }

    private static final class InPlace extends ThreadPoolExecutor {
        private int begun;

        InPlace() {
            super(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
        }

        @Override
        public void execute(Runnable task) {
            if (isShutdown()) {
                throw new RejectedExecutionException("shut down");
            }
            begun++;
            task.run();
        }
    }

    private final class Timer extends ScheduledThreadPoolExecutor {
        Timer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            if (isShutdown()) {
                throw new RejectedExecutionException("shut down");
            }
            Armed made = new Armed(requireNonNull(task, "task"), passedMillis + unit.toMillis(delay), seen++);
            armed.add(made);
            return made;
        }
    }

    /** One task that waits for its time. */
    private final class Armed implements ScheduledFuture<Object> {
        private final Runnable task;
        private final long dueMillis;
        private final long order;

        Armed(Runnable task, long dueMillis, long order) {
            this.task = task;
            this.dueMillis = dueMillis;
            this.order = order;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            return armed.remove(this);
        }

        @Override
        public boolean isCancelled() {
            return !armed.contains(this);
        }

        @Override
        public boolean isDone() {
            return !armed.contains(this);
        }

        @Override
        public Object get() {
            throw new UnsupportedOperationException("nobody waits for it");
        }

        @Override
        public Object get(long timeout, TimeUnit unit) {
            throw new UnsupportedOperationException("nobody waits for it");
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(dueMillis - passedMillis, TimeUnit.MILLISECONDS);
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.MILLISECONDS), other.getDelay(TimeUnit.MILLISECONDS));
        }
    }
}
