package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.engine.StoreUnavailableException;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Changes on their way from the engine to the writer: coalesced, so that they hold no more than the state itself and
 * what is forgotten of it, and taken all at once, so that whoever waits for the same sync waits together. While nothing can
 * be written they are bounded, too: memory has them.
 *
 * <p>Thread-safe. Every method is synchronized, because all owners of the engine write here and the writer takes; none
 * does more than a few look-ups under the lock, and whoever waits is told outside it.
 */
final class PendingChanges {
    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    /** So many changes are kept while nothing can be written. */
    static final int TROUBLED_MAX = 50_000;

    /** What nobody outside waits for is taken after so long: a commit costs as much as some dozen records. */
    private static final long GATHER_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final long stallMaxNanos;
    private final Consumer<Changes> onStall;

    private Changes open = new Changes();
    private @Nullable Changes taken;
    private @Nullable String trouble;
    private boolean isWanted;

    /** Whether somebody who is in no hurry waits for what is open, until {@link #soonNanos}. */
    private boolean isWantedSoon;

    private long soonNanos;

    /** Changes that were not written when it was their turn, and that the file still lacks. */
    private long passedOver;

    /**
     * @param stallMaxNanos how long whoever waits does so, {@code > 0}
     * @param onStall is told of changes that are waited for and have not become durable in that time, on a thread that
     *     must not be held up
     */
    PendingChanges(long stallMaxNanos, Consumer<Changes> onStall) {
        this.stallMaxNanos = stallMaxNanos;
        this.onStall = requireNonNull(onStall, "onStall");
    }

    synchronized void stored(AlertHolder alert) {
        makeRoom();
        open.alerts().put(alert, true);
    }

    synchronized void forgotten(AlertHolder alert) {
        makeRoom();
        open.alerts().put(alert, false);
    }

    /** Taken at once: a crash must not find the one gone and the other not yet there. */
    synchronized void replaced(AlertHolder old, AlertHolder stored) {
        makeRoom();
        open.alerts().put(old, false);
        open.alerts().put(stored, true);
    }

    synchronized void notification(NotificationKey key, @Nullable Stamped<NotificationEntry> entry) {
        makeRoom();
        open.notifications().put(key, entry);
    }

    synchronized void silence(String id, @Nullable Stamped<Silence> silence) {
        makeRoom();
        open.silences().put(id, silence);
    }

    private void makeRoom() {
        if (trouble != null && open.size() >= TROUBLED_MAX) {
            passedOver += open.size();
            open.drop();
        }
    }

    /** Changes that are not durable, as far as it is known; one that was made twice may count twice. */
    synchronized long unwritten() {
        return passedOver + open.size() + (taken == null ? 0 : taken.size());
    }

    /** Changes that nobody has taken yet. */
    synchronized int size() {
        return open.size();
    }

    synchronized Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Completes when everything handed over so far is durable. */
    synchronized CompletionStage<Void> committed() {
        if (trouble == null && !open.isEmpty()) {
            wake();
        }
        return whenDurable();
    }

    /** As {@link #committed}, but what comes in the next milliseconds is written with it. */
    synchronized CompletionStage<Void> committedSoon() {
        if (trouble == null && !open.isEmpty() && !isWanted && !isWantedSoon) {
            isWantedSoon = true;
            soonNanos = System.nanoTime() + GATHER_NANOS;
            notifyAll();
        }
        return whenDurable();
    }

    private CompletionStage<Void> whenDurable() {
        if (trouble != null) {
            return CompletableFuture.failedStage(new StoreUnavailableException(trouble));
        }
        if (open.isEmpty()) {
            return taken == null ? DONE : durable(taken);
        }
        return durable(open);
    }

    private CompletionStage<Void> durable(Changes changes) {
        CompletableFuture<Void> known = changes.durable();
        if (known != null) {
            return known;
        }
        CompletableFuture<Void> durable = new CompletableFuture<>();
        changes.awaitedBy(durable);
        watch(changes, durable);
        return durable;
    }

    private void watch(Changes changes, CompletionStage<Void> durable) {
        CompletableFuture<Void> alarm = new CompletableFuture<>();
        durable.whenComplete((done, failure) -> alarm.complete(null));
        CompletionStage<Void> rung = alarm.orTimeout(stallMaxNanos, TimeUnit.NANOSECONDS);
        rung.whenComplete((done, late) -> {
            if (late != null) {
                onStall.accept(changes);
            }
        });
    }

    /**
     * Takes all changes, at once if somebody waits for them, soon if he is in no hurry, otherwise after a while.
     *
     * @param waitMaxNanos the longest while; nothing is waited for if it is not {@code > 0}
     */
    synchronized Changes take(long waitMaxNanos) throws InterruptedException {
        long deadline = System.nanoTime() + waitMaxNanos;
        for (long left = leftUntil(deadline); !isWanted && left > 0; left = leftUntil(deadline)) {
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
        isWanted = false;
        isWantedSoon = false;
        Changes changes = open;
        taken = changes;
        open = new Changes();
        return changes;
    }

    private long leftUntil(long deadline) {
        long left = deadline - System.nanoTime();
        return isWantedSoon ? Math.min(soonNanos - System.nanoTime(), left) : left;
    }

    /** Lets the writer take what there is without waiting any longer. */
    synchronized void wake() {
        if (!isWanted) {
            isWanted = true;
            notifyAll();
        }
    }

    /** What was taken is durable. */
    void succeeded(Changes changes) {
        CompletableFuture<Void> waiting;
        synchronized (this) {
            taken = null;
            // The file has been made to match memory.
            passedOver = 0;
            waiting = changes.durable();
        }
        if (waiting != null) {
            waiting.complete(null);
        }
    }

    /**
     * From now on until {@link #troubleEnds} nobody waits; who waits already is told why.
     *
     * @return whether there was none before
     */
    boolean troubleBegins(String why) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        boolean isNew;
        synchronized (this) {
            isNew = trouble == null;
            trouble = why;
            addAwaiter(open, waiting);
            if (taken != null) {
                addAwaiter(taken, waiting);
            }
        }
        waiting.forEach(each -> fail(each, why));
        return isNew;
    }

    /** @return whether there was one */
    synchronized boolean troubleEnds() {
        boolean wasThere = trouble != null;
        trouble = null;
        return wasThere;
    }

    /** Whoever waits for these changes waits no longer; whether they are written is another matter. */
    void late(Changes changes, String why) {
        List<CompletableFuture<Void>> waiting = new ArrayList<>();
        synchronized (this) {
            addAwaiter(changes, waiting);
        }
        waiting.forEach(each -> fail(each, why));
    }

    /** What was taken will not be written: memory has it, and the file is made to match memory. */
    void passedOver(Changes changes, String why) {
        synchronized (this) {
            taken = null;
            passedOver += changes.size();
        }
        late(changes, why);
    }

    private static void addAwaiter(Changes changes, List<CompletableFuture<Void>> waiting) {
        CompletableFuture<Void> durable = changes.durable();
        if (durable != null) {
            waiting.add(durable);
            changes.awaitedBy(null);
        }
    }

    private static void fail(CompletableFuture<Void> waiting, String why) {
        waiting.completeExceptionally(new StoreUnavailableException(why));
    }
}
