package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import java.time.Duration;
import java.time.Instant;

/** An owner whose clock is ahead of the time, or behind. */
record OtherClock(Owner owner, Duration ahead) implements Owner {
    OtherClock {
        requireNonNull(owner, "owner");
        requireNonNull(ahead, "ahead");
    }

    @Override
    public void execute(Runnable event) {
        owner.execute(event);
    }

    @Override
    public void schedule(Object key, Instant at, Runnable event) {
        owner.schedule(key, at.minus(ahead), event);
    }

    @Override
    public void cancel(Object key) {
        owner.cancel(key);
    }

    @Override
    public Instant now() {
        return owner.now().plus(ahead);
    }
}
