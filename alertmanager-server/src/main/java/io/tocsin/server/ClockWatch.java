package io.tocsin.server;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoDuration;
import io.tocsin.server.metrics.ClockMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices that the wall clock was set, by a clock that cannot be, and says so: what alerts and silences do then is surprising
 * to whoever does not know. A machine that was suspended looks the same.
 *
 * <p>Owned by whoever calls {@link #tick}.
 */
final class ClockWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ClockWatch.class);

    /** Clocks that are adjusted gently differ by far less from one tick to the next. */
    private static final Duration STEP_MIN = Duration.ofSeconds(1);

    private final InstantSource wall;
    private final LongSupplier monotonicNanos;
    private final ClockMetrics metrics;
    private Instant wallBefore;
    private long nanosBefore;

    ClockWatch(InstantSource wall, LongSupplier monotonicNanos, ClockMetrics metrics) {
        this.wall = requireNonNull(wall, "wall");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
        this.metrics = requireNonNull(metrics, "metrics");
        this.wallBefore = wall.instant();
        this.nanosBefore = monotonicNanos.getAsLong();
    }

    /** To be called about every second. */
    void tick() {
        Instant wallNow = wall.instant();
        long nanosNow = monotonicNanos.getAsLong();
        Duration step = Duration.between(wallBefore, wallNow).minusNanos(nanosNow - nanosBefore);
        wallBefore = wallNow;
        nanosBefore = nanosNow;
        if (step.abs().compareTo(STEP_MIN) >= 0) {
            LOG.atWarn()
                    .addKeyValue("by", GoDuration.format(Duration.ofSeconds(step.toSeconds())))
                    .addKeyValue("to", wallNow)
                    .log("The clock of the system was set");
            if (step.isNegative()) {
                metrics.setBack();
            } else {
                metrics.setForward();
            }
        }
    }
}
