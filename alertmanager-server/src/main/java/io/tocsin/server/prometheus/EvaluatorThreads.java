package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.scrape.ScrapeTimers;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of scraping and of rules: one that only waits for the time, and a few that work. What waits for these is
 * bounded by the number of targets and groups, none of which has more than one thing to do at a time. Thread-safe.
 */
final class EvaluatorThreads implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EvaluatorThreads.class);

    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int WORKERS_MIN = 2;
    private static final int WORKERS_MAX = 8;
    private static final int STOP_MILLIS = 500;

    private final ScheduledThreadPoolExecutor timer;
    private final ThreadPoolExecutor workers;
    private final ExecutorService disk;
    private final InstantSource clock;

    EvaluatorThreads(int processors, InstantSource clock) {
        this.clock = requireNonNull(clock, "clock");
        int size = Math.max(WORKERS_MIN, Math.min(WORKERS_MAX, processors));
        AtomicInteger made = new AtomicInteger();
        timer = new ScheduledThreadPoolExecutor(1, task -> daemon("evaluator-clock", task));
        timer.setRemoveOnCancelPolicy(true);
        workers = pool(size, task -> daemon("evaluator-" + made.incrementAndGet(), task));
        disk = pool(1, task -> daemon("evaluator-disk", task));
    }

    private static ThreadPoolExecutor pool(int size, ThreadFactory factory) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                size, size, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    Executor workers() {
        return workers;
    }

    /** For what may hang with the disk. */
    Executor disk() {
        return disk;
    }

    /** Runs {@code task} again and again, with this pause. */
    SlotTimer every(long millis, Executor where, Runnable task) {
        Slots slots = new Slots(millis, 0);
        return slots(new SlotTimer.Work() {
            @Override
            public long after(long time) {
                return slots.after(time);
            }

            @Override
            public CompletionStage<?> begin(long slotMillis) {
                return CompletableFuture.runAsync(task, where);
            }
        });
    }

    /** Runs {@code task} on a worker once, unless the server stops before. */
    void later(long millis, Runnable task) {
        try {
            ScheduledFuture<?> unused = timer.schedule(() -> workers.execute(task), millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException ignored) {
            // The server stops.
        }
    }

    /** As {@link SlotTimer#start}. */
    SlotTimer slots(SlotTimer.Work work) {
        return SlotTimer.start(new SlotTimer.Threads(timer, workers, clock), work);
    }

    long nowMillis() {
        return clock.millis();
    }

    /** What wakes scrapes; they run on workers. */
    ScrapeTimers scrapeTimers() {
        return new ScrapeTimers() {
            @Override
            public long nowMillis() {
                return clock.millis();
            }

            @Override
            public long monotonicNanos() {
                return System.nanoTime();
            }

            @Override
            public Timer after(long delayMillis, Runnable task) {
                try {
                    ScheduledFuture<?> armed =
                            timer.schedule(() -> workers.execute(task), delayMillis, TimeUnit.MILLISECONDS);
                    return () -> armed.cancel(false);
                } catch (RejectedExecutionException ignored) {
                    // The server stops.
                    return () -> {};
                }
            }
        };
    }

    /** Begins nothing any more, and gives what is under way half a second. */
    @Override
    public void close() {
        timer.shutdownNow();
        workers.shutdownNow();
        disk.shutdown();
        awaitEnd(workers);
        awaitEnd(disk);
    }

    /** A daemon that hangs ends with the process. */
    private static void awaitEnd(ExecutorService pool) {
        try {
            if (!pool.awaitTermination(STOP_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.atWarn().addKeyValue("component", "evaluator").log("Shutdown does not wait any longer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
