package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * Sees to it that a restart knows which receivers were being told something when the server went away: these may have
 * heard it, although nothing was recorded. Without that, an alert that such a receiver took for firing and that is resolved
 * before the next flush would fire for ever there; and one that it took for resolved would not be told again.
 *
 * <p>Only the journal learns of it: {@link JournaledLog}.
 *
 * <p>Owned by the shard of the groups that are told of.
 */
final class Doubts {
    /** A notification waits so long for a slow journal, and not longer: it is as late as that. */
    private static final Duration WAIT_MAX = Duration.ofMillis(100);

    private final Owner owner;
    private final StateStore store;
    private final JournaledLog log;

    Doubts(Owner owner, StateStore store, JournaledLog log) {
        this.owner = requireNonNull(owner, "owner");
        this.store = requireNonNull(store, "store");
        this.log = requireNonNull(log, "log");
    }

    /** Lets the first attempt begin once the journal has what it means, or cannot have it at once. */
    void begin(NotificationEntry inDoubt, Runnable attempt) {
        log.doubt(inDoubt);
        CompletionStage<Void> kept = store.committed();
        if (kept.toCompletableFuture().isDone()) {
            attempt.run();
            return;
        }
        Once once = new Once(attempt);
        owner.schedule(once, owner.now().plus(WAIT_MAX), once);
        kept.whenComplete((done, failure) -> owner.execute(() -> {
            owner.cancel(once);
            once.run();
        }));
    }

    private static final class Once implements Runnable {
        private final Runnable attempt;
        private boolean hasRun;

        Once(Runnable attempt) {
            this.attempt = attempt;
        }

        @Override
        public void run() {
            if (!hasRun) {
                hasRun = true;
                attempt.run();
            }
        }
    }
}
