package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.Delivery;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.RouteLabels;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Lets notifiers make single attempts on the workers, once the labels of the route are known, and brings their answers back
 * to the shard. A notifier that throws has failed in a way that is tried again.
 *
 * <p>Owned by the shard of the groups that are told of.
 */
final class Attempts {
    private final Owner owner;
    private final EnginePorts ports;

    Attempts(Owner owner, EnginePorts ports) {
        this.owner = requireNonNull(owner, "owner");
        this.ports = requireNonNull(ports, "ports");
    }

    /** @param answered told by the owner, once; never by a notifier that does not answer */
    void make(Delivery delivery, Notification notification, Consumer<SendResult> answered) {
        long begun = ports.monotonicNanos().getAsLong();
        int attempt = delivery.attempts();
        ports.workers()
                .execute(() -> send(delivery, notification)
                        .whenComplete((result, failure) -> owner.execute(() -> {
                            SendResult answer = failure == null ? result : bug(failure);
                            Duration latency =
                                    Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
                            ports.listener()
                                    .on(new EngineEvent.AttemptEnded(
                                            delivery.key(), delivery.group().tick(), attempt, latency, answer));
                            answered.accept(answer);
                        })));
    }

    /** What to take for the answer if there is none in time. */
    static SendResult noAnswer(Delivery delivery) {
        String why = delivery.group().routeLabels().areKnown()
                ? "no answer by the end of the flush"
                : "not sent: the labels of the route were not rendered by the end of the flush";
        return new SendResult.RetryLater(FailureReason.CONTEXT_DEADLINE_EXCEEDED, why);
    }

    private static CompletionStage<SendResult> send(Delivery delivery, Notification notification) {
        try {
            RouteLabels labels = delivery.group().routeLabels();
            Notifier notifier = delivery.integration().notifier();
            return labels.areKnown()
                    ? notifier.send(notification.with(labels.get()))
                    : labels.later().thenCompose(rendered -> notifier.send(notification.with(rendered)));
        } catch (RuntimeException | Error e) {
            return CompletableFuture.completedStage(bug(e));
        }
    }

    /** A notifier must not throw. If one does, the alert is kept and tried again rather than lost. */
    private static SendResult bug(Throwable failure) {
        return new SendResult.RetryLater(
                FailureReason.OTHER, "internal error: " + failure.getClass().getName());
    }
}
