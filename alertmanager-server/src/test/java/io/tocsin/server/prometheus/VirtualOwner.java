package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.Owner;
import io.tocsin.evaluator.scrape.ScrapeTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Queue;

/** Owner of the state of a router, in the time of an evaluator's {@link VirtualThreads} and on their only thread. */
final class VirtualOwner implements Owner {
    private final VirtualThreads time;
    private final ScrapeTimers alarms;
    private final IdentityHashMap<Object, ScrapeTimers.Timer> armed = new IdentityHashMap<>();
    private final Queue<Runnable> events = new ArrayDeque<>();
    private boolean isRunning;

    VirtualOwner(VirtualThreads time) {
        this.time = requireNonNull(time, "time");
        this.alarms = time.threads().scrapeTimers();
    }

    @Override
    public void execute(Runnable event) {
        events.add(event);
        if (isRunning) {
            return;
        }
        isRunning = true;
        try {
            for (Runnable next = events.poll(); next != null; next = events.poll()) {
                next.run();
            }
        } finally {
            isRunning = false;
        }
    }

    @Override
    public void schedule(Object key, Instant at, Runnable event) {
        cancel(key);
        long delayMillis = Math.max(0, Duration.between(now(), at).toMillis());
        armed.put(key, alarms.after(delayMillis, () -> {
            armed.remove(key);
            execute(event);
        }));
    }

    @Override
    public void cancel(Object key) {
        ScrapeTimers.Timer known = armed.remove(key);
        if (known != null) {
            known.cancel();
        }
    }

    @Override
    public Instant now() {
        return time.instant();
    }
}
