package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertStore;
import io.tocsin.core.label.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the intake does from time to time: it beats, and lets go of what has ended. Owned by the intake. */
final class Maintenance {
    private static final Duration SOURCES_INTERVAL = Duration.ofMinutes(1);

    private final EnginePorts ports;
    private final Memory memory;
    private final Shards shards;
    private final IntakeClock clock;
    private final AlertRegister alerts;
    private final Supplier<PlanInForce> inForce;
    private final List<Task> tasks;
    private boolean hasEnded;

    /** Its identity is the key of its timer. */
    private static final class Task {
        final Duration interval;
        final Runnable work;

        Task(Duration interval, Runnable work) {
            this.interval = interval;
            this.work = work;
        }
    }

    Maintenance(
            EnginePorts ports,
            EngineSettings settings,
            Memory memory,
            Shards shards,
            IntakeClock clock,
            AlertRegister alerts,
            Supplier<PlanInForce> inForce) {
        this.ports = requireNonNull(ports, "ports");
        this.memory = requireNonNull(memory, "memory");
        this.shards = requireNonNull(shards, "shards");
        this.clock = requireNonNull(clock, "clock");
        this.alerts = requireNonNull(alerts, "alerts");
        this.inForce = requireNonNull(inForce, "inForce");
        this.tasks = new ArrayList<>(List.of(
                new Task(Heartbeat.INTERVAL, clock::now),
                new Task(settings.alertCollectInterval(), this::collectAlerts),
                new Task(SOURCES_INTERVAL, this::collectSources),
                new Task(settings.logCollectInterval(), this::collectLog),
                new Task(settings.logCollectInterval(), this::collectSilences)));
        if (alerts.isReplicated()) {
            tasks.add(new Task(RefreshPace.INTERVAL, () -> alerts.tellHeldBack(clock.now())));
        }
    }

    void begin() {
        tasks.forEach(this::schedule);
    }

    void end() {
        hasEnded = true;
        tasks.forEach(ports.intake()::cancel);
    }

    private void schedule(Task task) {
        Owner owner = ports.intake();
        owner.schedule(task, owner.now().plus(task.interval), () -> {
            try {
                task.work.run();
            } finally {
                schedule(task);
            }
        });
    }

    /**
     * The journal keeps a resolved alert for as long as a group has to tell somebody: a resolve that was accepted
     * survives a restart and a reload however long its receiver fails.
     */
    private void collectAlerts() {
        AlertStore<RoutedAlert> store = memory.alertStore();
        Instant now = clock.now();
        alerts.collect(now);
        store.retireResolved(now).forEach(memory.nameLimit()::removed);
        forgetTold(store.retired(), inForce.get());
    }

    /** Piece by piece, so that no post and no flush has to wait for all of them. */
    private void forgetTold(List<RoutedAlert> retired, PlanInForce asked) {
        if (!retired.isEmpty()) {
            int piece = Math.min(retired.size(), GroupShard.VIEWED_AT_ONCE_MAX);
            shards.withoutAwaited(retired.subList(0, piece), told -> {
                if (isStill(asked)) {
                    forget(told);
                    forgetTold(retired.subList(piece, retired.size()), asked);
                }
            });
        }
    }

    /** Groups that are gone for the moment of a reload, or for good because the engine stops, say nothing of alerts. */
    @SuppressWarnings("ReferenceEquality")
    private boolean isStill(PlanInForce asked) {
        return !hasEnded && inForce.get() == asked;
    }

    private void forget(List<RoutedAlert> told) {
        Instant now = clock.now();
        List<RoutedAlert> gone = told.stream()
                .filter(holder -> !alerts.lingers(holder, now))
                .filter(memory.alertStore()::forget)
                .toList();
        gone.forEach(ports.store()::alertForgotten);
        gone.forEach(alerts::forgotten);
        if (!gone.isEmpty()) {
            List<Labels> labels =
                    gone.stream().map(each -> each.alert().labels()).toList();
            ports.listener().on(new EngineEvent.AlertsForgotten(labels));
        }
    }

    /** Alerts that ended without a word no longer inhibit; this only keeps lookups from having to pass them by. */
    private void collectSources() {
        inForce.get().inhibitor().collectEnded(clock.now());
    }

    private void collectLog() {
        long begun = ports.monotonicNanos().getAsLong();
        int expired = memory.log().collectExpired(clock.now());
        Duration duration = Duration.ofNanos(ports.monotonicNanos().getAsLong() - begun);
        ports.listener().on(new EngineEvent.LogCollected(duration, expired));
    }

    private void collectSilences() {
        memory.liveSilences().collect(clock.now());
    }
}
