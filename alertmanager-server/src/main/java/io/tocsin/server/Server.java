package io.tocsin.server;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EngineListener;
import io.tocsin.core.history.HistoryLog;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.template.Templates;
import io.tocsin.notifiers.Integrations;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.integration.BlockingSends;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.message.QueuedRouteLabels;
import io.tocsin.notifiers.message.RouteLabelTemplates;
import io.tocsin.notifiers.rendering.Renderings;
import io.tocsin.server.access.CallerFlags;
import io.tocsin.server.access.Entrance;
import io.tocsin.server.access.FileWatch;
import io.tocsin.server.access.PasswordThread;
import io.tocsin.server.access.RateLimit;
import io.tocsin.server.access.TokenBucket;
import io.tocsin.server.api.ApiParts;
import io.tocsin.server.api.ClusterViews;
import io.tocsin.server.api.HttpApi;
import io.tocsin.server.api.MetricsPage;
import io.tocsin.server.api.ReloadOutcome;
import io.tocsin.server.api.StatusSources;
import io.tocsin.server.clustering.Clustering;
import io.tocsin.server.clustering.ClusteringException;
import io.tocsin.server.clustering.ClusteringFactory;
import io.tocsin.server.clustering.ClusteringPorts;
import io.tocsin.server.configuration.CompanionConfiguration;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.configuration.ConfigurationFile;
import io.tocsin.server.configuration.DiskFiles;
import io.tocsin.server.configuration.LiveConfiguration;
import io.tocsin.server.configuration.RunningPlan;
import io.tocsin.server.flags.Feature;
import io.tocsin.server.flags.FlagException;
import io.tocsin.server.flags.ListenAddress;
import io.tocsin.server.flags.ServerOptions;
import io.tocsin.server.history.HistoryReader;
import io.tocsin.server.history.HistoryWriter;
import io.tocsin.server.http.FrontDoor.Observation;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.LiveTls;
import io.tocsin.server.http.OriginRules;
import io.tocsin.server.http.VertxFactory;
import io.tocsin.server.metrics.Exposition;
import io.tocsin.server.metrics.NotificationMetrics;
import io.tocsin.server.metrics.ServerMetrics;
import io.tocsin.server.prometheus.Evaluator;
import io.tocsin.server.prometheus.PrometheusApi;
import io.tocsin.server.prometheus.RestoredWords;
import io.tocsin.server.receivertest.ReceiverTester;
import io.tocsin.server.receivertest.ReceiverTester.NotifierOpener;
import io.tocsin.server.release.Release;
import io.tocsin.server.router.EngineThreads;
import io.tocsin.server.storage.Storage;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The running server: everything wired together by hand, in the order in which the original starts, and taken down in
 * reverse.
 */
final class Server {
    private static final Logger LOG = LoggerFactory.getLogger(Server.class);

    private static final Duration HTTP_DRAIN_MAX = Duration.ofSeconds(2);

    /** With what follows less than five seconds, which supervisors can rely on. */
    private static final Duration DRAINS_MAX = Duration.ofMillis(4_250);

    /** What ends by itself when its time is over is not cut at that very moment. */
    private static final Duration LEAVE_GRACE = Duration.ofMillis(100);

    private static final Duration CLOSE_MAX = Duration.ofMillis(500);
    /** Room for the unique label values of some ten thousand alerts; a quarter of a megabyte. */
    private static final int STRINGS_SHARED = 1 << 16;

    /** How soon a changed certificate or password is in force. */
    private static final long FILES_WATCHED_MILLIS = 1_000;

    private static final long CLOCK_WATCHED_MILLIS = 1_000;

    private static final Duration LISTEN_MAX = Duration.ofSeconds(10);

    /** A burst, as when all receivers are tried one after the other, and then ten in a minute. */
    private static final RateLimit TESTS_MAX = new RateLimit(Duration.ofSeconds(6), 10);

