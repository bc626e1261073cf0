package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupShard.Arrival;
import io.tocsin.core.engine.GroupShard.Place;
import io.tocsin.core.engine.GroupShard.WayOut;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.Route;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** All shards of the groups: which one has what, and the way to each. Thread-safe: a shard is visited on its owner. */
final class Shards {
    private final EnginePorts ports;
    private final VisibleChanges changes;
    private final List<GroupShard> shards = new ArrayList<>();

    // Volatile: set by whoever stops the engine, read by the intake.
    private volatile boolean isStopped;

    Shards(EnginePorts ports, EngineSettings settings, PlanInForce inForce, Memory memory) {
        this.ports = requireNonNull(ports, "ports");
        this.changes = memory.changes();
        for (Owner owner : ports.shards()) {
            WayOut wayOut = new WayOut(
                    new FlushGate(owner, memory.heartbeat(), settings.startDelay()),
                    new Deliveries(owner, ports, memory.log(), settings));
            shards.add(new GroupShard(owner, inForce, ports, wayOut, changes));
        }
    }

    /** The shard of a place, from 0; the same for all places that share a group key. */
    int indexOf(Place place) {
        return Math.floorMod(
                31 * place.route().key().hashCode() + place.labels().hashCode(), shards.size());
    }

    int groupCount() {
        return shards.stream().mapToInt(GroupShard::groupCount).sum();
    }

    /** Stored alerts look different, and are on their way to their groups where these have to know. */
    void alertsChanged() {
        changes.happened();
    }

    void arrive(int index, List<Arrival> arrivals) {
        if (isStopped) {
            // Other members go on writing: what they write is kept, and somebody else's to tell.
            return;
        }
        on(index, shard -> shard.arrive(arrivals));
    }

    void replan(PlanInForce plan) {
        for (int i = 0; i < shards.size(); i++) {
            on(i, shard -> shard.replan(plan));
        }
    }

    /** @see Registers#turnsChanged */
    void turnsChanged() {
        for (int i = 0; i < shards.size(); i++) {
            on(i, GroupShard::turnsChanged);
        }
    }

    private void on(int index, Consumer<GroupShard> event) {
        GroupShard shard = shards.get(index);
        ports.shards().get(index).execute(() -> event.accept(shard));
    }

    /** @see Engine#group */
    CompletionStage<Optional<GroupState>> state(Place place, Alert asked) {
        CompletableFuture<Optional<GroupState>> answer = new CompletableFuture<>();
        on(indexOf(place), shard -> Engine.orFail(answer, () -> answer.complete(shard.state(place, asked))));
        return answer;
    }

    /** @see Engine#groups */
    CompletionStage<List<GroupView>> views() {
        // Asked one after the other, so that the list has one writer at a time.
        List<GroupView> all = new ArrayList<>();
        CompletableFuture<List<GroupView>> answer = new CompletableFuture<>();
        ports.intake()
                .execute(() -> visit(answer, (shard, next) -> shard.view(all::add, next), () -> answer.complete(all)));
        return answer;
    }

    /**
     * Finds out of which alerts a group still has to tell somebody the end.
     *
     * @param whenKnown is given those nobody waits for; runs on the intake
     */
    void withoutAwaited(List<RoutedAlert> candidates, Consumer<List<RoutedAlert>> whenKnown) {
        Set<RoutedAlert> awaited = Collections.newSetFromMap(new IdentityHashMap<>());
        visit(
                new CompletableFuture<>(),
                (shard, next) -> {
                    candidates.stream().filter(each -> isAwaited(shard, each)).forEach(awaited::add);
                    next.run();
                },
                () -> ports.intake()
                        .execute(() -> whenKnown.accept(candidates.stream()
                                .filter(each -> !awaited.contains(each))
                                .toList())));
    }

    private static boolean isAwaited(GroupShard shard, RoutedAlert alert) {
        Labels labels = alert.alert().labels();
        for (Route route : alert.routes()) {
            if (shard.awaitsEndOf(new Place(route, route.groupLabels(labels)), labels)) {
                return true;
            }
        }
        return false;
    }

    /** Completes {@code answer} when every shard has done what it was given before. */
    void whenIdle(CompletableFuture<Void> answer) {
        visit(answer, (shard, next) -> next.run(), () -> answer.complete(null));
    }

    /**
     * Visits one shard after the other, each on its owner, then runs {@code whenDone} on the last one's.
     *
     * @param answer is told what breaks
     * @param visit is given a shard and what to run on the shard's owner when the visit is over
     */
    private void visit(CompletableFuture<?> answer, BiConsumer<GroupShard, Runnable> visit, Runnable whenDone) {
        visitFrom(0, answer, visit, whenDone);
    }

    private void visitFrom(
            int index, CompletableFuture<?> answer, BiConsumer<GroupShard, Runnable> visit, Runnable whenDone) {
        if (index == shards.size()) {
            whenDone.run();
            return;
        }
        on(
                index,
                shard -> Engine.orFail(
                        answer, () -> visit.accept(shard, () -> visitFrom(index + 1, answer, visit, whenDone))));
    }

    /** Completes when nothing is being sent any more. */
    CompletionStage<Void> stop() {
        isStopped = true;
        List<CompletableFuture<Void>> drains = new ArrayList<>();
        for (int i = 0; i < shards.size(); i++) {
            CompletableFuture<Void> drained = new CompletableFuture<>();
            drains.add(drained);
            on(
                    i,
                    shard -> Engine.orFail(
                            drained, () -> shard.stop().whenComplete((done, failure) -> drained.complete(null))));
        }
        return CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new));
    }
}
