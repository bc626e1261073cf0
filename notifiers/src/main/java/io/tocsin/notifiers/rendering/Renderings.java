package io.tocsin.notifiers.rendering;

import io.tocsin.core.label.GoDuration;
import io.tocsin.notifiers.turns.TurnQueues;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The threads on which templates are rendered, and their division among the integrations. A rendering is bounded in time
 * and memory; here it is bounded how many there are at once, and that those of one integration delay those of others.
 *
 * <p>Integrations that wait take turns. One whose last rendering was quick may have all threads but one; one whose last
 * rendering was slow or failed, or that has none yet, has one thread at a time, and all slow ones together leave one thread free.
 * So what is quick waits for the end of one slow rendering at most, and that only when an integration becomes slow.
 *
 * <p>Thread-safe. Its threads are daemons, and end when they have nothing to do. Deviation D-251.
 */
public final class Renderings {
    /** Processor time from which on a rendering is slow: fifty times what the built-in page of a mail about 100 alerts takes. */
    static final Duration SLOW = Duration.ofMillis(100);

    /** What one rendering may hold is a quarter of this. */
    private static final long HEAP_BYTES_PER_THREAD = 128L << 20;

    private static final int THREADS_MIN = 2;
    private static final long IDLE_SECONDS = 30;

    private final int threadsMax;
    private final Executor threads;
    private final LongSupplier spent;

    // All state, that of the shares and turns too, is guarded by this.
    private int underWay;
    private int slowUnderWay;
    private long spentNanos;
    private final TurnQueues<Turn<?>> queues = new TurnQueues<>();

    /** On as many threads as there are processors, and as the heap bears; two at least. */
    public Renderings() {
        this(threads(
                Runtime.getRuntime().availableProcessors(), Runtime.getRuntime().maxMemory()));
    }

    private Renderings(int threadsMax) {
        this(threadsMax, pool(threadsMax), processorTime());
    }

    /**
     * @param threads starts everything at once: never more than {@code threadsMax}
     * @param spent processor time of the calling thread, in nanoseconds since any moment
     */
    Renderings(int threadsMax, Executor threads, LongSupplier spent) {
        this.threadsMax = threadsMax;
        this.threads = threads;
        this.spent = spent;
    }

    static int threads(int processors, long heapMaxBytes) {
        return (int) Math.max(THREADS_MIN, Math.min(processors, heapMaxBytes / HEAP_BYTES_PER_THREAD));
    }

