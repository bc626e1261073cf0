package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.scrape.ScrapeTimers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of scraping and of rules: one that only waits for the time, a few that scrape, some that evaluate, and one
 * that looks at files. Slow rules hold up no scrape, and groups that were slow last have threads of their own, so that they
 * hold up no others. What waits for a pool is bounded by the number of targets and groups, none of which has more than one
 * thing to do at a time. Thread-safe.
 */
final class EvaluatorThreads {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorThreads.class);

    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int WORKERS_MIN = 2;
    private static final int WORKERS_MAX = 8;
    private static final int STOP_MILLIS = 500;
    private static final long AGAIN_MILLIS = 1_000;

    /** Of groups that are not known to be slow: more, for one that turns out to be holds up the others once. */
    private static final int QUICK_PER_WORKER = 2;

    private final Pools pools;
    private final RuleRunner.Clocks clocks;

    /**
     * Where work is done.
     *
     * @param timer wakes the others, and does nothing itself
     * @param rules for groups that are quick, or new
     * @param slowRules for groups that took long the last time
     * @param files one thread
     */
    record Pools(
            ScheduledThreadPoolExecutor timer,
            ThreadPoolExecutor scrapes,
            ThreadPoolExecutor rules,
            ThreadPoolExecutor slowRules,
            ThreadPoolExecutor files) {
        static Pools of(int processors) {
            ScheduledThreadPoolExecutor timer =
                    new ScheduledThreadPoolExecutor(1, task -> daemon("evaluator-clock", task));
            timer.setRemoveOnCancelPolicy(true);
            return new Pools(
                    timer,
                    pool(workers(processors), "scrape-"),
                    pool(QUICK_PER_WORKER * workers(processors), "rule-"),
                    pool(workers(processors), "slow-rule-"),
                    pool(1, "evaluator-files-"));
        }
    }

    EvaluatorThreads(Pools pools, RuleRunner.Clocks clocks) {
        this.pools = requireNonNull(pools, "pools");
        this.clocks = requireNonNull(clocks, "clocks");
    }

    private static int workers(int processors) {
        return Math.max(WORKERS_MIN, Math.min(WORKERS_MAX, processors));
    }

    /** How many groups of rules are evaluated at a time at most on so many processors: each needs memory. */
    static int ruleWorkers(int processors) {
        return (QUICK_PER_WORKER + 1) * workers(processors);
    }

    private static ThreadPoolExecutor pool(int size, String name) {
        AtomicInteger made = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size,
                size,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> daemon(name + made.incrementAndGet(), task));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** For what scrapes bring, and for small things of the store. */
    Executor scrapes() {
        return pools.scrapes();
    }

    /** For groups of rules that are quick as a rule. */
    Executor rules() {
        return pools.rules();
    }

    /** For groups of rules that take long. */
    Executor slowRules() {
        return pools.slowRules();
    }

    /** For looking at files of targets; one thread, which may hang with their disk. */
    Executor files() {
        return pools.files();
    }

    /** What comes of scrapes and cannot be worked on yet. */
    int scrapesWaiting() {
        return pools.scrapes().getQueue().size();
    }

    /** Groups that are due and cannot be evaluated yet. */
    int groupsWaiting() {
        return pools.rules().getQueue().size() + pools.slowRules().getQueue().size();
    }

    /** Groups that are being evaluated. */
    int groupsWorkedOn() {
        return pools.rules().getActiveCount() + pools.slowRules().getActiveCount();
    }

    /** Runs {@code task} again and again, with this pause. */
    SlotTimer every(long millis, Executor where, Runnable task) {
        Slots slots = new Slots(millis, 0);
        return slots(where, new SlotTimer.Work() {
            @Override
            public long after(long time) {
                return slots.after(time);
            }

            @Override
            public CompletionStage<?> begin(long slotMillis) {
                task.run();
                return CompletableFuture.completedStage(null);
            }
        });
    }

    /** Runs {@code task} once, unless the server stops before. */
    void later(long millis, Executor where, Runnable task) {
        Cancellable unused = armed(millis, where, task);
    }

    /** As {@link SlotTimer#start}. */
    SlotTimer slots(Executor where, SlotTimer.Work work) {
        return SlotTimer.start(new SlotTimer.Threads(pools.timer(), where, clocks.wall()), work);
    }

    long nowMillis() {
        return clocks.wall().millis();
    }

    /** By which everything here goes. */
    RuleRunner.Clocks clocks() {
        return clocks;
    }

    /** Takes back what has been armed, if it has not begun. */
    private interface Cancellable {
        void cancel();
    }

    private Cancellable armed(long millis, Executor where, Runnable task) {
        try {
            ScheduledFuture<?> armed = pools.timer().schedule(() -> begin(where, task), millis, TimeUnit.MILLISECONDS);
            return () -> armed.cancel(false);
        } catch (RejectedExecutionException ignored) {
            // The server stops.
            return () -> {};
        }
    }

    private void begin(Executor where, Runnable task) {
        try {
            where.execute(task);
        } catch (RejectedExecutionException ignored) {
            // The server stops.
        } catch (RuntimeException | Error e) {
            // Such as of a system that makes no thread now; nobody else would go on.
            LOG.atError().addKeyValue("component", "evaluator").setCause(e).log("Internal error in the evaluator");
            armed(AGAIN_MILLIS, where, task);
        }
    }

    /** What wakes scrapes. */
    ScrapeTimers scrapeTimers() {
        return new ScrapeTimers() {
            @Override
            public long nowMillis() {
                return clocks.wall().millis();
            }

            @Override
            public long monotonicNanos() {
                return clocks.monotonicNanos().getAsLong();
            }

            @Override
            public Timer after(long delayMillis, Runnable task) {
                return armed(delayMillis, pools.scrapes(), task)::cancel;
            }
        };
    }

    /** Begins nothing any more, and gives rules that are being evaluated half a second. */
    void close() {
        pools.timer().shutdownNow();
        pools.scrapes().shutdownNow();
        pools.files().shutdownNow();
        // Not interrupted: what they have come to is handed on.
        List<ThreadPoolExecutor> evaluating = List.of(pools.rules(), pools.slowRules());
        for (ThreadPoolExecutor pool : evaluating) {
            pool.getQueue().clear();
            pool.shutdown();
        }
        awaitEnd(evaluating);
    }

    /** A daemon that hangs ends with the process. */
    private static void awaitEnd(List<ThreadPoolExecutor> pools) {
        long endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(STOP_MILLIS);
        boolean haveEnded = true;
        try {
            for (ThreadPoolExecutor pool : pools) {
                haveEnded &= pool.awaitTermination(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
            if (!haveEnded) {
                LOG.atWarn()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("what", "rules being evaluated")
                        .log("Shutdown does not wait any longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
