package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.engine.PostOutcome;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Problem;
import io.tocsin.evaluator.config.Expressions;
import io.tocsin.evaluator.config.PrometheusConfiguration;
import io.tocsin.evaluator.query.EvaluationMemory;
import io.tocsin.evaluator.query.EvaluationMemory.User;
import io.tocsin.evaluator.query.QueryEngine;
import io.tocsin.evaluator.query.QueryLimits;
import io.tocsin.evaluator.query.QueryOptions;
import io.tocsin.evaluator.relabel.Relabeling;
import io.tocsin.evaluator.rule.EvaluationSettings;
import io.tocsin.evaluator.rule.GroupView;
import io.tocsin.evaluator.rule.PostedLabels;
import io.tocsin.evaluator.rule.RuleGroups;
import io.tocsin.evaluator.rule.RuleHealth;
import io.tocsin.evaluator.rule.RuleView;
import io.tocsin.evaluator.store.MemoryStore;
import io.tocsin.evaluator.store.StoreStatistics;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.server.api.EvaluatorCondition;
import io.tocsin.server.configuration.CompanionConfiguration;
import io.tocsin.server.configuration.ConfigurationException;
import io.tocsin.server.http.Routes;
import io.tocsin.server.metrics.EvaluatorMetrics;
import io.tocsin.server.prometheus.StatusQuestions.LoadState;
import io.tocsin.server.release.HostName;
import io.tocsin.server.release.Release;
import io.tocsin.server.storage.RuleStates;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The built-in scraper and rule evaluator of a server: discovery, scrapes, series, rules, and the API over them.
 *
 * <p>Made and loaded before anything runs; {@link #start} has it run. Reloads are called by one thread at a time, the
 * rest is thread-safe.
 */
public final class Evaluator implements CompanionConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(Evaluator.class);

    private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Parts parts;
    private final EvaluatorLimits limits;
    private final PrometheusFile file;
    private final QueryEngine engine;
    private final MemoryStore store;
    private final EvaluatorThreads threads;
    private final QueryThreads queryThreads;
    private final QueryThreads viewThreads;
    private final RequestsUnderWay underWay;
    private final RuleRunner rules;
    private final ScrapeRunner scrapes;

    // Volatile: set at the start, read by workers.
    private volatile Function<List<PostedAlert>, CompletionStage<PostOutcome>> router =
            alerts -> CompletableFuture.completedStage(new PostOutcome(List.of(), 0));

    // Volatile: replaced by reloads, read by whoever asks.
    private volatile PrometheusConfiguration configuration;

    /** Guarded by this: a reload may come before the start. */
    private boolean isStarted;

    // Volatile: as the configuration.
    private volatile LoadState load;

    // Volatile: set by the stop, asked by rules that are being evaluated.
    private volatile boolean isStopping;

    // Volatile: as the configuration.
    private volatile Function<Labels, Optional<Labels>> posted = Optional::of;

    /**
     * What an evaluator needs of its server.
     *
     * @param externalUrl where this server is reached, without a slash at the end
     * @param clients makes the connections to targets
     */
    public record Parts(
            String path,
            EvaluatorSettings flags,
            FileSource files,
            InstantSource clock,
            Instant startedAt,
            String externalUrl,
            HttpClients clients,
            EvaluatorMetrics metrics) {
        public Parts {
            requireNonNull(path, "path");
            requireNonNull(flags, "flags");
            requireNonNull(files, "files");
            requireNonNull(clock, "clock");
            requireNonNull(startedAt, "startedAt");
            requireNonNull(externalUrl, "externalUrl");
            requireNonNull(clients, "clients");
            requireNonNull(metrics, "metrics");
        }
    }

    /**
     * Loads the configuration; nothing runs yet.
     *
     * @throws ConfigurationException if there is nothing to start with
     */
    public Evaluator(Parts parts) throws ConfigurationException {
        this(
                parts,
                new EvaluatorThreads(
                        EvaluatorThreads.Pools.of(Runtime.getRuntime().availableProcessors()),
                        new RuleRunner.Clocks(parts.clock(), System::nanoTime)));
    }

    private Evaluator(Parts parts, EvaluatorThreads threads) throws ConfigurationException {
        this(parts, threads, HttpScrapeClient.shownIn(parts.metrics(), parts.clients(), threads.scrapes()));
    }

    /** As the public one, with threads and connections of its own. */
    Evaluator(Parts parts, EvaluatorThreads threads, ScrapeConnections connections) throws ConfigurationException {
        this.parts = parts;
        this.threads = threads;
        Runtime runtime = Runtime.getRuntime();
        limits = EvaluatorLimits.of(parts.flags(), runtime.maxMemory(), runtime.availableProcessors());
        engine = new QueryEngine(this::queryOptions);
        file = new PrometheusFile(
                parts.path(),
                parts.files(),
                new Expressions(engine, Optional.of(parts.flags().retention())));
        configuration = loaded();
        load = new LoadState(true, parts.clock().instant());
        parts.metrics().loaded(load.loadedAt());
        store = new MemoryStore(limits.store());
        queryThreads = new QueryThreads(limits.queryThreads(), limits.queriesMax(), System::nanoTime);
        viewThreads = QueryThreads.ofViews(System::nanoTime);
        underWay = new RequestsUnderWay(limits.requestsMax(), limits.answersMaxBytes(), parts.metrics()::queryRefused);
        rules = new RuleRunner(
                new RuleGroups(parts.flags().alerts(), parts.flags().retention()),
                threads,
                threads.clocks(),
                parts.metrics(),
                new HandedAlerts(alerts -> router.apply(alerts), parts.metrics(), System::nanoTime));
        scrapes = new ScrapeRunner(
                store,
                threads,
                connections,
                parts.files(),
                parts.metrics(),
                parts.externalUrl().hashCode());
    }

    /** Of a query that is asked now: a reload may change them. */
    private QueryOptions queryOptions() {
        return new QueryOptions(configuration.global().evaluationInterval().toMillis(), false);
    }

    private PrometheusConfiguration loaded() throws ConfigurationException {
        PrometheusFile.Loaded loaded = file.load();
        for (Problem warning : loaded.warnings()) {
            LOG.atWarn()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("problem", warning.toString())
                    .log("Configuration warning");
        }
        return loaded.configuration();
    }

    /**
     * Begins to scrape and to evaluate. Called once.
     *
     * @param intake where alerts go: the same that those go to which are posted
     * @param words for those that fired before this start
     * @param states where rules go on, and what they come to is kept
     */
    public void start(
            Function<List<PostedAlert>, CompletionStage<PostOutcome>> intake, RestoredWords words, RuleStates states) {
        router = intake;
        parts.metrics().queriesFrom(queryThreads::working, queryThreads::waiting, limits.queryThreads());
        parts.metrics().viewsFrom(viewThreads::waiting);
        EvaluationMemory evaluations = limits.queries().evaluations();
        parts.metrics()
                .evaluationMemoryFrom(
                        () -> evaluations.takenBytes(User.QUERY),
                        () -> evaluations.takenBytes(User.RULE),
                        evaluations.totalBytes());
        parts.metrics()
                .requestsFrom(
                        underWay::requests,
                        underWay.requestsMax(),
                        underWay.memory()::takenBytes,
                        underWay.memory().totalBytes());
        parts.metrics()
                .headFrom(this::head, parts.flags().retention(), limits.store().seriesMax());
        parts.metrics().threadsFrom(threads::groupsWorkedOn, threads::groupsWaiting, threads::scrapesWaiting);
        runFirst(words, states);
        // Ends with the threads.
        SlotTimer unusedSweep = threads.every(
                SWEEP_MILLIS, threads.scrapes(), () -> store.sweep(parts.clock().millis()));
        LOG.atInfo()
                .addKeyValue("component", "evaluator")
                .addKeyValue("file", file.path())
                .addKeyValue("scrape_configs", configuration.scrapes().size())
                .addKeyValue("rule_files", configuration.ruleFiles().size())
                .addKeyValue("series_max", limits.store().seriesMax())
                .addKeyValue("query_samples_max", limits.queries().samplesMax())
                .log("Built-in scraper and rule evaluator started");
    }

    private synchronized void runFirst(RestoredWords words, RuleStates states) {
        isStarted = true;
        rules.restore(states);
        scrapes.run(configuration.scrapes(), parts.clock().millis());
        scrapes.start();
        rules.start(configuration, settings(configuration), scrapes.firstScrapes(), words);
    }

    /** Otherwise the start finds it. */
    private synchronized void runIfStarted(PrometheusConfiguration next) {
        configuration = next;
        if (isStarted) {
            rules.run(next, settings(next));
            scrapes.run(next.scrapes(), parts.clock().millis());
        }
    }

    private EvaluationSettings settings(PrometheusConfiguration now) {
        Relabeling relabeling = Relabeling.of(now.alertRelabelRules());
        posted = labels -> PostedLabels.of(labels, now.global().externalLabels(), relabeling);
        return new EvaluationSettings(
                engine,
                this::ruleLimits,
                limits.queries().lookback().toMillis(),
                store,
                store,
                now.global().externalLabels(),
                // Links to expressions go to Prometheus's address for them, which leads to the page.
                parts.externalUrl() + "/prometheus",
                relabeling,
                parts.flags().alerts(),
                System::nanoTime);
    }

    /** Of one evaluation of a rule, which has the time and the memory of a query. */
    private QueryLimits ruleLimits() {
        QuerySettings queries = limits.queries();
        return new QueryLimits(
                queries.lookback().toMillis(),
                queries.samplesMax(),
                queryThreads.patience(queries.timeout(), () -> isStopping),
                queries.evaluations().share(User.RULE));
    }

    /** How it fares, for people. Looks at every rule and every target. */
    public EvaluatorCondition condition() {
        List<RuleView> all = rules.views().stream()
                .map(GroupView::rules)
                .flatMap(List::stream)
                .toList();
        ScrapeRunner.Counts targets = scrapes.counts();
        return new EvaluatorCondition(
                file.path(),
                new EvaluatorCondition.Targets(targets.all(), targets.down()),
                new EvaluatorCondition.Rules(
                        all.size(),
                        (int) all.stream()
                                .filter(rule -> rule.health() == RuleHealth.BAD)
                                .count(),
                        (int) all.stream()
                                .filter(rule -> !rule.emptySelectors().isEmpty())
                                .count()),
                store.seriesCount(),
                limits.store().seriesMax());
    }

    private EvaluatorMetrics.Head head() {
        StoreStatistics now = store.statistics();
        return new EvaluatorMetrics.Head(
                now.series(),
                now.labelPairs(),
                now.chunks(),
                now.samples(),
                now.chunkBytes(),
                now.samplesAppended(),
                now.seriesCreated(),
                now.seriesRemoved(),
                now.seriesEndedEarly(),
                now.outOfOrder(),
                now.duplicates(),
                now.outOfBounds(),
                now.oldestMillis(),
                now.newestMillis());
    }

    @Override
    public String path() {
        return file.path();
    }

    @Override
    public Prepared prepare() throws ConfigurationException {
        try {
            PrometheusConfiguration next = loaded();
            return () -> {
                runIfStarted(next);
                load = new LoadState(true, parts.clock().instant());
                parts.metrics().loaded(load.loadedAt());
                LOG.atInfo()
                        .addKeyValue("component", "evaluator")
                        .addKeyValue("file", file.path())
                        .addKeyValue("scrape_configs", next.scrapes().size())
                        .addKeyValue("rule_files", next.ruleFiles().size())
                        .log("Scrapes and rules follow the file that was loaded");
            };
        } catch (ConfigurationException e) {
            load = new LoadState(false, load.loadedAt());
            parts.metrics().loadFailed();
            throw e;
        }
    }

    /** Adds the paths of the API. */
    public void addTo(Routes routes) {
        Duration timeout = limits.queries().timeout();
        new PrometheusApi(
                        new Queries(engine, store, limits.queries(), queryThreads, parts.clock(), parts.metrics()),
                        new SeriesQuestions(store, store, queryThreads, timeout),
                        new LanguageQuestions(queryThreads, timeout),
                        new RuleQuestions(
                                rules::views,
                                labels -> posted.apply(labels),
                                parts.externalUrl() + "/api/v2/alerts",
                                viewThreads,
                                timeout),
                        new TargetQuestions(
                                new TargetQuestions.Sources(scrapes::view, scrapes::metadata),
                                host(parts.externalUrl()),
                                viewThreads,
                                timeout),
                        new StatusQuestions(
                                new StatusQuestions.Sources(
                                        Release.current(),
                                        HostName.read(),
                                        parts.clock(),
                                        parts.startedAt(),
                                        () -> load,
                                        () -> ShownConfiguration.of(configuration.source()),
                                        parts.flags().shown(),
                                        store,
                                        store::statistics),
                                queryThreads,
                                timeout),
                        underWay)
                .addTo(routes);
    }

    private static String host(String url) {
        String host = URI.create(url).getHost();
        return host == null ? "localhost" : host;
    }

    /** Ends scrapes and evaluations; rules that are under way give up, which takes half a second at most. */
    public void stop() {
        isStopping = true;
        rules.stop();
        queryThreads.close();
        viewThreads.close();
        scrapes.close();
        threads.close();
    }
}