    private static Executor pool(int threadsMax) {
        var count = new AtomicInteger();
        var pool = new ThreadPoolExecutor(
                threadsMax, threadsMax, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "tocsin-rendering-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Not wall time: on a busy machine everything takes long. */
    private static LongSupplier processorTime() {
        ThreadMXBean bean = ManagementFactory.getThreadMXBean();
        return bean.isCurrentThreadCpuTimeSupported() ? bean::getCurrentThreadCpuTime : System::nanoTime;
    }

    /**
     * One integration's part.
     *
     * @param user the integration, for the log
     */
    public Share share(String user) {
        return new Share(user);
    }

    /** The state of now. */
    public synchronized RenderingLoad load() {
        return new RenderingLoad(underWay, queues.waiting(), spentNanos);
    }

    private enum Pace {
        UNKNOWN,
        QUICK,
        SLOW
    }

    /** One integration's part. Thread-safe. */
    public final class Share {
        private final SlowRenderingLog log;
        private final TurnQueues<Turn<?>>.Queue queue = queues.queue(this::mayBegin, this::begin);
        private int held;
        private Pace pace = Pace.UNKNOWN;
        private @Nullable String lastFailure;

        private Share(String user) {
            log = new SlowRenderingLog(user);
        }

        /**
         * Has {@code work} done when its turn comes. It is bounded by its caller: at most one for each request or mail
         * that may be under way.
         */
        public <T> Turn<T> render(Callable<T> work) {
            Turn<T> turn = new Turn<>(this, work);
            List<Turn<?>> granted;
            synchronized (Renderings.this) {
                queue.add(turn);
                granted = queues.serve();
            }
            start(granted);
            return turn;
        }

        private boolean mayBegin() {
            if (underWay >= threadsMax) {
                return false;
            }
            return switch (pace) {
                case QUICK -> held == 0 || held < threadsMax - 1;
                case UNKNOWN -> held == 0;
                case SLOW -> held == 0 && slowUnderWay < threadsMax - 1;
            };
        }

        private void begin(Turn<?> next) {
            held++;
            underWay++;
            next.isSlow = pace == Pace.SLOW;
            slowUnderWay += next.isSlow ? 1 : 0;
            next.state = State.UNDER_WAY;
            next.begunNanos = System.nanoTime();
        }

        private List<Turn<?>> ended(Turn<?> turn, long tookNanos, @Nullable Throwable failure) {
            synchronized (Renderings.this) {
                turn.state = State.ENDED;
                held--;
                underWay--;
                slowUnderWay -= turn.isSlow ? 1 : 0;
                spentNanos += tookNanos;
                pace = tookNanos > SLOW.toNanos() || failure != null ? Pace.SLOW : Pace.QUICK;
                lastFailure = failure == null ? null : failure.getMessage();
                // Those that came while it had a thread are first.
                queue.letOthersFirst();
                return queues.serve();
            }
        }
    }

    private enum State {
        WAITING,
        UNDER_WAY,
        ENDED
    }

    /** One rendering's way: waits, is done, or is given up. */
    public final class Turn<T> {
        private final Share share;
        private final Callable<T> work;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final long askedNanos = System.nanoTime();
        private State state = State.WAITING;
        private boolean isSlow;
        private long begunNanos;

        private Turn(Share share, Callable<T> work) {
            this.share = share;
            this.work = work;
        }

        /** Completes on a rendering's thread, which is not to be kept; fails with what the work throws. */
        public CompletionStage<T> result() {
            return result;
        }

        /** Whether the {@link #result} is there. */
        public boolean isDone() {
            return result.isDone();
        }

        /**
         * Nobody needs the result any more. If it has begun it goes on to its end, which is near.
         *
         * @return what there is instead, for a message: {@code "not sent: waited 10s for the rendering of others"}
         */
        public String giveUp() {
            synchronized (Renderings.this) {
                long now = System.nanoTime();
                if (state == State.WAITING) {
                    leave();
                    return "not sent: waited " + seconds(now - askedNanos) + " until other renderings end";
                }
                return state == State.UNDER_WAY
                        ? "not sent: rendering has taken " + seconds(now - begunNanos) + ", after "
                                + seconds(begunNanos - askedNanos) + " of waiting until other renderings end"
                        : "not sent";
            }
        }

        /** The words of the integration's last rendering, if that failed: the next one is likely to fail, too. */
        public Optional<String> lastFailure() {
            synchronized (Renderings.this) {
                return Optional.ofNullable(share.lastFailure);
            }
        }

        private void leave() {
            state = State.ENDED;
            share.queue.remove(this);
        }

        private void run() {
            long begun = spent.getAsLong();
            T made = null;
            Throwable failure = null;
            try {
                made = work.call();
            } catch (Exception | Error e) {
                failure = e;
            }
            long took = spent.getAsLong() - begun;
            // Before anybody hears of the result, who may take this thread for a moment.
            start(share.ended(this, took, failure));
            share.log.ended(took, failure);
            if (failure == null) {
                result.complete(made);
            } else {
                result.completeExceptionally(failure);
            }
        }
    }

    private void start(List<Turn<?>> granted) {
        granted.forEach(turn -> threads.execute(turn::run));
    }

    /** To the tenth of a second. */
    private static String seconds(long nanos) {
        return GoDuration.format(Duration.ofMillis(TimeUnit.NANOSECONDS.toMillis(nanos) / 100 * 100));
    }
}
