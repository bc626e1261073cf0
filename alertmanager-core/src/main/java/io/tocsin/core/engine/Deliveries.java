package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.GroupState.DeliveryState;
import io.tocsin.core.engine.GroupState.FailedDelivery;
import io.tocsin.core.engine.GroupState.IntegrationState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.Delivery;
import io.tocsin.core.pipeline.DeliveryEffect;
import io.tocsin.core.pipeline.DeliveryEvent;
import io.tocsin.core.pipeline.DeliveryOutcome;
import io.tocsin.core.pipeline.DeliveryOutlook;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.FlushedGroup;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.RouteLabels;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The deliveries of one shard: fans a flush out to the integrations of its receiver and joins their outcomes.
 *
 * <p>At most one delivery per (group, receiver, integration, index) is under way; a later one for the same key, which a
 * reload can bring, waits and then asks the notification log again. Owned by the shard's owner.
 */
final class Deliveries {
    /** Notifiers answer by the deadline; this is for one that breaks its word, which must not silence its group. */
    private static final Duration ANSWER_GRACE = Duration.ofSeconds(2);

    private final Owner owner;
    private final EnginePorts ports;
    private final JournaledLog log;
    private final Doubts doubts;
    private final EngineSettings settings;
    private final Map<NotificationKey, ArrayDeque<Running>> underWay = new HashMap<>();

    /** What was given up and not made good since; for those who ask. */
    private final PerIntegration<FailedDelivery> failed = new PerIntegration<>();

    /** Resolves that only one integration still waits for: to the others their alerts have left the group. */
    private final PerIntegration<List<NotifiedAlert>> owed = new PerIntegration<>();

    private @Nullable CompletableFuture<Void> drained;

    /** One delivery and who waits for it. */
    private static final class Running {
        final Delivery delivery;
        final Consumer<Boolean> ended;
        long begunNanos;
        boolean hasBegun;

        /** Nothing more will happen; what is left is to wait for {@link #recorded}. */
        boolean isOver;

        /** Done when the journal has what was recorded, or cannot have it in time. */
        CompletionStage<Void> recorded = CompletableFuture.completedStage(null);

        Running(Delivery delivery, Consumer<Boolean> ended) {
            this.delivery = delivery;
            this.ended = ended;
        }
    }

    /** Counts down the branches of a flush. */
    private static final class Join {
        private final Consumer<Boolean> whenDone;
        private int open;
        private boolean isSuccess = true;

        Join(int branches, Consumer<Boolean> whenDone) {
            this.open = branches;
            this.whenDone = whenDone;
        }

        void ended(boolean isBranchSuccess) {
            isSuccess &= isBranchSuccess;
            open--;
            if (open == 0) {
                whenDone.accept(isSuccess);
            }
        }
    }

    Deliveries(Owner owner, EnginePorts ports, JournaledLog log, EngineSettings settings) {
        this.owner = requireNonNull(owner, "owner");
        this.ports = requireNonNull(ports, "ports");
        this.log = requireNonNull(log, "log");
        this.doubts = new Doubts(owner, ports.store(), log);
        this.settings = requireNonNull(settings, "settings");
    }

    /**
     * @param whenDone told once whether resolved alerts may leave the group; at once if nobody has to be told, as when
     *     everything is muted
     */
    void begin(Receiver receiver, FlushedGroup group, Consumer<Boolean> whenDone) {
        List<Delivery> concerned = receiver.integrations().stream()
                .map(integration -> delivery(group, integration))
                .filter(delivery -> settings.resolvesWhileMuted().concerns(delivery.integration(), delivery.group()))
                .toList();
        if (concerned.isEmpty()) {
            whenDone.accept(true);
            return;
        }
        Join join = new Join(concerned.size(), whenDone);
        for (Delivery delivery : concerned) {
            enqueue(new Running(delivery, join::ended));
        }
    }

    /** Whether an integration waits for resolves of alerts that have left the group. */
    boolean owesResolves(String groupKey) {
        return owed.hasAny(groupKey);
    }

    /** Whether an integration waits for the resolve of this alert, which has left the group. */
    boolean owesResolve(String groupKey, Labels alert) {
        return owed.allOf(groupKey)
                .anyMatch(each -> each.stream()
                        .anyMatch(resolve -> resolve.alert().labels().equals(alert)));
    }

    private FlushedGroup branchOf(FlushedGroup group, Integration integration) {
        return group.withOwed(owed.find(integration.keyFor(group.groupKey())).orElse(List.of()));
    }

    private Delivery delivery(FlushedGroup group, Integration integration) {
        return new Delivery(
                branchOf(group, integration),
                integration,
                this::lastNotification,
                settings.retention(),
                settings.resolvesWhileMuted(),
                ports.random());
    }

    /**
     * @param ifFlushedNow what a flush of this moment would take
     * @param asked the alert that the question is about
     */
    IntegrationState state(Integration integration, FlushedGroup ifFlushedNow, Labels asked) {
        NotificationKey key = integration.keyFor(ifFlushedNow.groupKey());
        Optional<NotificationEntry> last = log.find(key);
        ArrayDeque<Running> queue = underWay.get(key);
        return new IntegrationState(
                key,
                last,
                DeliveryOutlook.of(
                        branchOf(ifFlushedNow, integration), integration, settings.resolvesWhileMuted(), last, asked),
                Optional.ofNullable(queue == null ? null : queue.peek())
                        .filter(running -> !running.isOver)
                        .map(running -> stateOf(running.delivery)),
                failed.find(key));
    }

