package io.tocsin.cluster.member;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.InMemoryStateStore;
import io.tocsin.core.engine.Owner;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.engine.SteppedClock;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.RouteLabelRenderer;
import io.tocsin.core.route.RouteConfigBuilder;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualProcess;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;

/** A process with an engine in it that is a member of a cluster, in virtual time, with a clock of its own. */
final class EngineMember {
    static final Duration GROUP_WAIT = Duration.ofSeconds(10);
    static final Duration GROUP_INTERVAL = Duration.ofMinutes(1);

    private final SimulatedNetwork network;
    private final VirtualProcess process;
    private final SimulatedNetwork.Station station;
    private final InMemoryStateStore store;
    private final Owner owner;
    private final ClusterMember member;
    private final Engine engine;

    /** @param store what the process before this one has left */
    EngineMember(
            VirtualTime time,
            SimulatedNetwork network,
            Random random,
            MemberSettings settings,
            Duration clockAhead,
            InMemoryStateStore store,
            Notifier notifier) {
        this.network = requireNonNull(network, "network");
        this.store = requireNonNull(store, "store");
        process = new VirtualProcess(time);
        station = network.station(settings.name() + ":9094");
        owner = new SteppedClock(process, clockAhead);
        member = new ClusterMember(
                settings,
                new MemberPorts(
                        station, owner, Runnable::run, new StringPool(64), () -> 1, time::monotonicNanos, event -> {}));
        engine = new Engine(
                new EnginePorts(
                        owner,
                        List.of(owner),
                        Runnable::run,
                        time::monotonicNanos,
                        random,
                        store,
                        member,
                        event -> {},
                        new SilenceRules(
                                Duration.ofDays(5),
                                SilenceLimits.NONE,
                                LabelName::isUtf8,
                                () -> "silence-" + random.nextLong())),
                EngineSettings.DEFAULT,
                plan(notifier));
        time.settle();
        member.start();
        time.settle();
    }

    private static RoutingPlan plan(Notifier notifier) {
        Integration only = new Integration("r", "webhook", 0, true, false, notifier);
        return new RoutingPlan(
                RoutingTree.of(RouteConfigBuilder.route()
                        .receiver("r")
                        .groupBy("alertname")
                        .groupWait(GROUP_WAIT)
                        .groupInterval(GROUP_INTERVAL)
                        .build()),
                Map.of("r", new Receiver("r", List.of(only))),
                List.of(),
                Map.of(),
                RouteLabelRenderer.AS_WRITTEN,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    Instant now() {
        return owner.now();
    }

    Engine engine() {
        return engine;
    }

    ClusterStatus status() {
        return member.freshStatus().toCompletableFuture().join();
    }

    CompletionStage<PostOutcome> post(PostedAlert alert) {
        return engine.post(List.of(alert));
    }

    void kill(Duration noticed) {
        process.kill();
        store.aliveUntil(owner.now());
        network.kill(station, noticed);
    }

    /** Ends in order; what runs afterwards is nobody's. */
    CompletionStage<Void> stop() {
        return engine.stop()
                .thenCompose(drained -> member.leave(SimulatedMember.LEAVE_MAX))
                .thenRun(() -> {
                    process.kill();
                    store.aliveUntil(owner.now());
                    station.close();
                });
    }
}