    private final Vertx vertx;
    private final EngineThreads threads;
    private final ExecutorService reloads;
    private final Supplier<CompletionStage<ReloadOutcome>> reload;
    private final Engine engine;
    private final Optional<Evaluator> evaluator;
    private final Clustering clustering;
    private final Storage storage;
    private final HistoryWriter history;
    private final HttpApi http;

    private Server(
            Vertx vertx,
            EngineThreads threads,
            ExecutorService reloads,
            Supplier<CompletionStage<ReloadOutcome>> reload,
            Engine engine,
            Optional<Evaluator> evaluator,
            Clustering clustering,
            Storage storage,
            HistoryWriter history,
            HttpApi http) {
        this.vertx = vertx;
        this.threads = threads;
        this.reloads = reloads;
        this.reload = reload;
        this.engine = engine;
        this.evaluator = evaluator;
        this.clustering = clustering;
        this.storage = storage;
        this.history = history;
        this.http = http;
    }

    /** A start that failed. The message is what the log line about it says. */
    static final class StartException extends Exception {
        private static final long serialVersionUID = 1L;

        StartException(String message) {
            super(message);
        }
    }

    /**
     * Starts everything, the listeners last.
     *
     * @throws StartException if any part cannot be had; nothing is left running then but daemon threads
     */
    static Server start(ServerOptions options, Set<Feature> features) throws StartException, FlagException {
        InstantSource clock = ShiftedClock.ofThisProcess();
        Instant startedAt = clock.instant();
        ServerStorage.prepare(options.data().path());
        FreePorts ports = new FreePorts();
        List<ListenAddress> addresses = resolved(options.web().listenAddresses(), ports);
        ExternalUrl externalUrl =
                ExternalUrl.of(options.web().externalUrl(), addresses.get(0).port());
        Base base = new Base(
                options,
                modeOf(features),
                clock,
                startedAt,
                externalUrl,
                new DiskFiles(),
                new ServerMetrics(features),
                new Renderings(),
                new StringPool(STRINGS_SHARED));
        Entrance entrance = entrance(base);
        // Its port is taken before the configuration is looked at, as in the original.
        ClusteringFactory clusterings = clusterings(base);
        Vertx vertx = VertxFactory.create();
        ExecutorService reloads = Executors.newSingleThreadExecutor(task -> daemon("reload", task));
        Function<Configuration, NotifierOpener> notifiers = notifiers(environment(base, vertx));
        Optional<Evaluator> evaluator = EvaluatorWiring.load(base, vertx);
        LiveConfiguration configuration = configuration(base, companion(evaluator), notifiers, reloads);
        Clustering clustering =
                clusterings.open(new ClusteringPorts(clock, base.metrics(), base.strings(), configuration::hash));
        ServerStorage.Opened opened = ServerStorage.open(options.data(), clock, base.metrics());
        Storage storage = opened.storage();
        HistoryWriter history =
                HistoryWriter.start(storage.history(), clock, base.metrics().history());
        opened.imported().forEach(history::on);
        StatusWatch watch = StatusWatch.by(clock);
        List<EngineListener> watchers = new ArrayList<>(watch.listeners());
        watchers.add(history);
        EngineThreads threads = EngineThreads.start(Runtime.getRuntime().availableProcessors(), clock);
        Engine engine = EngineWiring.engine(
                base, EngineWiring.ports(base, threads, storage, watchers, clustering), configuration.firstPlan());
        Supplier<CompletionStage<ReloadOutcome>> reload =
                () -> configuration.reload(engine).whenComplete((outcome, failure) -> {
                    watch.receivers().keep(configuration.view().receivers());
                    clustering.configurationLoaded();
                });
        HttpApi http = http(
                base,
                vertx,
                entrance,
                parts(
                        base,
                        configuration,
                        new Running(engine, clustering, pastOf(engine, storage)),
                        watch.sources(base, features, configuration, engine, storage, evaluator)),
                operator(base, reload, tester(base, configuration, notifiers), evaluator));
        Server server =
                new Server(vertx, threads, reloads, reload, engine, evaluator, clustering, storage, history, http);
        ServerStorage.awaitRestored(engine, storage);
        release(ports);
        server.listen(addresses, entrance.tls());
        evaluator.ifPresent(
                each -> each.start(EvaluatorWiring.intake(vertx, engine), new RestoredWords(engine), storage.rules()));
        ClockWatch clockWatch =
                new ClockWatch(clock, System::nanoTime, base.metrics().clock());
        vertx.setPeriodic(CLOCK_WATCHED_MILLIS, timer -> clockWatch.tick());
        if (!options.web().configFile().isEmpty()) {
            server.watch(entrance);
        }
        return server;
    }

