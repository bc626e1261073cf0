package io.tocsin.server.configuration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.route.Route;
import io.tocsin.core.yaml.Problem;
import io.tocsin.server.api.ConfigurationState;
import io.tocsin.server.api.ConfigurationState.FailedLoad;
import io.tocsin.server.api.ConfigurationView;
import io.tocsin.server.api.ReloadOutcome;
import io.tocsin.server.metrics.ConfigurationMetrics;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The configuration in force: loaded at the start, replaced by reloads, kept when a reload fails.
 *
 * <p>Reloads run one at a time on {@code reloads}; whoever asks while one waits to begin shares its outcome. Reading
 * {@link #view} is thread-safe.
 */
public final class LiveConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(LiveConfiguration.class);

    private static final String INTERNAL_ERROR = "internal error, see the log";

    private final ConfigurationFile file;
    private final CompanionConfiguration companion;
    private final Function<Configuration, RunningPlan> planFor;
    private final Duration retention;
    private final ConfigurationMetrics metrics;
    private final InstantSource clock;
    private final ExecutorService reloads;
    private final AtomicReference<@Nullable CompletableFuture<ReloadOutcome>> waiting = new AtomicReference<>();

    // Volatile: written by the reload thread, read by API threads.
    private volatile ConfigurationView view;

    // Volatile: as the view.
    private volatile Configuration current;

    // Volatile: as the view.
    private volatile ConfigurationState state;

    /** Owned by the reload thread. */
    private RunningPlan plan;

    /**
     * Loads the first configuration.
     *
     * @param companion what is loaded with it from the first reload on; at the start somebody else has
     * @param planFor makes a configuration run; fails with an {@link IllegalArgumentException} if it cannot
     * @param reloads runs one task at a time
     * @throws ConfigurationException if there is nothing to start with
     */
    public LiveConfiguration(
            ConfigurationFile file,
            CompanionConfiguration companion,
            Function<Configuration, RunningPlan> planFor,
            Duration retention,
            ConfigurationMetrics metrics,
            InstantSource clock,
            ExecutorService reloads)
            throws ConfigurationException {
        this.file = requireNonNull(file, "file");
        this.companion = requireNonNull(companion, "companion");
        this.planFor = requireNonNull(planFor, "planFor");
        this.retention = requireNonNull(retention, "retention");
        this.metrics = requireNonNull(metrics, "metrics");
        this.clock = requireNonNull(clock, "clock");
        this.reloads = requireNonNull(reloads, "reloads");
        ConfigurationFile.Loaded loaded = file.load();
        this.plan = planFor.apply(loaded.configuration());
        this.view = viewOf(loaded.configuration());
        this.current = loaded.configuration();
        this.state = stateOf(loaded);
        announce(loaded, plan);
    }

    /** The plan that the engine starts with. */
    public RoutingPlan firstPlan() {
        return plan.plan();
    }

    public ConfigurationView view() {
        return view;
    }

    /** What is in force. */
    public Configuration current() {
        return current;
    }

    /** Of the file in force; equal in all members with one file. */
    public long hash() {
        return state.hash();
    }

    /** What became of the loads of the file. */
    public ConfigurationState state() {
        return state;
    }

    /** Loads the file again and, if it is good, has {@code engine} run it. */
    public CompletionStage<ReloadOutcome> reload(Engine engine) {
        CompletableFuture<ReloadOutcome> mine = new CompletableFuture<>();
        CompletableFuture<ReloadOutcome> known = waiting.compareAndExchange(null, mine);
        if (known != null) {
            return known;
        }
        reloads.execute(() -> {
            waiting.set(null);
            try {
                mine.complete(reloadNow(engine));
            } catch (RuntimeException | Error e) {
                // Whoever asked must be answered, even when memory has run out.
                mine.completeExceptionally(e);
            }
        });
        return mine;
    }

    private ReloadOutcome reloadNow(Engine engine) {
        String loading = file.path();
        LOG.atInfo()
                .addKeyValue("component", "configuration")
                .addKeyValue("file", file.path())
                .log("Loading configuration file");
        try {
            ConfigurationFile.Loaded loaded = file.load();
            loading = companion.path();
            CompanionConfiguration.Prepared prepared = companion.prepare();
            loading = file.path();
            ConfigurationView nextView = viewOf(loaded.configuration());
            RunningPlan next = planFor.apply(loaded.configuration());
            run(engine, next);
            RunningPlan replaced = plan;
            plan = next;
            view = nextView;
            current = loaded.configuration();
            state = stateOf(loaded);
            announce(loaded, next);
            replaced.close();
            return follow(prepared);
        } catch (ConfigurationException e) {
            failed(String.valueOf(e.getMessage()), e.problems());
            logProblems(e);
            LOG.atError()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("file", loading)
                    .addKeyValue("err", e.getMessage())
                    .log("Loading configuration file failed");
            return new ReloadOutcome.Refused(e.describe());
        } catch (RuntimeException | Error e) {
            failed(INTERNAL_ERROR, List.of());
            LOG.atError()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("file", loading)
                    .setCause(e)
                    .log("Loading configuration file failed");
            return new ReloadOutcome.Refused(INTERNAL_ERROR);
        }
    }

    /** Has the companion go with a configuration that is in force by now; should that fail, it is said which half is. */
    private ReloadOutcome follow(CompanionConfiguration.Prepared prepared) {
        try {
            prepared.takeEffect();
        } catch (RuntimeException | Error e) {
            String message = file.path() + " is in force, but what was to follow of " + companion.path() + " is not: "
                    + INTERNAL_ERROR;
            failed(message, List.of());
            LOG.atError()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("file", companion.path())
                    .addKeyValue("in_force", file.path())
                    .setCause(e)
                    .log("Loading configuration file failed: the other one is in force");
            return new ReloadOutcome.Refused(message);
        }
        LOG.atInfo()
                .addKeyValue("component", "configuration")
                .addKeyValue("file", file.path())
                .log("Completed loading of configuration file");
        return new ReloadOutcome.Reloaded();
    }

    private void failed(String message, List<Problem> problems) {
        metrics.loadFailed();
        state = state.failed(new FailedLoad(clock.instant(), message, problems));
    }

    private ConfigurationState stateOf(ConfigurationFile.Loaded loaded) {
        return new ConfigurationState(
                file.path(),
                ConfigurationMetrics.hash(loaded.bytes()),
                clock.instant(),
                loaded.warnings(),
                Optional.empty());
    }

    /** A plan that the engine does not take is given up. */
    private static void run(Engine engine, RunningPlan next) {
        try {
            engine.reconfigure(next.plan()).toCompletableFuture().join();
        } catch (RuntimeException | Error e) {
            next.close();
            throw e;
        }
    }

    /** One line per problem, so that places and hints can be read in a log. */
    public static void logProblems(ConfigurationException refused) {
        for (Problem problem : refused.problems()) {
            LOG.atError()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("problem", problem.toString())
                    .log("Configuration problem");
        }
    }

    private static ConfigurationView viewOf(Configuration configuration) {
        return new ConfigurationView(configuration.receivers(), ConfigurationPrinter.print(configuration));
    }

    private void announce(ConfigurationFile.Loaded loaded, RunningPlan running) {
        for (Problem warning : loaded.warnings()) {
            LOG.atWarn()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("problem", warning.toString())
                    .log("Configuration warning");
        }
        for (Route route : running.plan().routes().routes()) {
            warnOfRepeats(route);
        }
        metrics.loaded(state.hash(), state.loadedAt());
        metrics.inUse(
                running.plan().receivers().size(),
                running.integrations(),
                running.plan().inhibitRules().size());
    }

    private void warnOfRepeats(Route route) {
        if (route.repeatInterval().compareTo(retention) > 0) {
            LOG.atWarn()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("repeat_interval", route.repeatInterval())
                    .addKeyValue("retention", retention)
                    .addKeyValue("route", route.key())
                    .log("repeat_interval is greater than the data retention period. It can lead to notifications"
                            + " being repeated more often than expected.");
        }
        if (route.repeatsLate()) {
            LOG.atWarn()
                    .addKeyValue("component", "configuration")
                    .addKeyValue("repeat_interval", route.repeatInterval())
                    .addKeyValue("group_interval", route.groupInterval())
                    .addKeyValue("route", route.key())
                    .log("repeat_interval is less than group_interval. Notifications will not repeat until the next"
                            + " group_interval.");
        }
    }
}
