package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * How far the intake has come, in wall time. Where more than a short while has passed since, it could take nothing in, and
 * nothing follows from the ends of alerts before it has seen to that: the process was suspended, the clock was set forward, or
 * the intake is far too busy.
 *
 * <p>Thread-safe.
 */
final class Heartbeat {
    /** How often it beats where nothing happens. */
    static final Duration INTERVAL = Duration.ofSeconds(5);

    /** Three beats that are missing are no accident. Whole seconds are compared, which costs posts and flushes nothing. */
    static final Duration GAP_MAX = Duration.ofSeconds(15);

    private final Owner intake;
    private final Runnable beat;

    // Volatile: written by the intake, read by shards, API threads and the journal. Whoever sees a beat sees everything
    // that the intake did before it.
    private volatile Instant last;

    /** @param beat has to be run on the intake, and leads to {@link #at} */
    Heartbeat(Owner intake, Runnable beat) {
        this.intake = requireNonNull(intake, "intake");
        this.beat = requireNonNull(beat, "beat");
        this.last = intake.now();
    }

    /** The intake is at {@code moment}, and has done what that takes. */
    void at(Instant moment) {
        last = moment;
    }

    Instant last() {
        return last;
    }

    /** Whether ends of alerts up to {@code moment} can be believed. */
    boolean reaches(Instant moment) {
        return isClose(last, moment);
    }

    /** The latest moment, {@code now} at most, up to which ends of alerts can be believed. */
    Instant knownUpTo(Instant now) {
        Instant reached = last;
        return isClose(reached, now) ? now : reached;
    }

    /** Up to when groups go by a beat. */
    static Instant reachOf(Instant beat) {
        return beat.plus(GAP_MAX).plusSeconds(1);
    }

    private static boolean isClose(Instant reached, Instant moment) {
        return moment.getEpochSecond() - reached.getEpochSecond() <= GAP_MAX.toSeconds();
    }

    /** Has the intake catch up, then runs {@code whenDone} there, whatever comes of it. */
    void catchUp(Runnable whenDone) {
        intake.execute(() -> {
            try {
                beat.run();
            } finally {
                whenDone.run();
            }
        });
    }
}
