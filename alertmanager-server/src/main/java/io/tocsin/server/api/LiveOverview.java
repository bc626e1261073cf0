package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.GroupView;
import io.tocsin.core.engine.RoutedAlert;
import io.tocsin.core.group.MemberState;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.overview.Overview;
import io.tocsin.server.overview.OverviewBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the engine for those who want to see its alerts. What they see is never older than their question: every post and every
 * change of a silence that was acknowledged before is in it, and so is what has ended or begun with the passing of time.
 *
 * <p>What was seen is kept while nothing visible changes and somebody asks. Thread-safe. Those who ask while somebody else is being
 * answered share the next look.
 */
final class LiveOverview {
    /** So long after the last question what was seen is let go of: it is as large as the store has alerts. */
    private static final Duration KEPT_UNASKED = Duration.ofSeconds(30);

    private final Engine engine;
    private final AlertStatuses statuses;
    private final InstantSource clock;
    private final ApiWorkers workers;
    private final LongSupplier monotonicNanos;
    private final AtomicLong ranNanos = new AtomicLong();

    /** What was seen last, if it is kept. Guarded by this. */
    private @Nullable Seen kept;

    /** Whether anybody asked since {@link #letGo} ran last; guarded by this. */
    private boolean isAsked;

    /** Whether {@link #letGo} is going to run; guarded by this. */
    private boolean isTimed;

    /** What is being looked at; too old for those who ask now. Guarded by this. */
    private @Nullable CompletableFuture<Overview> current;

    /** What those wait for who have asked since; guarded by this. */
    private @Nullable CompletableFuture<Overview> next;

    /**
     * What was seen, and for how long that is what there is to see.
     *
     * @param changes the engine's count from before
     * @param since wall time from before
     * @param until wall time at which a silence or a time interval may begin or end
     * @param firstEnd when the first alert ends, by the engine's time, unless it is refreshed
     */
    private record Seen(Overview overview, long changes, Instant since, Instant until, Instant firstEnd) {
        boolean holdsAt(Instant wall, long changesNow) {
            return changes == changesNow && !wall.isBefore(since) && wall.isBefore(until);
        }

        Seen endingFirstAt(Instant end) {
            return new Seen(overview, changes, since, until, end);
        }
    }

    /** @param monotonicNanos nanoseconds of a clock that only measures differences */
    LiveOverview(ApiParts parts, ApiWorkers workers, LongSupplier monotonicNanos) {
        this.engine = parts.engine();
        this.statuses = parts.statuses();
        this.clock = parts.clock();
        this.workers = requireNonNull(workers, "workers");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
    }

    /** How long all looks have run so far, together; not how long they have waited until a thread was free. */
    long ranNanos() {
        return ranNanos.get();
    }

    /** The version of what there is to see now: another one means that something visible has changed. */
    CompletionStage<String> version() {
        return now().thenApply(Overview::version);
    }

    /** What there is to see now. Completes on any thread: whoever has much to do with it goes elsewhere. */
    CompletionStage<Overview> now() {
        CompletableFuture<Overview> asked;
        // Synchronized: two that ask at once must not both begin.
        synchronized (this) {
            isAsked = true;
            Seen known = isCurrent(kept) ? kept : null;
            kept = known;
            if (known != null && engine.now().isBefore(known.firstEnd())) {
                return CompletableFuture.completedStage(known.overview());
            }
            if (current != null) {
                next = next == null ? new CompletableFuture<>() : next;
                return next;
            }
            asked = new CompletableFuture<>();
            current = asked;
        }
        look(asked);
        return asked;
    }

    /** Whether what was seen is what there is to see, unless an alert has ended since. */
    private boolean isCurrent(@Nullable Seen seen) {
        return seen != null
                && seen.holdsAt(clock.instant(), engine.visibleChanges())
                && !engine.now().isBefore(seen.overview().at());
    }

    private void look(CompletableFuture<Overview> asked) {
        Seen last;
        // Synchronized: as the field.
        synchronized (this) {
            last = kept;
        }
        if (last == null || !isCurrent(last)) {
            lookAnew(asked);
            return;
        }
        // An alert has come to the end that was known, but its sender may have said since that it goes on.
        workers.compute(() -> last.endingFirstAt(last.overview().firstEnd()))
                .onComplete(
                        seen -> {
                            if (engine.now().isBefore(seen.firstEnd())) {
                                end(asked, seen, null);
                            } else {
                                lookAnew(asked);
                            }
                        },
                        broken -> end(asked, null, broken));
    }

    private void lookAnew(CompletableFuture<Overview> asked) {
        // All of this before anything is looked at: what changes meanwhile is seen, or makes the next one look again.
        long changes = engine.visibleChanges();
        Instant since = clock.instant();
        Instant until = until(since);
        engine.groups().whenComplete((groups, failure) -> {
            if (failure == null) {
                workers.compute(() -> {
                            long begun = monotonicNanos.getAsLong();
                            Overview seen = build(groups);
                            ranNanos.addAndGet(monotonicNanos.getAsLong() - begun);
                            return new Seen(seen, changes, since, until, seen.firstEnd());
                        })
                        .onComplete(seen -> end(asked, seen, null), broken -> end(asked, null, broken));
            } else {
                end(asked, null, failure);
            }
        });
    }

    private Instant until(Instant now) {
        Instant turn = engine.silences().nextTurn(now);
        // Time intervals begin and end with full minutes.
        Instant minute = engine.inForce().timeIntervals().hasAny()
                ? now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES)
                : Instant.MAX;
        return turn.isBefore(minute) ? turn : minute;
    }

    private Overview build(List<GroupView> groups) {
        List<RoutedAlert> alerts = engine.alerts();
        OverviewBuilder builder = new OverviewBuilder(engine.now(), statuses, alerts.size());
        for (RoutedAlert alert : alerts) {
            builder.add(alert, alert.receivers(), isUnprocessed(alert));
        }
        groups.forEach(builder::add);
        return builder.build();
    }

    private static boolean isUnprocessed(RoutedAlert alert) {
        return alert.state().orElse(MemberState.UNPROCESSED) == MemberState.UNPROCESSED;
    }

    private void end(CompletableFuture<Overview> asked, @Nullable Seen seen, @Nullable Throwable failure) {
        CompletableFuture<Overview> waiting;
        synchronized (this) {
            keep(seen);
            waiting = next;
            current = waiting;
            next = null;
        }
        if (waiting != null) {
            look(waiting);
        }
        if (seen != null) {
            asked.complete(seen.overview());
        } else {
            asked.completeExceptionally(failure == null ? new IllegalStateException("nothing seen") : failure);
        }
    }

    /** Called by whoever holds the lock. */
    private void keep(@Nullable Seen seen) {
        kept = seen;
        if (seen != null && !isTimed) {
            isTimed = true;
            workers.later(KEPT_UNASKED, this::letGo);
        }
    }

    private synchronized void letGo() {
        isTimed = isAsked;
        if (isAsked) {
            isAsked = false;
            workers.later(KEPT_UNASKED, this::letGo);
        } else {
            kept = null;
        }
    }
}