    /** What notifiers get, by the templates of the configuration that they belong to. */
    private static Function<Templates, NotifierEnvironment> environment(Base base, Vertx vertx) {
        HttpClients clients = new HttpClients(
                vertx,
                base.files(),
                base.clock(),
                "Alertmanager/" + Release.current().version(),
                System.getenv(),
                base.options().notifications().deniedAddresses());
        var blocking = new BlockingSends(vertx);
        base.metrics().notifications().requestLoadFrom(() -> clients.load().plus(blocking.load()));
        base.metrics().notifications().renderingLoadFrom(base.renderings()::load);
        return templates -> new NotifierEnvironment(
                vertx,
                clients,
                blocking,
                base.renderings(),
                base.files(),
                base.clock(),
                templates,
                base.externalUrl().url());
    }

    /** What opens the notifiers of a configuration. */
    private static Function<Configuration, NotifierOpener> notifiers(
            Function<Templates, NotifierEnvironment> environments) {
        return config -> {
            NotifierEnvironment environment = environments.apply(config.compiledTemplates());
            return (receiver, each) -> Integrations.notifier(receiver, each, environment);
        };
    }

    private static ReceiverTester tester(
            Base base, LiveConfiguration configuration, Function<Configuration, NotifierOpener> notifiers) {
        TokenBucket limit = new TokenBucket(TESTS_MAX, System.nanoTime());
        return new ReceiverTester(
                configuration::current,
                notifiers,
                base.mode()::isLabelName,
                () -> limit.take(System.nanoTime()),
                new ReceiverTester.Clocks(base.clock(), System::nanoTime),
                base.metrics().receiverTests());
    }

    private static LiveConfiguration configuration(
            Base base,
            CompanionConfiguration companion,
            Function<Configuration, NotifierOpener> notifiers,
            ExecutorService reloads)
            throws StartException {
        ConfigurationDecoder decoder = new ConfigurationDecoder(
                        Integrations.types(), base.mode(), ZoneId.systemDefault())
                .refusingToSend(Integrations.unsendable())
                .readingFiles(base.files());
        try {
            return new LiveConfiguration(
                    new ConfigurationFile(base.options().configFile().toString(), decoder, base.files()),
                    companion,
                    config -> counted(
                            RunningPlan.of(config, base.mode(), notifiers.apply(config)::open)
                                    .with(new QueuedRouteLabels(
                                            new RouteLabelTemplates(
                                                    config.compiledTemplates(),
                                                    base.externalUrl().url()),
                                            base.renderings())),
                            base.metrics().notifications()),
                    base.options().data().retention(),
                    base.metrics().configuration(),
                    base.clock(),
                    reloads);
        } catch (ConfigurationException e) {
            LiveConfiguration.logProblems(e);
            throw new StartException("error loading configuration file: " + e.getMessage());
        }
    }

    private static CompanionConfiguration companion(Optional<Evaluator> evaluator) {
        return evaluator.isPresent() ? evaluator.get() : CompanionConfiguration.NONE;
    }

    /** Labels are looked up in memory first: the log has those of past alerts. */
    private static HistoryLog pastOf(Engine engine, Storage storage) {
        return new HistoryReader(storage.history(), engine::keptLabels, engine.silences()::concerns);
    }

