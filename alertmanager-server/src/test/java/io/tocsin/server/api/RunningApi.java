package io.tocsin.server.api;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.LoneMember;
import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.engine.StateStore;
import io.tocsin.core.history.HistoryLog;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.server.health.IntakeWatch;
import io.tocsin.server.health.ReceiverHealth;
import io.tocsin.server.http.FrontDoor.Observation;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.RequestObserver;
import io.tocsin.server.http.VertxFactory;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.release.Release;
import io.tocsin.server.router.OwnerThread;
import io.tocsin.server.storage.StorageCondition;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP surface over a real engine on a real port, at a moment that passes only by {@link #advance}. Alerts go to {@code default},
 * those with {@code x="1"} to {@code other} and {@code third} instead.
 */
final class RunningApi implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    // Volatile: moved by tests, read by all threads.
    private volatile Instant now = NOW;

    private final InstantSource clock = () -> now;

    final WireClient client;
    final HttpApi api;
    final ApiParts parts;
    final int port;
    final Engine engine;
    final Vertx vertx = VertxFactory.create();

    final ReceiverHealth receivers = new ReceiverHealth(clock);
    final IntakeWatch intake = new IntakeWatch(clock);

    // Volatile: set by tests, read by the threads of the API.
    volatile ConfigurationView view = new ConfigurationView(
            List.of(
                    new ReceiverConfig("default", Labels.of("name", "default"), List.of()),
                    new ReceiverConfig("other", Labels.of("name", "other", "team", "a"), List.of()),
                    new ReceiverConfig("third", Labels.of("name", "third", "team", "b"), List.of())),
            "route:\n  receiver: default\n");

    /** Runs whenever somebody looks at the view. Volatile: as the view. */
    volatile Runnable whenViewed = () -> {};

    // Volatile: as the view.
    volatile ConfigurationState configuration = new ConfigurationState("am.yml", 7, NOW, List.of(), Optional.empty());

    // Volatile: as the view.
    volatile StorageCondition storage = StorageCondition.MEMORY;
    volatile Optional<EvaluatorCondition> evaluator = Optional.empty();

    private final List<String> observed = new ArrayList<>();
    private final OwnerThread owner = new OwnerThread("test-owner", clock, System::nanoTime);

    /** What a test may replace. */
    record Options(
            HttpSettings settings,
            AlertStatuses statuses,
            Supplier<CompletionStage<ReloadOutcome>> reload,
            MetricsPage metrics,
            Runnable whenMatchersAreRead,
            EngineListener engine,
            ReceiverTests tests,
            StateStore store,
            HistoryLog history,
            ClusterViews cluster) {
        static final Options DEFAULT = new Options(
                HttpSettings.DEFAULT,
                AlertStatuses.ALL_ACTIVE,
                () -> CompletableFuture.completedStage(new ReloadOutcome.Reloaded()),
                (accept, encoding) -> new MetricsPage.Page("text/plain; version=0.0.4", new byte[] {'1', '\n'}),
                () -> {},
                event -> {},
                test -> CompletableFuture.failedStage(new IllegalStateException("no tests here")),
                new NoStateStore(),
                query -> new HistoryPage(List.of(), Map.of(), OptionalLong.empty()),
                ClusterViews.of(ClusterView.DISABLED));

        Options with(HttpSettings newSettings) {
            return new Options(
                    newSettings,
                    statuses,
                    reload,
                    metrics,
                    whenMatchersAreRead,
                    engine,
                    tests,
                    store,
                    history,
                    cluster);
        }

        Options with(AlertStatuses newStatuses) {
            return new Options(
                    settings,
                    newStatuses,
                    reload,
                    metrics,
                    whenMatchersAreRead,
                    engine,
                    tests,
                    store,
                    history,
                    cluster);
        }

        Options withReload(Supplier<CompletionStage<ReloadOutcome>> newReload) {
            return new Options(
                    settings,
                    statuses,
                    newReload,
                    metrics,
                    whenMatchersAreRead,
                    engine,
                    tests,
                    store,
                    history,
                    cluster);
        }

        Options with(MetricsPage newMetrics) {
            return new Options(
                    settings,
                    statuses,
                    reload,
                    newMetrics,
                    whenMatchersAreRead,
                    engine,
                    tests,
                    store,
                    history,
                    cluster);
        }

        Options withEngine(EngineListener newEngine) {
            return new Options(
                    settings,
                    statuses,
                    reload,
                    metrics,
                    whenMatchersAreRead,
                    newEngine,
                    tests,
                    store,
                    history,
                    cluster);
        }

        Options withTests(ReceiverTests newTests) {
            return new Options(
                    settings,
                    statuses,
                    reload,
                    metrics,
                    whenMatchersAreRead,
                    engine,
                    newTests,
                    store,
                    history,
                    cluster);
        }

        Options with(StateStore newStore) {
            return new Options(
                    settings,
                    statuses,
                    reload,
                    metrics,
                    whenMatchersAreRead,
                    engine,
                    tests,
                    newStore,
                    history,
                    cluster);
        }

        Options withHistory(HistoryLog newHistory) {
            return new Options(
                    settings,
                    statuses,
                    reload,
                    metrics,
                    whenMatchersAreRead,
                    engine,
                    tests,
                    store,
                    newHistory,
                    cluster);
        }

        Options with(ClusterViews newCluster) {
            return new Options(
                    settings,
                    statuses,
                    reload,
                    metrics,
                    whenMatchersAreRead,
                    engine,
                    tests,
                    store,
                    history,
                    newCluster);
        }

        /** Runs the hook at each matcher of a silence, and at each filter that only the classic grammar understands. */
        Options whenMatchersAreRead(Runnable hook) {
            return new Options(settings, statuses, reload, metrics, hook, engine, tests, store, history, cluster);
        }
    }

    RunningApi() {
        this(Options.DEFAULT);
    }

    RunningApi(Options options) {
        engine = new Engine(
                new EnginePorts(
                        owner,
                        List.of(owner),
                        Runnable::run,
                        System::nanoTime,
                        new Random(1),
                        options.store(),
                        new LoneMember(),
                        event -> List.of(options.engine(), receivers, intake).forEach(each -> each.on(event)),
                        new SilenceRules(
                                Duration.ofDays(5),
                                SilenceLimits.NONE,
                                name -> {
                                    options.whenMatchersAreRead().run();
                                    return LabelName.isUtf8(name);
                                },
                                () -> UUID.randomUUID().toString())),
                EngineSettings.DEFAULT,
                plan());
        parts = parts(options);
        api = new HttpApi(
                vertx,
                options.settings(),
                parts,
                new HttpApi.Operator(options.reload(), options.metrics(), options.tests(), more -> {}),
                new Observation(new Observer(), clock, System::nanoTime));
        port = await(api.listen("127.0.0.1", 0).toCompletionStage());
        api.open();
        client = new WireClient(port);
    }

    private ApiParts parts(Options options) {
        return new ApiParts(
                engine,
                () -> {
                    whenViewed.run();
                    return view;
                },
                options.statuses(),
                options.cluster(),
                new Release("0.34.0", "0.1.0", "abc", "20260101-00:00:00"),
                MatcherParser.of(
                        MatcherMode.DEFAULT,
                        warning -> options.whenMatchersAreRead().run()),
                new StringPool(),
                clock,
                NOW,
                options.history(),
                new StatusSources(
                        List.of("classic-mode"),
                        () -> evaluator,
                        () -> configuration,
                        receivers,
                        intake,
                        () -> storage,
                        () -> List.of(UsageLimit.count("silences", "Silences", 0, OptionalLong.empty()))));
    }

    private static RoutingPlan plan() {
        Matcher matcher = Matcher.of(MatchType.EQUAL, "x", "1");
        RouteConfig root = route(
                "default",
                List.of("alertname"),
                List.of(),
                false,
                List.of(
                        route("other", null, List.of(matcher), true, List.of()),
                        route("third", null, List.of(matcher), false, List.of())));
        Map<String, Receiver> receivers = Map.of(
                "default", new Receiver("default", List.of()),
                "other", new Receiver("other", List.of()),
                "third", new Receiver("third", List.of()));
        return new RoutingPlan(
                RoutingTree.of(root),
                receivers,
                new AlertIntake(Duration.ofMinutes(5), MatcherMode.DEFAULT::isLabelName));
    }

    private static RouteConfig route(
            String receiver,
            @Nullable List<String> groupBy,
            List<Matcher> matchers,
            boolean continues,
            List<RouteConfig> routes) {
        return new RouteConfig(
                receiver, groupBy, null, null, null, Map.of(), Map.of(), matchers, continues, List.of(), List.of(),
                Map.of(), routes);
    }

    private final class Observer implements RequestObserver {
        @Override
        public void answered(String handler, String method, int status, Duration duration, long bodyBytes) {
            note(method + " " + handler + " " + status + " " + bodyBytes);
        }

        @Override
        public void getBegun() {}

        @Override
        public void getEnded() {}

        @Override
        public void getTurnedAway() {
            note("turned away");
        }

        @Override
        public void streamBegun() {
            note("stream begun");
        }

        @Override
        public void streamEnded() {
            note("stream ended");
        }

        @Override
        public void streamTurnedAway(TurnedAway why) {
            note("stream turned away: " + why);
        }

        @Override
        public void eventSent() {}

        @Override
        public void lookFailed() {}

        private void note(String what) {
            synchronized (observed) {
                observed.add(what);
                observed.notifyAll();
            }
        }
    }

    /**
     * What the observer was told so far, once it was told {@code count} things: it hears of an answer after the client
     * has it.
     */
    List<String> observed(int count) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        synchronized (observed) {
            while (observed.size() < count && System.nanoTime() < deadline) {
                try {
                    observed.wait(100);
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            }
            return List.copyOf(observed);
        }
    }

    /** Moves wall time on. Timers of the engine run by another clock. */
    void advance(Duration duration) {
        now = now.plus(duration);
    }

    static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        await(api.close(Duration.ZERO).toCompletionStage());
        await(vertx.close().toCompletionStage());
        owner.close();
    }
}
