package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.RequestLoad;
import io.tocsin.notifiers.http.RequestPurpose;
import io.tocsin.notifiers.http.RequestSlots;
import io.tocsin.notifiers.http.WaitWatch;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which integrations notify whose libraries block, and their division among them: each may always begin
 * four attempts, whatever the others hold, so that a server that hangs delays nobody else. See {@link RequestSlots}.
 *
 * <p>Thread-safe. Its threads are daemons, and end when they have nothing to do.
 */
public final class BlockingSends {
    /** Attempts under way in the whole process, but for what each integration is ensured of. Deviation D-012. */
    static final int UNDER_WAY_MAX = 64;

    /** How long attempts may go on after {@link Share#close}. */
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);

    private static final long IDLE_SECONDS = 30;

    private final Vertx vertx;
    private final RequestSlots slots;
    private final ThreadPoolExecutor threads;
    private final AtomicInteger threadCount = new AtomicInteger();

    /** @param vertx keeps the time */
    public BlockingSends(Vertx vertx) {
        this(vertx, RequestSlots.of(UNDER_WAY_MAX));
    }

    /** @param slots bound the threads */
    BlockingSends(Vertx vertx, RequestSlots slots) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.slots = slots;
        this.threads = new ThreadPoolExecutor(
                0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "notifier-" + threadCount.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * One integration's part, to be closed by the caller.
     *
     * @param user the integration, for the log
     */
    public Share share(String user) {
        return new Share(user);
    }

    /** The state of now. */
    public RequestLoad load() {
        return slots.load();
    }

    /** One integration's part. Thread-safe. */
    public final class Share implements AutoCloseable {
        private final RequestSlots.Share share = slots.share();

        // Guarded by itself.
        private final Set<BlockingTurn> turns = new LinkedHashSet<>();
        private boolean isClosed;

        private final Context context = vertx.getOrCreateContext();
        private final WaitWatch watch;

        private Share(String user) {
            watch = new WaitWatch(context, share, this::isAnyStillWaiting, RequestPurpose.NOTIFICATIONS, user);
        }

        /**
         * Makes {@code attempt} when a thread is free for it.
         *
         * @param limit not {@link AttemptLimit#isOver over}
         * @return completes at most a little after the limit
         */
        public CompletionStage<SendResult> send(BlockingAttempt attempt, AttemptLimit limit) {
            BlockingTurn turn = new BlockingTurn(attempt, this::whyNotSent);
            if (!add(turn)) {
                turn.leaveQueue("the configuration was loaded again");
                return turn.result();
            }
            long timer = vertx.setTimer(Math.max(1, limit.remaining().toMillis()), ignored -> turn.timeOut());
            RequestSlots.Place place = share.enter(() -> turn.begin(threads));
            turn.occupy(place);
            if (place.isRefused()) {
                turn.leaveQueue(RequestSlots.WAITING_MAX
                        + " notifications of this integration are waiting already; see whether its receiver answers");
            } else if (turn.isWaiting()) {
                context.runOnContext(ignored -> watch.waitBegun());
            }
            return turn.result().whenComplete((result, failure) -> {
                vertx.cancelTimer(timer);
                remove(turn);
            });
        }

        /** What waits is not sent; attempts under way may go on for ten seconds, then they are ended. */
        @Override
        public void close() {
            close(CLOSE_GRACE);
        }

        void close(Duration grace) {
            List<BlockingTurn> left = closed();
            left.forEach(turn -> turn.leaveQueue("the configuration was loaded again"));
            if (!left.isEmpty()) {
                vertx.setTimer(grace.toMillis(), ignored -> left.forEach(BlockingTurn::timeOut));
            }
        }

        private boolean add(BlockingTurn turn) {
            synchronized (turns) {
                return !isClosed && turns.add(turn);
            }
        }

        private void remove(BlockingTurn turn) {
            synchronized (turns) {
                turns.remove(turn);
            }
        }

        private List<BlockingTurn> closed() {
            synchronized (turns) {
                isClosed = true;
                return List.copyOf(turns);
            }
        }

        private boolean isAnyStillWaiting() {
            synchronized (turns) {
                // Each has to be asked, because it remembers that it was.
                return turns.stream().filter(BlockingTurn::isStillWaiting).count() > 0;
            }
        }

        private String whyNotSent() {
            return share.underWay() + " notifications of this integration have no answer yet, and no further one may be"
                    + " under way";
        }
    }

    /** The result of what was not begun or did not end in time. */
    static SendResult tooLate(String doing) {
        return new SendResult.RetryLater(
                FailureReason.CONTEXT_DEADLINE_EXCEEDED, doing + ": " + AttemptLimit.DEADLINE_PASSED);
    }
}
