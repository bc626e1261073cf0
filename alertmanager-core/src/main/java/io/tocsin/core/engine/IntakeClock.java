package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The moments of the intake's events. Sees to what has to be done first where wall time has leapt: forward, because the
 * process was suspended or the clock was set, or back.
 *
 * <p>Owned by the intake.
 */
final class IntakeClock {
    /** After so long, what was posted while nobody listened, and lay with the system, has been read. */
    private static final Duration LATE_POSTS_MAX = Duration.ofSeconds(5);

    private final EnginePorts ports;
    private final Memory memory;
    private final HeldAlerts held;
    private final Shards shards;
    private final Supplier<PlanInForce> inForce;

    /** The last one, up to {@link #latePostsUntil}. */
    private @Nullable Absence absence;

    private Instant latePostsUntil = Instant.MIN;

    IntakeClock(EnginePorts ports, Memory memory, HeldAlerts held, Shards shards, Supplier<PlanInForce> inForce) {
        this.ports = requireNonNull(ports, "ports");
        this.memory = requireNonNull(memory, "memory");
        this.held = requireNonNull(held, "held");
        this.shards = requireNonNull(shards, "shards");
        this.inForce = requireNonNull(inForce, "inForce");
    }

    /** The moment of the first event, before which there is nothing. */
    Instant begin() {
        Instant now = ports.intake().now();
        memory.heartbeat().at(now);
        return now;
    }

    /** The moment of an event, when alerts and whatever follows them are as they should be then. */
    Instant now() {
        Instant now = ports.intake().now();
        Heartbeat heartbeat = memory.heartbeat();
        try {
            if (now.isBefore(heartbeat.last())) {
                takeUpAgain(now);
            } else if (!heartbeat.reaches(now)) {
                holdAlerts(heartbeat.last(), now);
            }
        } finally {
            // Whatever breaks: groups wait for this.
            heartbeat.at(now);
        }
        return now;
    }

    /**
     * What was let go of as ended, at a moment that the clock has been set back from, is taken up again: its refreshes would
     * not do it.
     */
    private void takeUpAgain(Instant now) {
        memory.nameLimit().clear();
        memory.alertStore().forEach(holder -> memory.follow(holder, inForce.get(), now));
        memory.log().clockSetBackTo(now);
        memory.liveSilences().takeUpAgain(now);
        absence = null;
    }

    /**
     * Alerts that fired when the intake was last there fire on, before anything follows from their ends. Whoever watches them
     * has them still: nobody lets go of an alert before the intake sees that it has ended, but groups.
     */
    private void holdAlerts(Instant last, Instant now) {
        Duration resolveTimeout = inForce.get().plan().intake().resolveTimeout();
        Absence passed = new Absence(last, Heartbeat.reachOf(last), now, resolveTimeout, memory.log()::all);
        ArrivalBatch lost = new ArrivalBatch(ports, shards, false);
        AtomicInteger held = new AtomicInteger();
        memory.alertStore().forEach(holder -> {
            Alert after = passed.after(holder.alert());
            if (after.endsAt().isAfter(holder.alert().endsAt())) {
                goesOn(holder, after);
                ports.store().alertStored(holder);
                held.incrementAndGet();
                if (!holder.isInGroups()) {
                    lost.add(holder);
                }
            }
        });
        lost.dispatch();
        absence = passed;
        latePostsUntil = now.plus(LATE_POSTS_MAX);
        ports.listener().on(new EngineEvent.AlertsHeld(Duration.between(last, now), held.get()));
    }

    /** An alert is {@code after} from now on, without anybody having said so. */
    void goesOn(RoutedAlert holder, Alert after) {
        if (held.areAsked() && after.endsAt().isAfter(holder.alert().endsAt())) {
            holder.hold(after);
            held.add(holder);
        } else {
            holder.update(after);
        }
    }

    /** What is meant by a post that is read now; see {@link Absence#meant}. */
    Alert meant(Alert posted, Instant now) {
        Absence passed = absence;
        if (passed == null) {
            return posted;
        }
        if (!now.isBefore(latePostsUntil)) {
            absence = null;
            return posted;
        }
        return firesAt(now, posted) ? passed.meant(posted, now) : posted;
    }

    /** Whether the post says so, or the alert does before it. */
    private boolean firesAt(Instant now, Alert posted) {
        if (!posted.isResolvedAt(now)) {
            return true;
        }
        RoutedAlert known = memory.alertStore().get(posted.labels());
        return known != null && !known.alert().isResolvedAt(now);
    }
}
