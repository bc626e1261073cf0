package io.tocsin.core.engine;

import java.time.Duration;
import java.time.Instant;

/** An owner in virtual time whose wall clock is set forward and back; timers go on as they were, as on a real owner. */
public final class SteppedClock implements Owner {
    private final Owner time;
    private Duration offset = Duration.ZERO;

    public SteppedClock(Owner time) {
        this.time = time;
    }

    /** @param ahead of the time from the start; behind it where that is negative */
    public SteppedClock(Owner time, Duration ahead) {
        this(time);
        offset = ahead;
    }

    /** Sets the clock forward, or back where {@code by} is negative. */
    public void step(Duration by) {
        offset = offset.plus(by);
    }

    @Override
    public void execute(Runnable event) {
        time.execute(event);
    }

    @Override
    public void schedule(Object key, Instant at, Runnable event) {
        time.schedule(key, at.minus(offset), event);
    }

    @Override
    public void cancel(Object key) {
        time.cancel(key);
    }

    @Override
    public Instant now() {
        return time.now().plus(offset);
    }
}
