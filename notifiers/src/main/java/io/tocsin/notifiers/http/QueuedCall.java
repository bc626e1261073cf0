package io.tocsin.notifiers.http;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import org.jspecify.annotations.Nullable;

/**
 * One call of an integration: waits for its slot, then is made and exchanged.
 *
 * <p>Owned by the event loop of its client. Used once.
 */
final class QueuedCall {
    private final SharedClient client;
    private final RequestSlots.Share share;
    private final CallSource source;
    private final CallLimit limit;
    private final Promise<HttpAnswer> answer = Promise.promise();

    private boolean isWaiting = true;
    private boolean wasSeenWaiting;
    private @Nullable Exchange exchange;

    QueuedCall(SharedClient client, RequestSlots.Share share, CallSource source, CallLimit limit) {
        this.client = client;
        this.share = share;
        this.source = source;
        this.limit = limit;
    }

    /** Fails only if the call cannot be made. */
    Future<HttpAnswer> start() {
        Context context = client.context();
        long timer = context.owner().setTimer(Math.max(1, limit.total().toMillis()), ignored -> end());
        RequestSlots.Place place = share.enter(() -> context.runOnContext(ignored -> begin()));
        if (place.isRefused()) {
            answer.tryComplete(new HttpAnswer.Failed(
                    "not sent: " + RequestSlots.WAITING_MAX + " requests " + owner()
                            + " are waiting already; see whether its receiver answers",
                    false));
        }
        return answer.future().onComplete(ignored -> {
            context.owner().cancelTimer(timer);
            place.leave();
        });
    }

    boolean isWaiting() {
        return isWaiting;
    }

    /** Whether it was waiting at the last call of this too. */
    boolean isStillWaiting() {
        boolean seen = wasSeenWaiting;
        wasSeenWaiting = isWaiting;
        return seen && isWaiting;
    }

    /** What waits is not sent any more. */
    void leaveQueue(String why) {
        if (isWaiting) {
            isWaiting = false;
            answer.tryComplete(new HttpAnswer.Failed("not sent: " + why, false));
        }
    }

    /** Ends it now: its connection is closed, if it has one. */
    void end() {
        if (exchange != null) {
            exchange.end();
        } else {
            String why = isWaiting
                    ? "not sent: " + share.underWay() + " requests " + owner() + " have no answer yet, and no"
                            + " further one may be under way"
                    : source.giveUp();
            answer.tryComplete(new HttpAnswer.TimedOut(why, false, false));
        }
    }

    private String owner() {
        return client.environment().purpose().owner();
    }

    private void begin() {
        if (answer.future().isComplete()) {
            return;
        }
        isWaiting = false;
        Future.fromCompletionStage(source.make(), client.context())
                .onSuccess(this::exchange)
                .onFailure(answer::tryFail);
    }

    private void exchange(HttpCall made) {
        if (answer.future().isComplete()) {
            return;
        }
        Exchange begun = new Exchange(client, made, limit.attempt());
        exchange = begun;
        begun.start().onComplete(answer);
    }
}
