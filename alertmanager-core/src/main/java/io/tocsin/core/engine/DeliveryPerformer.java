package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.pipeline.Delivery;
import io.tocsin.core.pipeline.DeliveryEffect;
import io.tocsin.core.pipeline.DeliveryEvent;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Performs what single deliveries decide: waits for turns and retries, has attempts made, records what was told, and says
 * when it is over. Knows nothing of the other deliveries of the shard.
 *
 * <p>Owned by the shard's owner.
 */
final class DeliveryPerformer {
    /** Notifiers answer by the deadline; this is for one that breaks its word, which must not silence its group. */
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(2);

    private final Owner owner;
    private final EnginePorts ports;
    private final JournaledLog log;
    private final Doubts doubts;
    private final Attempts attempts;
    private final Undelivered undelivered;
    private final BiConsumer<Running, FlushResult> left;

    /** One delivery and who waits for it. */
    static final class Running {
        final Delivery delivery;
        final Consumer<FlushResult> ended;
        private long begunNanos;
        private boolean hasBegun;
        private boolean isOver;

        /** Done when the journal has what was recorded, or cannot have it in time. */
        private CompletionStage<Void> recorded = CompletableFuture.completedStage(null);

        Running(Delivery delivery, Consumer<FlushResult> ended) {
            this.delivery = delivery;
            this.ended = ended;
        }

        /** Nothing more will happen; what is left may be to wait for the journal. */
        boolean isOver() {
            return isOver;
        }
    }

    /**
     * @param undelivered noted in as soon as a delivery ends
     * @param left told once of each delivery that was started, when it is over and the journal has what it recorded
     */
    DeliveryPerformer(
            Owner owner,
            EnginePorts ports,
            JournaledLog log,
            Undelivered undelivered,
            BiConsumer<Running, FlushResult> left) {
        this.owner = requireNonNull(owner, "owner");
        this.ports = requireNonNull(ports, "ports");
        this.log = requireNonNull(log, "log");
        this.doubts = new Doubts(owner, ports.store(), log);
        this.attempts = new Attempts(owner, ports);
        this.undelivered = requireNonNull(undelivered, "undelivered");
        this.left = requireNonNull(left, "left");
    }

    void start(Running running) {
        orEnd(running, () -> {
            performAll(running, new DeliveryEvent.TurnCame());
        });
    }

    void on(Running running, DeliveryEvent event) {
        orEnd(running, () -> performAll(running, event));
    }

    private void performAll(Running running, DeliveryEvent event) {
        for (DeliveryEffect effect : running.delivery.on(event, owner.now())) {
            perform(running, effect);
        }
    }

    /** Whatever breaks, a deep recursion included, the flush must end, or its group would never flush again. */
    private void orEnd(Running running, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error e) {
            if (!running.isOver) {
                String message = "internal error: " + e.getClass().getName();
                end(
                        running,
                        new DeliveryOutcome.Failed(FailureReason.OTHER, message, running.delivery.attempts(), false));
            }
            throw e;
        }
    }

    private void perform(Running running, DeliveryEffect effect) {
        if (effect instanceof DeliveryEffect.Send send) {
            begun(running, send.notification().reason(), send.notification().alerts());
            send(running, send);
        } else if (effect instanceof DeliveryEffect.RetryAt retry) {
            owner.schedule(running, retry.at(), () -> on(running, new DeliveryEvent.RetryDue()));
        } else if (effect instanceof DeliveryEffect.Remember remember) {
            // Without an attempt there is nothing but resolved alerts that the integration does not want.
            begun(running, NotificationReason.ALL_RESOLVED, List.of());
            Stamped<NotificationEntry> kept = log.record(remember.entry(), remember.known(), ports.stamp(owner.now()));
            ports.replication().changed(new Replica.OfNotification(kept.value(), kept.stamp()));
            running.recorded = ports.store().committedSoon();
        } else if (effect instanceof DeliveryEffect.Finish finish) {
            end(running, finish.outcome());
        } else {
            throw new AssertionError("unhandled effect: " + effect);
        }
    }

    private void begun(Running running, NotificationReason reason, List<NotifiedAlert> alerts) {
        if (!running.hasBegun) {
            running.hasBegun = true;
            running.begunNanos = ports.monotonicNanos().getAsLong();
            Delivery delivery = running.delivery;
            ports.listener()
                    .on(new EngineEvent.DeliveryBegun(
                            delivery.key(), delivery.group().tick(), reason, alerts));
        }
    }

    private void send(Running running, DeliveryEffect.Send send) {
        Notification notification = send.notification();
        owner.schedule(
                running,
                notification.deadline().plus(ANSWER_GRACE),
                () -> on(running, new DeliveryEvent.AttemptEnded(Attempts.noAnswer(running.delivery))));
        send.inDoubt()
                .ifPresentOrElse(
                        entry -> doubts.begin(entry, () -> orEnd(running, () -> sendUnlessOver(running, notification))),
                        () -> sendNow(running, notification));
    }

    private void sendUnlessOver(Running running, Notification notification) {
        if (!running.isOver) {
            sendNow(running, notification);
        }
    }

    private void sendNow(Running running, Notification notification) {
        attempts.make(running.delivery, notification, answer -> {
            owner.cancel(running);
            on(running, new DeliveryEvent.AttemptEnded(answer));
        });
    }

    private void end(Running running, DeliveryOutcome outcome) {
        running.isOver = true;
        owner.cancel(running);
        Duration duration = running.hasBegun
                ? Duration.ofNanos(ports.monotonicNanos().getAsLong() - running.begunNanos)
                : Duration.ZERO;
        Delivery delivery = running.delivery;
        try {
            ports.listener()
                    .on(new EngineEvent.DeliveryEnded(
                            delivery.key(),
                            delivery.group().tick(),
                            delivery.group().alerts().size(),
                            duration,
                            outcome));
        } finally {
            ended(running, outcome);
        }
    }

    /**
     * Its group goes on when the journal has what was recorded, so that nothing that follows from it can outlive it. The
     * store sees to it that this takes a second at most; a successor, and whoever stops the engine, waits for it, too.
     */
    private void ended(Running running, DeliveryOutcome outcome) {
        log.endDoubt(running.delivery.key());
        undelivered.note(running.delivery, outcome, owner.now());
        FlushResult result = FlushResult.of(running.delivery, outcome);
        if (running.recorded.toCompletableFuture().isDone()) {
            left.accept(running, result);
        } else {
            running.recorded.whenComplete((done, failure) -> owner.execute(() -> left.accept(running, result)));
        }
    }
}
