package io.tocsin.core.scenario;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import java.time.Instant;

/**
 * An owner of events in virtual time that can be killed, as a process can: nothing of what it was given runs afterwards.
 * Not thread-safe.
 */
public final class VirtualProcess implements Owner {
    private final VirtualTime time;
    private boolean isKilled;

    public VirtualProcess(VirtualTime time) {
        this.time = requireNonNull(time, "time");
    }

    /** Whatever it still has to do is not done any more. */
    public void kill() {
        isKilled = true;
    }

    @Override
    public void execute(Runnable event) {
        time.execute(() -> runIfAlive(event));
    }

    @Override
    public void schedule(Object key, Instant at, Runnable event) {
        if (!isKilled) {
            time.schedule(key, at, () -> runIfAlive(event));
        }
    }

    private void runIfAlive(Runnable event) {
        if (!isKilled) {
            event.run();
        }
    }

    @Override
    public void cancel(Object key) {
        time.cancel(key);
    }

    @Override
    public Instant now() {
        return time.now();
    }
}
