package io.tocsin.notifiers.integration;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.RequestSlots;
import io.vertx.core.Promise;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * One attempt's way through {@link BlockingSends}: waits for its slot, is made, gives the slot back when its thread is
 * free again.
 *
 * <p>Thread-safe.
 */
final class BlockingTurn {
    private final BlockingAttempt attempt;
    private final Supplier<String> whyWaiting;
    private final CompletableFuture<SendResult> result = new CompletableFuture<>();

    // A thread may be done with the attempt before the place is known.
    private final Promise<RequestSlots.Place> place = Promise.promise();

    // Guarded by this: time runs out on one thread while another begins.
    private State state = State.WAITING;

    private boolean wasSeenWaiting;

    private enum State {
        WAITING,
        UNDER_WAY,
        ENDED
    }

    /** @param whyWaiting why there is no slot, for the message */
    BlockingTurn(BlockingAttempt attempt, Supplier<String> whyWaiting) {
        this.attempt = attempt;
        this.whyWaiting = whyWaiting;
    }

    CompletableFuture<SendResult> result() {
        return result;
    }

    void occupy(RequestSlots.Place taken) {
        place.complete(taken);
    }

    /** Its slot is there. */
    void begin(Executor threads) {
        if (moveTo(State.UNDER_WAY)) {
            var unused = attempt.prepare().thenRun(() -> threads.execute(this::make));
        } else {
            leave();
        }
    }

    /** On its own thread. */
    private void make() {
        try {
            if (!result.isDone()) {
                attempt.make(result::complete);
            }
        } catch (RuntimeException | Error e) {
            result.completeExceptionally(e);
        } finally {
            leave();
        }
    }

    private void leave() {
        place.future().onSuccess(RequestSlots.Place::leave);
    }

    /** Ends it now, wherever it is. */
    void timeOut() {
        if (moveTo(State.ENDED)) {
            String why = whyWaiting.get();
            leave();
            result.complete(BlockingSends.tooLate("not sent: " + why));
        } else if (!result.isDone()) {
            result.complete(attempt.tooLate());
            attempt.abort();
        }
    }

    /** What waits is not sent any more. */
    void leaveQueue(String why) {
        if (moveTo(State.ENDED)) {
            leave();
            result.complete(new SendResult.RetryLater(FailureReason.OTHER, "not sent: " + why));
        }
    }

    synchronized boolean isWaiting() {
        return state == State.WAITING;
    }

    /** Whether it was waiting at the last call of this too. */
    synchronized boolean isStillWaiting() {
        boolean seen = wasSeenWaiting;
        wasSeenWaiting = isWaiting();
        return seen && wasSeenWaiting;
    }

    /** Whether it was waiting until now. */
    private synchronized boolean moveTo(State next) {
        boolean wasWaiting = state == State.WAITING;
        if (wasWaiting) {
            state = next;
        }
        return wasWaiting;
    }
}
