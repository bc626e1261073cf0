package io.tocsin.server.router;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import io.tocsin.core.engine.TimerQueue;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An {@link Owner} that is a thread. Events wait in a queue; timers run on a monotonic clock, so that setting the
 * system's clock moves no flush.
 *
 * <p>The queue has no bound of its own: each HTTP connection waits for the answer to its post before it sends the next,
 * and everything else that is queued is the answer to something this owner asked for.
 */
public final class OwnerThread implements Owner, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerThread.class);
    private static final Duration IDLE_WAIT = Duration.ofHours(1);

    private final LinkedBlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final TimerQueue timers = new TimerQueue();
    private final InstantSource wallClock;
    private final LongSupplier monotonicNanos;
    private final Thread thread;
    private boolean isRunning = true;

    /**
     * Starts the thread.
     *
     * @param name of the thread, for dumps
     * @param monotonicNanos a clock of which only differences count
     */
    public OwnerThread(String name, InstantSource wallClock, LongSupplier monotonicNanos) {
        this.wallClock = requireNonNull(wallClock, "wallClock");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
        this.thread = new Thread(this::run, name);
        this.thread.setDaemon(true);
        this.thread.start();
    }

    @Override
    public void execute(Runnable event) {
        events.add(event);
    }

    @Override
    public void schedule(Object key, Instant at, Runnable event) {
        Instant due = monotonic().plus(Duration.between(now(), at));
        run(() -> timers.schedule(key, due, event));
    }

    @Override
    public void cancel(Object key) {
        run(() -> timers.cancel(key));
    }

    @Override
    public Instant now() {
        return wallClock.instant();
    }

    /** The timer queue belongs to the thread: its own calls act at once, others' become events. */
    private void run(Runnable change) {
        if (Thread.currentThread() == thread) {
            change.run();
        } else {
            execute(change);
        }
    }

    /** The monotonic clock on the time line that {@link TimerQueue} is written for; its origin means nothing. */
    private Instant monotonic() {
        return Instant.EPOCH.plusNanos(monotonicNanos.getAsLong());
    }

    private void run() {
        while (isRunning) {
            try {
                runDueTimers();
                Runnable event = events.poll(untilNextTimer().toNanos(), TimeUnit.NANOSECONDS);
                if (event != null) {
                    runSafely(event);
                }
            } catch (InterruptedException e) {
                isRunning = false;
            }
        }
    }

    private Duration untilNextTimer() {
        Optional<Instant> due = timers.nextDue();
        if (due.isEmpty()) {
            return IDLE_WAIT;
        }
        Duration wait = Duration.between(monotonic(), due.get());
        return wait.compareTo(IDLE_WAIT) < 0 ? wait : IDLE_WAIT;
    }

    private void runDueTimers() {
        @Nullable Runnable due = timers.pollDue(monotonic());
        while (due != null) {
            runSafely(due);
            due = timers.pollDue(monotonic());
        }
    }

    /** One event must not end the thread that owns everything: what fails is logged, and the next event runs. */
    private static void runSafely(Runnable event) {
        try {
            event.run();
        } catch (RuntimeException | Error e) {
            LOG.atError().setCause(e).log("Internal error while handling an event");
        }
    }

    /** Ends the thread once the events that wait now have run. */
    @Override
    public void close() {
        execute(() -> isRunning = false);
    }
}
