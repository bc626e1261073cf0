package io.tocsin.benchmarks.core;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.LoneMember;
import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.engine.Owner;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * A post of 64 alerts through the engine, from the parsed alerts to the answer, in time per alert. No journal, no
 * cluster, and groups that never come due.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IntakeBenchmark {
    private static final int ALERTS = 9_984;
    private static final int BATCH = 64;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final RoutingTree ROUTES = RoutingTree.of(RouteConfigs.hundredRoutes());

    private final List<List<PostedAlert>> posts = posts(START.plus(Duration.ofMinutes(4)));

    /** The same alerts with a later end; label sets are equal, but other objects, as they come from a parser. */
    private final List<List<PostedAlert>> laterPosts = posts(START.plus(Duration.ofMinutes(5)));

    private Engine fresh = engine();
    private int nextNew;

    private final Engine filled = engine();
    private int nextRefresh;

    /** Fills the engine that is refreshed. */
    public IntakeBenchmark() {
        posts.forEach(filled::post);
    }

    /** Alerts that are stored already, with another end. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public CompletionStage<PostOutcome> refreshes() {
        nextRefresh = (nextRefresh + 1) % (2 * posts.size());
        boolean isLater = nextRefresh >= posts.size();
        return filled.post(isLater ? laterPosts.get(nextRefresh - posts.size()) : posts.get(nextRefresh));
    }

    /** Alerts that nobody has seen: routed, and sent to their groups. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public CompletionStage<PostOutcome> newAlerts() {
        if (nextNew == posts.size()) {
            nextNew = 0;
            fresh = engine();
        }
        return fresh.post(posts.get(nextNew++));
    }

    private static List<List<PostedAlert>> posts(Instant endsAt) {
        List<List<PostedAlert>> posts = new ArrayList<>();
        for (int from = 0; from < ALERTS; from += BATCH) {
            posts.add(IntStream.range(from, from + BATCH)
                    .mapToObj(index -> SampleAlerts.posted(index, START, endsAt))
                    .toList());
        }
        return posts;
    }

    private static Engine engine() {
        RoutingPlan plan = new RoutingPlan(
                ROUTES,
                Map.of(RouteConfigs.RECEIVER, new Receiver(RouteConfigs.RECEIVER, List.of())),
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
        EnginePorts ports = new EnginePorts(
                new DirectOwner(),
                List.of(new DirectOwner()),
                Runnable::run,
                System::nanoTime,
                new Random(1),
                new NoStateStore(),
                new LoneMember(),
                event -> {},
                new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "silence"));
        return new Engine(ports, EngineSettings.DEFAULT, plan);
    }

    /** Runs everything at once in the caller's thread, in a time that stands still: no timer comes due. */
    private static final class DirectOwner implements Owner {
        @Override
        public void execute(Runnable event) {
            event.run();
        }

        @Override
        public void schedule(Object key, Instant at, Runnable event) {}

        @Override
        public void cancel(Object key) {}

        @Override
        public Instant now() {
            return START;
        }
    }
}
