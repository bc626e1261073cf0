package io.tocsin.evaluator.scrape;

import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.scrape.ScrapeTimers.Timer;
import io.tocsin.evaluator.series.SampleSink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Scrapes one target for as long as there is one.
 *
 * <pre>
 * WAITING  -> FETCHING: tick
 * FETCHING -> WAITING:  answer, failure
 * WAITING  -> ENDING:   the target is gone (FETCHING: after its answer)
 * ENDING   -> ENDED:    a second tick and a tenth of the interval later; the series have ends by then
 * any      -> ENDED:    the server stops; the series have no ends
 * </pre>
 *
 * Timers and client call on any thread, so everything here is locked; nobody waits long for it, since one target has one
 * thing going on at a time.
 */
final class TargetScraper {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final ScrapeClient client;
    private final ScrapeTimers timers;
    private final ScrapeTarget target;
    private final ScrapeLoop loop;
    private final ScrapeListener listener;
    private final String job;

    private ScrapeRequest request;
    private String refusal;
    private State state = State.WAITING;
    private boolean isGone;
    private boolean hasScraped;
    private BodySize lastBody = BodySize.UNKNOWN;

    /** By the monotonic clock; means nothing before the first scrape. */
    private long lastStartNanos;

    private @Nullable Timer timer;
    private @Nullable ScrapeSchedule schedule;

    /** When the next tick is, by the monotonic clock. */
    private long dueMillis;

    private enum State {
        WAITING,
        FETCHING,
        ENDING,
        ENDED
    }

    /** What all targets share. */
    record Surroundings(
            SampleSink sink,
            ScrapeClient client,
            ScrapeTimers timers,
            TextMemory memory,
            long seed,
            ScrapeListener listener) {}

    /** @param refusal why the target is not asked, and every scrape fails; empty if it is asked */
    TargetScraper(ScrapeConfig config, ScrapeTarget target, String refusal, Surroundings surroundings) {
        this.client = surroundings.client();
        this.timers = surroundings.timers();
        this.listener = surroundings.listener();
        this.target = target;
        this.job = config.jobName();
        this.loop = new ScrapeLoop(
                config.jobName(), target, ScrapeSettings.of(config), surroundings.sink(), surroundings.memory());
        this.request = ScrapeRequest.of(config, target);
        this.refusal = refusal;
    }

    ScrapeLoop loop() {
        return loop;
    }

    synchronized void start(long seed) {
        long delay = ScrapeSchedule.firstDelayMillis(target, seed, timers.nowMillis());
        timer = timers.after(delay, this::tick);
    }

    synchronized void reconfigure(ScrapeConfig config, String refusalNow) {
        loop.reconfigure(ScrapeSettings.of(config));
        request = ScrapeRequest.of(config, target);
        refusal = refusalNow;
    }

    /** Stops scraping, and ends the series if the target does not come back. */
    synchronized void end() {
        isGone = true;
        if (state == State.WAITING) {
            cancel();
            beginEnd();
        }
    }

    /** Stops at once and leaves the series as they are. */
    synchronized void stop() {
        cancel();
        state = State.ENDED;
    }

    private void cancel() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private long monotonicMillis() {
        return Math.floorDiv(timers.monotonicNanos(), NANOS_PER_MILLI);
    }

    private synchronized void tick() {
        if (state != State.WAITING) {
            return;
        }
        long now = timers.nowMillis();
        ScrapeSchedule ticks = schedule;
        if (ticks == null) {
            ticks = new ScrapeSchedule(target.interval().toMillis(), monotonicMillis(), now);
            schedule = ticks;
        }
        long time = ticks.timestampMillis(now);
        long startNanos = timers.monotonicNanos();
        if (hasScraped) {
            listener.begun(target, startNanos - lastStartNanos);
        }
        hasScraped = true;
        lastStartNanos = startNanos;
        if (!refusal.isEmpty()) {
            LongSupplier elapsed = () -> timers.monotonicNanos() - startNanos;
            done(taken(time, elapsed, () -> loop.refused(time, elapsed, refusal)));
            return;
        }
        state = State.FETCHING;
        fetch().whenComplete((answer, failure) -> answered(time, startNanos, answer, failure));
    }

    private CompletionStage<ScrapeAnswer> fetch() {
        try {
            return client.fetch(request, lastBody);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void answered(long time, long startNanos, @Nullable ScrapeAnswer answer, @Nullable Throwable failure) {
        try {
            take(time, startNanos, answer, failure);
        } finally {
            if (answer != null) {
                answer.done();
            }
        }
    }

    private synchronized void take(
            long time, long startNanos, @Nullable ScrapeAnswer answer, @Nullable Throwable failure) {
        if (state != State.FETCHING) {
            return;
        }
        if (answer != null && answer.isOk()) {
            lastBody = answer.body().size();
        }
        LongSupplier elapsed = () -> timers.monotonicNanos() - startNanos;
        done(taken(
                time,
                elapsed,
                () -> answer != null ? loop.scraped(time, elapsed, answer) : unanswered(time, elapsed, failure)));
    }

    /** A fault of ours must not end the scraping of this target for good. */
    private ScrapeReport taken(long time, LongSupplier elapsed, Supplier<ScrapeReport> scrape) {
        try {
            return scrape.get();
        } catch (RuntimeException | Error e) {
            listener.broken(target, e);
            String error = "internal error: " + e;
            try {
                return loop.failed(time, elapsed, error);
            } catch (RuntimeException | Error again) {
                return ScrapeReport.failed(error);
            }
        }
    }

    private ScrapeReport unanswered(long time, LongSupplier elapsedNanos, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof BodyTooLargeException tooLarge
                ? loop.failed(time, elapsedNanos, tooLarge)
                : loop.failed(time, elapsedNanos, reason(cause));
    }

    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message != null && !message.isEmpty() ? message : String.valueOf(cause);
    }

    private void done(ScrapeReport report) {
        state = State.WAITING;
        takeNextTick();
        if (isGone) {
            beginEnd();
        } else {
            timer = timers.after(rest(), this::tick);
        }
        listener.scraped(job, target, report);
    }

    private void takeNextTick() {
        ScrapeSchedule ticks = schedule;
        long now = monotonicMillis();
        dueMillis = ticks == null ? now : now + ticks.nextDelayMillis(now);
    }

    /** How long it is to the next tick. */
    private long rest() {
        return Math.max(0, dueMillis - monotonicMillis());
    }

    /** The target may come back, so its series get their ends only after its successor should have been scraped. */
    private void beginEnd() {
        if (!hasScraped) {
            state = State.ENDED;
            return;
        }
        state = State.ENDING;
        timer = timers.after(rest(), this::firstMissed);
    }

    private synchronized void firstMissed() {
        if (state != State.ENDING) {
            return;
        }
        long staleMillis = timers.nowMillis();
        takeNextTick();
        timer = timers.after(rest() + target.interval().toMillis() / 10, () -> secondMissed(staleMillis));
    }

    private synchronized void secondMissed(long staleMillis) {
        if (state == State.ENDING) {
            loop.ended(staleMillis);
            state = State.ENDED;
        }
    }
}
