package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners that something which the page shows has changed. There is one look for all of them, a second after the last one at
 * the earliest, and none while nobody listens.
 *
 * <p>A look at many alerts takes its time, so that the pause after it is at least four times as long as it ran: never more than a fifth
 * of a processor is spent on looking. That it had to wait, because others had much to do, makes no pause longer.
 *
 * <p>A look that is overdue, because looks fail or do not end, is told to listeners: what they have heard may be out of date.
 *
 * <p>Thread-safe. Listeners are called on any thread, one call at a time.
 */
final class EventFeed {
    private static final Logger LOG = LoggerFactory.getLogger(EventFeed.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration OVERDUE = Duration.ofSeconds(15);
    private static final int PAUSE_PER_LOOK = 4;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Supplier<CompletionStage<Look>> look;
    private final LongSupplier monotonicNanos;
    private final Runnable lookFailed;
    private final String boot;

    /** Who listens, with the id of the event that each has seen last. Guarded by this, as everything below. */
    private final Map<Listener, String> seen = new LinkedHashMap<>();

    private @Nullable Event current;
    private long count;

    /** Whether {@link #current} is what there was at the last tick. */
    private boolean isFresh;

    private boolean isLooking;
    private boolean isFailing;

    /** When there should be a look that succeeds; of {@link #monotonicNanos}. */
    private long dueNanos;

    private boolean isClosed;
    private long lookTimer = NO_TIMER;
    private long ticker = NO_TIMER;

    /**
     * The versions of what the page shows.
     *
     * @param alerts of alerts and of groups
     */
    record Versions(String alerts, String silences, String status) {}

    /**
     * What a look has found.
     *
     * @param ranNanos how long it has run, which is less than it took if it had to wait for others
     */
    record Look(Versions versions, long ranNanos) {}

    /** @param id names it in all lives of all servers */
    record Event(String id, Versions versions) {}

    /** Must neither block nor throw. */
    interface Listener {
        /** There is an event that this one has not seen. */
        void changed(Event event);

        /**
         * Another second has passed.
         *
         * @param isWatched whether changes are looked for: no event then means that nothing has changed
         */
        void tick(boolean isWatched);

        /** There will be no more events. */
        void end();
    }

    /**
     * @param look finds the versions, which reflect everything that was acknowledged before; completes on any thread
     * @param monotonicNanos nanoseconds of a clock that only measures differences
     * @param lookFailed is told of each look that failed; must neither block nor throw
     * @param boot tells the lives of servers apart
     */
    EventFeed(
            Vertx vertx,
            Supplier<CompletionStage<Look>> look,
            LongSupplier monotonicNanos,
            Runnable lookFailed,
            String boot) {
        this.vertx = requireNonNull(vertx, "vertx");
        this.look = requireNonNull(look, "look");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
        this.lookFailed = requireNonNull(lookFailed, "lookFailed");
        this.boot = requireNonNull(boot, "boot");
    }

    /**
     * Begins to tell {@code listener}: of the present event at once, unless it has seen that one.
     *
     * @param lastSeen the id of the event that it has seen last; anything else if it has seen none
     */
    synchronized void add(Listener listener, String lastSeen) {
        if (isClosed) {
            listener.end();
            return;
        }
        seen.put(listener, lastSeen);
        if (ticker == NO_TIMER) {
            ticker = vertx.setPeriodic(TICK.toMillis(), timer -> tick());
            dueNanos = monotonicNanos.getAsLong();
            lookIn(0);
        } else if (isFresh && current != null) {
            tell(listener, current);
        }
    }

    /** Tells {@code listener} nothing any more. */
    synchronized void remove(Listener listener) {
        seen.remove(listener);
        if (seen.isEmpty()) {
            rest();
        }
    }

    /** Ends all listeners, now and in future. */
    synchronized void close() {
        isClosed = true;
        List.copyOf(seen.keySet()).forEach(Listener::end);
        seen.clear();
        rest();
    }

    private void rest() {
        vertx.cancelTimer(ticker);
        vertx.cancelTimer(lookTimer);
        ticker = NO_TIMER;
        lookTimer = NO_TIMER;
        isFresh = false;
    }

    private synchronized void tick() {
        boolean isWatched = monotonicNanos.getAsLong() - dueNanos <= OVERDUE.toNanos();
        if (!isWatched) {
            complain("Changes have not been looked for in time", null);
        }
        List.copyOf(seen.keySet()).forEach(listener -> listener.tick(isWatched));
    }

    /** One that is under way already sees to the next itself. */
    private void lookIn(long nanos) {
        if (!isLooking && lookTimer == NO_TIMER) {
            lookTimer = vertx.setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), timer -> look());
        }
    }

    private void look() {
        synchronized (this) {
            lookTimer = NO_TIMER;
            if (seen.isEmpty() || isLooking) {
                return;
            }
            isLooking = true;
        }
        long begun = monotonicNanos.getAsLong();
        CompletionStage<Look> looking;
        try {
            looking = look.get();
        } catch (RuntimeException | Error e) {
            looked(begun, null, e);
            return;
        }
        looking.whenComplete((found, failure) -> looked(begun, found, failure));
    }

    private synchronized void looked(long begun, @Nullable Look found, @Nullable Throwable failure) {
        isLooking = false;
        long now = monotonicNanos.getAsLong();
        long took = now - begun;
        long ran = found == null ? took : found.ranNanos();
        long pause = Math.max(TICK.toNanos() - took, PAUSE_PER_LOOK * ran);
        if (found == null) {
            lookFailed.run();
            complain("Changes cannot be looked for", failure);
        } else {
            isFailing = false;
            dueNanos = now + pause;
            see(found.versions());
        }
        if (!seen.isEmpty()) {
            lookIn(pause);
        }
    }

    private void see(Versions versions) {
        Event event = current;
        if (event == null || !event.versions().equals(versions)) {
            count++;
            event = new Event(boot + "-" + count, versions);
            current = event;
        }
        isFresh = !seen.isEmpty();
        Event now = event;
        List.copyOf(seen.keySet()).forEach(listener -> tell(listener, now));
    }

    private void tell(Listener listener, Event event) {
        if (!event.id().equals(seen.put(listener, event.id()))) {
            listener.changed(event);
        }
    }

    /** Once, not every second: whoever listens keeps what it has. */
    private void complain(String what, @Nullable Throwable failure) {
        if (!isFailing) {
            isFailing = true;
            LOG.atError().addKeyValue("component", "api").setCause(failure).log(what);
        }
    }
}
