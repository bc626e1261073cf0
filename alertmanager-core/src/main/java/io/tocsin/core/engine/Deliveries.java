package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.DeliveryPerformer.Running;
import io.tocsin.core.engine.GroupState.DeliveryState;
import io.tocsin.core.engine.GroupState.IntegrationState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.Delivery;
import io.tocsin.core.pipeline.DeliveryEvent;
import io.tocsin.core.pipeline.DeliveryOutlook;
import io.tocsin.core.pipeline.FlushedGroup;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.stamp.Stamped;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final Owner owner;
    private final EnginePorts ports;
    private final JournaledLog log;
    private final EngineSettings settings;
    private final Undelivered undelivered = new Undelivered();
    private final DeliveryPerformer performer;
    private final Map<NotificationKey, ArrayDeque<Running>> underWay = new HashMap<>();

    private @Nullable CompletableFuture<Void> drained;

    /** Counts down the branches of a flush. */
    private static final class Join {
        private final Consumer<FlushResult> whenDone;
        private int open;
        private FlushResult result = FlushResult.UNNEEDED;

        Join(int branches, Consumer<FlushResult> whenDone) {
            this.open = branches;
            this.whenDone = whenDone;
        }

        void ended(FlushResult ofBranch) {
            result = result.and(ofBranch);
            open--;
            if (open == 0) {
                whenDone.accept(result);
            }
        }
    }

    Deliveries(Owner owner, EnginePorts ports, JournaledLog log, EngineSettings settings) {
        this.owner = requireNonNull(owner, "owner");
        this.ports = requireNonNull(ports, "ports");
        this.log = requireNonNull(log, "log");
        this.settings = requireNonNull(settings, "settings");
        this.performer = new DeliveryPerformer(owner, ports, log, undelivered, this::leave);
    }

    /**
     * @param whenDone told once; at once if nobody has to be told, as when everything is muted
     */
    void begin(Receiver receiver, FlushedGroup group, Consumer<FlushResult> whenDone) {
        List<Delivery> concerned = receiver.integrations().stream()
                .map(integration -> delivery(group, integration))
                .filter(delivery -> settings.resolvesWhileMuted().concerns(delivery.integration(), delivery.group()))
                .toList();
        if (concerned.isEmpty()) {
            whenDone.accept(FlushResult.UNNEEDED);
            return;
        }
        Join join = new Join(concerned.size(), whenDone);
        for (Delivery delivery : concerned) {
            enqueue(new Running(delivery, join::ended));
        }
    }

    /** Whether a flush that takes this has to tell anybody anything, the log included. */
    boolean hasToTell(Receiver receiver, FlushedGroup group) {
        return receiver.integrations().stream()
                .map(integration -> DeliveryOutlook.verdict(
                        branchOf(group, integration),
                        integration,
                        settings.resolvesWhileMuted(),
                        log.find(integration.keyFor(group.groupKey()))))
                .anyMatch(verdict -> !(verdict instanceof DedupVerdict.NothingToResolve)
                        && !(verdict instanceof DedupVerdict.AlreadyNotified));
    }

    /**
     * When another member notified the receiver of the group, if none has since and it still fires: the first time, where
     * several integrations were told in turn.
     */
    Optional<Instant> othersTold(Receiver receiver, String groupKey, Instant now) {
        return receiver.integrations().stream()
                .map(integration -> log.findStamped(integration.keyFor(groupKey)))
                .filter(told -> isFromOther(told, now))
                .flatMap(Optional::stream)
                .map(Stamped::value)
                // Otherwise it was the end of that group, and this is another one.
                .filter(entry -> !entry.firing().isEmpty())
                .map(NotificationEntry::notifiedAt)
                .min(Comparator.naturalOrder());
    }

    /** Whether an integration waits for resolves of alerts that have left the group. */
    boolean owesResolves(String groupKey) {
        return undelivered.owesResolves(groupKey);
    }

    /** Whether an integration waits for the resolve of this alert, which has left the group. */
    boolean owesResolve(String groupKey, Labels alert) {
        return undelivered.owesResolve(groupKey, alert);
    }

    /** A group is no more: what was not delivered to it interests nobody. */
    void forget(String groupKey) {
        undelivered.forget(groupKey);
    }

    void forgetAll() {
        undelivered.forgetAll();
    }

    private FlushedGroup branchOf(FlushedGroup group, Integration integration) {
        NotificationKey key = integration.keyFor(group.groupKey());
        FlushedGroup branch = group.withOwed(undelivered.owedTo(key));
        // What this member told last, no other has told in its place.
        return group.servedAfter().isPresent() && !isFromOther(log.findStamped(key), owner.now())
                ? branch.behindOthers(Optional.empty())
                : branch;
    }

    private boolean isFromOther(Optional<Stamped<NotificationEntry>> told, Instant now) {
        return told.map(entry -> entry.stamp().member())
                .filter(member -> member != 0 && member != ports.stamp(now).member())
                .isPresent();
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
                        .filter(running -> !running.isOver())
                        .map(running -> stateOf(running.delivery)),
                undelivered.failedTo(key));
    }

    private static DeliveryState stateOf(Delivery delivery) {
        return new DeliveryState(delivery.attempts(), delivery.attemptedAt(), delivery.lastFailure());
    }

    private Optional<Stamped<NotificationEntry>> lastNotification(NotificationKey key) {
        long begun = ports.monotonicNanos().getAsLong();
        Optional<Stamped<NotificationEntry>> entry = log.findStamped(key);
        Duration duration = Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
        ports.listener().on(new EngineEvent.LogQueried(duration, entry.isPresent()));
        return entry;
    }

    /** Ends the deliveries that are between two attempts; those under way finish. */
    void supersede() {
        for (ArrayDeque<Running> queue : new ArrayList<>(underWay.values())) {
            for (Running running : new ArrayList<>(queue)) {
                performer.on(running, new DeliveryEvent.Superseded());
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
            performer.start(running);
        }
    }

    private void leave(Running running, FlushResult result) {
        try {
            leaveQueue(running);
        } finally {
            running.ended.accept(result);
            completeIfDrained();
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
            performer.start(next);
        }
    }
}
