package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.query.QueryException;
import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.server.prometheus.RequestException.ErrorType;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/**
 * Where the queries of clients are worked on: a few threads of their own, which end when nobody asks, so that nothing else
 * in the process waits for a query. What finds no thread waits in a queue of limited length; what nobody waits for any more
 * is given up.
 *
 * <p>Thread-safe.
 */
final class QueryThreads implements AutoCloseable {
    static final String NAME = "prometheus-query-";

    private static final String VIEWS_NAME = "prometheus-view-";

    /** Each takes milliseconds. */
    private static final int VIEWS_WAITING = 100;

    /** Most views at once. */
    static final int VIEWS_MAX = 1 + VIEWS_WAITING;

    /** Queries that may wait for each that is worked on. */
    static final int WAITING_PER_QUERY = 10;

    private static final int KEEP_ALIVE_SECONDS = 60;

    private final ThreadPoolExecutor threads;
    private final String name;
    private final LongSupplier monotonicNanos;
    private final int waitingMax;
    private final AtomicInteger made = new AtomicInteger();

    /**
     * @param size threads, {@code > 0}
     * @param concurrencyMax ten times as many may wait, {@code > 0}
     */
    QueryThreads(int size, int concurrencyMax, LongSupplier monotonicNanos) {
        this(NAME, size, concurrencyMax * WAITING_PER_QUERY, monotonicNanos);
    }

    private QueryThreads(String name, int size, int waitingMax, LongSupplier monotonicNanos) {
        this.name = name;
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
        this.waitingMax = waitingMax;
        this.threads = new ThreadPoolExecutor(
                size, size, KEEP_ALIVE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(waitingMax), this::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    /** One thread for what evaluates nothing: what rules and targets are like is shown however many queries wait. */
    static QueryThreads ofViews(LongSupplier monotonicNanos) {
        return new QueryThreads(VIEWS_NAME, 1, VIEWS_WAITING, monotonicNanos);
    }

    private Thread thread(Runnable task) {
        Thread thread = new Thread(task, name + made.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /** How many are worked on. */
    int working() {
        return threads.getActiveCount();
    }

    /** How many wait. */
    int waiting() {
        return threads.getQueue().size();
    }

    /** When an answer is wanted no more. Thread-safe. */
    final class Patience implements QueryLimits.Patience {
        private final long deadlineNanos;
        private final BooleanSupplier isAbandoned;

        private Patience(Duration timeout, BooleanSupplier isAbandoned) {
            this.deadlineNanos = monotonicNanos.getAsLong() + timeout.toNanos();
            this.isAbandoned = isAbandoned;
        }

        @Override
        public void check() throws QueryException {
            check("expression evaluation");
        }

        private void check(String where) throws QueryException {
            if (isAbandoned.getAsBoolean()) {
                throw new QueryException(Reason.CANCELED, "query was canceled in " + where);
            }
            if (monotonicNanos.getAsLong() - deadlineNanos >= 0) {
                throw new QueryException(Reason.TIMEOUT, "query timed out in " + where);
            }
        }
    }

    /** @param isAbandoned whether whoever asked has gone; asked on any thread */
    Patience patience(Duration timeout, BooleanSupplier isAbandoned) {
        return new Patience(timeout, isAbandoned);
    }

    /**
     * Runs {@code work} on one of the threads, unless it is not wanted any more by then.
     *
     * @return completes on any thread; fails with what the work fails with, or with a {@link RequestException} if too much waits
     *     already
     */
    <T> CompletionStage<T> run(Callable<T> work, Patience patience) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            threads.execute(() -> {
                try {
                    patience.check("query queue");
                    done.complete(work.call());
                } catch (Exception | Error e) {
                    done.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new RequestException(
                    ErrorType.UNAVAILABLE,
                    "too many queries at once: " + waitingMax + " wait already; try again later"));
        }
        return done;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