    private static DeliveryState stateOf(Delivery delivery) {
        return new DeliveryState(delivery.attempts(), delivery.attemptedAt(), delivery.lastFailure());
    }

    /** A group is no more: what was not delivered to it interests nobody. */
    void forget(String groupKey) {
        failed.forget(groupKey);
        owed.forget(groupKey);
    }

    void forgetAll() {
        failed.forgetAll();
        owed.forgetAll();
    }

    private Optional<NotificationEntry> lastNotification(NotificationKey key) {
        long begun = ports.monotonicNanos().getAsLong();
        Optional<NotificationEntry> entry = log.find(key);
        Duration duration = Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
        ports.listener().on(new EngineEvent.LogQueried(duration, entry.isPresent()));
        return entry;
    }

    /** Ends the deliveries that are between two attempts; those under way finish. */
    void supersede() {
        for (ArrayDeque<Running> queue : new ArrayList<>(underWay.values())) {
            for (Running running : new ArrayList<>(queue)) {
                on(running, new DeliveryEvent.Superseded());
            }
        }
    }

    /** Completes when no delivery is under way any more. */
    CompletionStage<Void> drain() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        drained = done;
        supersede();
        completeIfDrained();
        return done;
    }

    private void completeIfDrained() {
        if (drained != null && underWay.isEmpty()) {
            drained.complete(null);
        }
    }

    private void enqueue(Running running) {
        ArrayDeque<Running> queue = underWay.computeIfAbsent(running.delivery.key(), key -> new ArrayDeque<>(1));
        queue.add(running);
        if (queue.peek() == running) {
            awaitTurn(running);
        }
    }

    private void awaitTurn(Running running) {
        orEnd(running, () -> {
            Duration wait =
                    ports.replication().waitForTurn(running.delivery.group().groupKey());
            if (wait.isZero()) {
                performAll(running, new DeliveryEvent.TurnCame());
            } else {
                owner.schedule(running, owner.now().plus(wait), () -> on(running, new DeliveryEvent.TurnCame()));
            }
        });
    }

    private void on(Running running, DeliveryEvent event) {
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
            if (!running.isOver && isUnderWay(running)) {
                String message = "internal error: " + e.getClass().getName();
                end(running, new DeliveryOutcome.Failed(FailureReason.OTHER, message, running.delivery.attempts()));
            }
            throw e;
        }
    }

    private boolean isUnderWay(Running running) {
        ArrayDeque<Running> queue = underWay.get(running.delivery.key());
        return queue != null && queue.contains(running);
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
            log.record(remember.entry());
            ports.replication().notificationRecorded(remember.entry());
            running.recorded = ports.store().committed();
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
        owner.schedule(running, notification.deadline().plus(ANSWER_GRACE), () -> on(running, noAnswer(running)));
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
        long begun = ports.monotonicNanos().getAsLong();
        int attempt = running.delivery.attempts();
        ports.workers()
                .execute(() -> attempt(running, notification)
                        .whenComplete((result, failure) -> owner.execute(() -> {
                            owner.cancel(running);
                            SendResult answer = failure == null ? result : bug(failure);
                            Duration latency =
                                    Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
                            Delivery delivery = running.delivery;
                            ports.listener()
                                    .on(new EngineEvent.AttemptEnded(
                                            delivery.key(), delivery.group().tick(), attempt, latency, answer));
                            on(running, new DeliveryEvent.AttemptEnded(answer));
                        })));
    }

    private static DeliveryEvent noAnswer(Running running) {
        String why = running.delivery.group().routeLabels().areKnown()
                ? "no answer by the end of the flush"
                : "not sent: the labels of the route were not rendered by the end of the flush";
        return new DeliveryEvent.AttemptEnded(new SendResult.RetryLater(FailureReason.CONTEXT_DEADLINE_EXCEEDED, why));
    }

    private static CompletionStage<SendResult> attempt(Running running, Notification notification) {
        try {
            RouteLabels labels = running.delivery.group().routeLabels();
            Notifier notifier = running.delivery.integration().notifier();
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
        note(running.delivery, outcome);
        boolean isSuccess = !(outcome instanceof DeliveryOutcome.Failed) || running.delivery.isOnlyOwed();
        if (running.recorded.toCompletableFuture().isDone()) {
            leave(running, isSuccess);
        } else {
            running.recorded.whenComplete((done, failure) -> owner.execute(() -> leave(running, isSuccess)));
        }
    }

    private void leave(Running running, boolean isSuccess) {
        try {
            leaveQueue(running);
        } finally {
            running.ended.accept(isSuccess);
            completeIfDrained();
        }
    }

    private void note(Delivery delivery, DeliveryOutcome outcome) {
        NotificationKey key = delivery.key();
        log.endDoubt(key);
        if (outcome instanceof DeliveryOutcome.Failed failure) {
            failed.put(key, new FailedDelivery(owner.now(), failure));
        } else {
            failed.remove(key);
        }
        List<NotifiedAlert> stillOwed = delivery.owedAfter(outcome);
        if (stillOwed.isEmpty()) {
            owed.remove(key);
        } else {
            owed.put(key, stillOwed);
        }
    }

    private void leaveQueue(Running running) {
        NotificationKey key = running.delivery.key();
        ArrayDeque<Running> queue = requireNonNull(underWay.get(key));
        boolean wasFirst = queue.peek() == running;
        queue.remove(running);
        Running next = queue.peek();
        if (next == null) {
            underWay.remove(key);
        } else if (wasFirst) {
            awaitTurn(next);
        }
    }
}