    /** What runs, and is asked by the API. */
    private record Running(Engine engine, ClusterViews cluster, HistoryLog past) {}

    private static ApiParts parts(Base base, LiveConfiguration configuration, Running running, StatusSources status) {
        InstantSource clock = base.clock();
        Engine engine = running.engine();
        return new ApiParts(
                engine,
                configuration::view,
                alert -> EngineWiring.statusOf(engine, clock, alert),
                running.cluster(),
                Release.current(),
                MatcherParser.of(base.mode()),
                base.strings(),
                clock,
                base.startedAt(),
                running.past(),
                status);
    }

    private static HttpApi.Operator operator(
            Base base,
            Supplier<CompletionStage<ReloadOutcome>> reload,
            ReceiverTester tester,
            Optional<Evaluator> evaluator) {
        return new HttpApi.Operator(
                reload,
                page(base.metrics().exposition()),
                tester::test,
                routes -> evaluator.ifPresentOrElse(each -> each.addTo(routes), () -> PrometheusApi.addAbsent(routes)));
    }

    private static HttpApi http(Base base, Vertx vertx, Entrance entrance, ApiParts parts, HttpApi.Operator operator)
            throws FlagException {
        return new HttpApi(
                vertx,
                settings(base.options().web(), base.externalUrl(), entrance),
                parts,
                operator,
                new Observation(new RequestMetrics(base.metrics().http()), base.clock(), System::nanoTime));
    }

    private static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    private static Entrance entrance(Base base) throws FlagException, StartException {
        ServerOptions.Web web = base.options().web();
        Entrance.Parts parts = new Entrance.Parts(
                CallerFlags.callers(web.callers()),
                new PasswordThread(),
                base.metrics().access(),
                base.clock(),
                System::nanoTime);
        try {
            return new Entrance(web.configFile(), base.files(), parts);
        } catch (ConfigurationException e) {
            throw new StartException("error loading web configuration file: " + e.getMessage());
        }
    }

