package io.tocsin.core.scenario;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * An owner of events in virtual time that can be killed, as a process can: nothing of what it was given runs afterwards; and
 * suspended: whatever comes due runs when it is resumed. Not thread-safe.
 */
public final class VirtualProcess implements Owner {
    private final VirtualTime time;
    private final List<Runnable> waiting = new ArrayList<>();
    private boolean isSuspended;
    private boolean isKilled;

    public VirtualProcess(VirtualTime time) {
        this.time = requireNonNull(time, "time");
    }

    /** Whatever it still has to do is not done any more. */
    public void kill() {
        isKilled = true;
    }

    /** Nothing runs until {@link #resume}. */
    public void suspend() {
        isSuspended = true;
    }

    /** Everything that had to wait runs, in its order. */
    public void resume() {
        isSuspended = false;
        waiting.forEach(this::execute);
        waiting.clear();
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
        if (isSuspended) {
            waiting.add(event);
        } else if (!isKilled) {
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
