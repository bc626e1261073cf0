package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has something done at each of its slots, never twice at a time: slots that come while it is under way, or waits for a
 * thread, are left out, not made up for: what begins late does so at the last slot that has come. Thread-safe.
 */
final class SlotTimer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SlotTimer.class);

    /** A slot may be done this long before its time by a clock that is put right in small steps. */
    private static final long SET_BACK_MILLIS = 10_000;

    private final Threads threads;
    private final Work work;

    // Guarded by this: closed by one thread while another arms.
    private @Nullable ScheduledFuture<?> armed;
    private boolean isClosed;

    /** Where and when. */
    record Threads(ScheduledExecutorService timer, Executor workers, InstantSource clock) {
        Threads {
            requireNonNull(timer, "timer");
            requireNonNull(workers, "workers");
            requireNonNull(clock, "clock");
        }
    }

    /** What is done, and when: slots are equally far from each other. */
    interface Work {
        /** The first slot behind a time. */
        long after(long millis);

        /**
         * Runs on a worker.
         *
         * @return complete when the next slot may come, on any thread
         */
        CompletionStage<?> begin(long slotMillis);
    }

    private SlotTimer(Threads threads, Work work) {
        this.threads = threads;
        this.work = work;
    }

    /** Begins with the first slot from now on. */
    static SlotTimer start(Threads threads, Work work) {
        SlotTimer timer = new SlotTimer(threads, work);
        timer.arm(work.after(threads.clock().millis()));
        return timer;
    }

    private synchronized void arm(long slotMillis) {
        if (isClosed) {
            return;
        }
        long delay = Math.max(0, slotMillis - threads.clock().millis());
        try {
            armed = threads.timer().schedule(() -> fire(slotMillis), delay, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ignored) {
            // The server stops.
            isClosed = true;
        }
    }

    private synchronized boolean isClosed() {
        return isClosed;
    }

    private void fire(long slotMillis) {
        try {
            threads.workers().execute(() -> run(slotMillis));
        } catch (RejectedExecutionException ignored) {
            close();
        } catch (RuntimeException | Error e) {
            // Such as of a system that makes no thread now; nobody else would go on.
            LOG.atError().setCause(e).log("Internal error in the evaluator");
            next(slotMillis);
        }
    }

    private void run(long armedMillis) {
        if (isClosed()) {
            return;
        }
        long slotMillis = latest(armedMillis);
        try {
            work.begin(slotMillis).whenComplete((done, failure) -> {
                if (failure != null) {
                    LOG.atError().setCause(failure).log("Internal error in the evaluator");
                }
                next(slotMillis);
            });
        } catch (RuntimeException | Error e) {
            // It goes on with the next slot: a rule that breaks once may work with other data.
            LOG.atError().setCause(e).log("Internal error in the evaluator");
            next(slotMillis);
        }
    }

    /** What comes of a slot that is long over would be told as over, too. */
    private long latest(long armedMillis) {
        long next = work.after(threads.clock().millis());
        long interval = work.after(next) - next;
        return Math.max(armedMillis, next - interval);
    }

    private void next(long doneMillis) {
        long now = threads.clock().millis();
        // A clock that was set back by an hour must not stop everything for that long.
        boolean wasSetBack = now < doneMillis - SET_BACK_MILLIS;
        arm(work.after(wasSetBack ? now : Math.max(doneMillis, now)));
    }

    /** Nothing begins any more; what is under way is not waited for. */
    @Override
    public synchronized void close() {
        isClosed = true;
        if (armed != null) {
            armed.cancel(false);
        }
    }
}