    private static ClusteringFactory clusterings(Base base) throws StartException {
        try {
            return ClusteringFactory.of(base.options().cluster(), base.startedAt(), EngineWiring.RANDOM);
        } catch (ClusteringException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    private static MatcherMode modeOf(Set<Feature> features) {
        if (features.contains(Feature.CLASSIC_MODE)) {
            return MatcherMode.CLASSIC;
        }
        return features.contains(Feature.UTF8_STRICT_MODE) ? MatcherMode.UTF8_STRICT : MatcherMode.DEFAULT;
    }

    private static RunningPlan counted(RunningPlan running, NotificationMetrics metrics) {
        for (Receiver receiver : running.plan().receivers().values()) {
            receiver.integrations().forEach(integration -> metrics.inUse(integration.type(), receiver.name()));
        }
        return running;
    }

    private static HttpSettings settings(ServerOptions.Web web, ExternalUrl externalUrl, Entrance entrance)
            throws FlagException {
        String prefix = web.routePrefix().isEmpty() ? externalUrl.path() : web.routePrefix();
        return new HttpSettings(
                        HttpSettings.normalPrefix(prefix),
                        web.limits().timeout(),
                        web.limits().getConcurrency(),
                        web.limits().bodyMaxBytes())
                .with(HttpSettings.Streams.DEFAULT.withMax((int) web.limits().eventStreamsMax()))
                .with(new HttpSettings.Access(
                        entrance,
                        new OriginRules(web.corsOrigins(), externalUrl.origin()),
                        CallerFlags.permissions(web.callers().permits())));
    }

    private static MetricsPage page(Exposition exposition) {
        return (accept, isGzip) -> {
            Exposition.Page page = exposition.page(accept, isGzip);
            return new MetricsPage.Page(page.contentType(), page.body());
        };
    }

    /** Ports that the system is to choose are chosen before anything starts, because links to us name the port. */
    private static List<ListenAddress> resolved(List<String> given, FreePorts ports)
            throws FlagException, StartException {
        List<ListenAddress> addresses = new ArrayList<>();
        for (String text : given) {
            ListenAddress address = ListenAddress.parse(text);
            try {
                addresses.add(address.port() == 0 ? new ListenAddress(address.host(), ports.take()) : address);
            } catch (IOException e) {
                throw new StartException("no free port: " + e.getMessage());
            }
        }
        return addresses;
    }

    private static void release(FreePorts ports) throws StartException {
        try {
            ports.close();
        } catch (IOException e) {
            throw new StartException("ports cannot be let go: " + e.getMessage());
        }
    }

    private void listen(List<ListenAddress> addresses, Optional<LiveTls> tls) throws StartException {
        for (ListenAddress address : addresses) {
            try {
                http.listen(address.host(), address.port(), tls)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(LISTEN_MAX.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException e) {
                Throwable cause = e.getCause();
                throw new StartException(String.valueOf(cause == null ? e.getMessage() : cause.getMessage()));
            } catch (TimeoutException | InterruptedException e) {
                throw new StartException("listen tcp " + address.display() + ": no answer from the system");
            }
        }
        http.open();
        for (ListenAddress address : addresses) {
            String shown = address.resolved().display();
            LOG.atInfo().addKeyValue("address", shown).log("Listening on");
            LOG.atInfo()
                    .addKeyValue("http2", tls.isPresent() && tls.get().offersHttp2())
                    .addKeyValue("address", shown)
                    .log(tls.isPresent() ? "TLS is enabled." : "TLS is disabled.");
        }
    }

    /** On a thread of its own: one that hangs must not be missing elsewhere. */
    private void watch(Entrance entrance) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> daemon("web-config", task));
        FileWatch watch = entrance.watch(thread);
        vertx.setPeriodic(FILES_WATCHED_MILLIS, timer -> watch.tick());
    }

    /**
     * Looks for the other members of the cluster while requests are served already; may take seconds.
     *
     * @throws StartException if this server can be no member
     */
    void joinCluster() throws StartException {
        try {
            clustering.start();
        } catch (ClusteringException e) {
            throw new StartException(String.valueOf(e.getMessage()));
        }
    }

    /** Loads the configuration file again; the outcome is logged. */
    CompletionStage<ReloadOutcome> reload() {
        return reload.get();
    }

    /** Stops taking requests, lets what is under way finish, and ends everything, in less than five seconds. */
    void stop() {
        long begunNanos = System.nanoTime();
        await("requests", http.close(HTTP_DRAIN_MAX).toCompletionStage().toCompletableFuture(), HTTP_DRAIN_MAX);
        evaluator.ifPresent(Evaluator::stop);
        Duration farewell = clustering.farewellMax();
        await(
                "notifications under way",
                engine.stop().toCompletableFuture(),
                left(begunNanos).minus(farewell));
        leaveCluster(left(begunNanos).minus(farewell.dividedBy(2)));
        await("the port of the cluster", clustering.close().toCompletableFuture(), left(begunNanos));
        threads.close();
        history.close();
        storage.close();
        reloads.shutdown();
        await("connections", vertx.close().toCompletionStage().toCompletableFuture(), CLOSE_MAX);
    }

    private void leaveCluster(Duration longest) {
        await("the other members", clustering.leave(longest).toCompletableFuture(), longest.plus(LEAVE_GRACE));
    }

    private static Duration left(long begunNanos) {
        return DRAINS_MAX.minusNanos(System.nanoTime() - begunNanos);
    }

    /** @param what is cut if it takes longer */
    private static void await(String what, CompletableFuture<?> stage, Duration longest) {
        try {
            stage.orTimeout(longest.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException e) {
            boolean isLate = e.getCause() instanceof TimeoutException;
            LOG.atWarn()
                    .addKeyValue("what", what)
                    .addKeyValue("err", isLate ? "not done in time" : String.valueOf(e.getCause()))
                    .log("Shutdown does not wait any longer");
        }
    }
}
