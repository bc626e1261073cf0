package io.tocsin.server.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.LoneMember;
import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.engine.Owner;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.server.api.ConfigurationState;
import io.tocsin.server.api.ConfigurationState.FailedLoad;
import io.tocsin.server.api.ReloadOutcome;
import io.tocsin.server.metrics.ServerMetrics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reloads that break on the way: whoever asked is answered, and what ran before goes on. */
final class LiveConfigurationTest {
    private static final String FILE = "route: {receiver: one}\nreceivers: [{name: one}]\n";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final ServerMetrics metrics = new ServerMetrics(Set.of());
    private final List<String> closed = new ArrayList<>();
    private final BrittleOwner owner = new BrittleOwner();
    private final Engine engine;
    private final Path file;
    private final LiveConfiguration live;
    private Function<Configuration, RunningPlan> planFor = this::plan;
    private boolean isListenerBroken;
    private final Companion companion = new Companion();

    LiveConfigurationTest(@TempDir Path folder) throws Exception {
        file = Files.writeString(folder.resolve("am.yml"), FILE);
        var decoder = new ConfigurationDecoder(List.of(), MatcherMode.DEFAULT, ZoneOffset.UTC);
        live = new LiveConfiguration(
                new ConfigurationFile(file.toString(), decoder, new DiskFiles()),
                companion,
                configuration -> planFor.apply(configuration),
                Duration.ofDays(5),
                metrics.configuration(),
                InstantSource.fixed(NOW),
                new InPlace());
        engine = new Engine(
                new EnginePorts(
                        owner,
                        List.of(owner),
                        Runnable::run,
                        () -> 0,
                        new Random(1),
                        new NoStateStore(),
                        new LoneMember(),
                        this::listen,
                        new SilenceRules(Duration.ofDays(5), SilenceLimits.NONE, LabelName::isUtf8, () -> "id")),
                EngineSettings.DEFAULT,
                live.firstPlan());
        Files.writeString(file, FILE.replace("one", "two"));
    }

    private void listen(EngineEvent event) {
        if (isListenerBroken && event instanceof EngineEvent.AlertsRouted) {
            throw new IllegalStateException("test");
        }
    }

    private RunningPlan plan(Configuration configuration) {
        RunningPlan empty = RunningPlan.of(configuration, MatcherMode.DEFAULT, (receiver, each) -> {
            throw new AssertionError("no integrations");
        });
        return new RunningPlan(
                empty.plan(),
                List.of(new ClosedOnce(configuration.receivers().get(0).name())),
                1);
    }

    private ReloadOutcome reload() {
        return live.reload(engine)
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    @Test
    void reload_goodFile_replacesTheView() {
        assertThat(reload()).isInstanceOf(ReloadOutcome.Reloaded.class);
        assertThat(live.view().original()).contains("two");
        assertThat(closed).containsExactly("one");
    }

    @Test
    void reload_companionFailsToFollow_saysWhichHalfIsInForce() {
        companion.isFaulty = true;

        ReloadOutcome outcome = reload();

        assertThat(outcome).isInstanceOf(ReloadOutcome.Refused.class);
        assertThat(((ReloadOutcome.Refused) outcome).reason())
                .isEqualTo(file + " is in force, but what was to follow of p.yml is not: internal error, see the log");
        assertThat(live.view().original()).contains("two");
        assertThat(closed).containsExactly("one");

        companion.isFaulty = false;
        assertThat(reload()).isInstanceOf(ReloadOutcome.Reloaded.class);
        assertThat(companion.inForce).isEqualTo(1);
    }

    /** A second file that is not taken holds back the first one, and the other way round. */
    @Test
    void reload_companionIsNotTaken_leavesBothInForce() throws Exception {
        companion.isBroken = true;

        assertThat(reload()).isEqualTo(new ReloadOutcome.Refused("p.yml: bad"));
        assertThat(live.view().original()).contains("one");
        assertThat(companion.inForce).isZero();
        assertThat(live.state().pending()).contains(new FailedLoad(NOW, "p.yml: bad", List.of()));

        companion.isBroken = false;
        Files.writeString(file, "route: {}");
        reload();
        assertThat(companion.inForce).isZero();

        Files.writeString(file, FILE.replace("one", "two"));
        reload();
        assertThat(companion.inForce).isEqualTo(1);
        assertThat(live.view().original()).contains("two");
    }

    @Test
    void state_reloadFails_tellsOfItUntilALoadSucceeds() throws Exception {
        ConfigurationState first = live.state();
        assertThat(first)
                .isEqualTo(new ConfigurationState(file.toString(), live.hash(), NOW, List.of(), Optional.empty()));

        Files.writeString(file, FILE.replace("route: {receiver: one}", "route: {receiver: nobody}"));
        reload();
        FailedLoad failed = live.state().pending().orElseThrow();
        assertThat(live.state().hash()).isEqualTo(first.hash());
        assertThat(failed.at()).isEqualTo(NOW);
        assertThat(failed.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).startsWith(file + ":1:19: route.receiver: "));

        Files.delete(file);
        reload();
        assertThat(live.state().pending().orElseThrow().problems()).isEmpty();

        Files.writeString(file, FILE.replace("one", "two"));
        reload();
        assertThat(live.state().pending()).isEmpty();
        assertThat(live.state().hash()).isEqualTo(live.hash()).isNotEqualTo(first.hash());
    }

    @Test
    void reload_errorOnTheWay_isAnsweredAndCounted() {
        planFor = configuration -> {
            throw new OutOfMemoryError("test");
        };

        assertThat(reload()).isEqualTo(new ReloadOutcome.Refused("internal error, see the log"));
        assertThat(live.state().pending()).contains(new FailedLoad(NOW, "internal error, see the log", List.of()));
        assertThat(new String(metrics.exposition().page("", false).body(), StandardCharsets.UTF_8))
                .contains("alertmanager_config_last_reload_successful 0.0");
    }

    @Test
    void reload_engineDoesNotTakeIt_leavesTheOneBeforeInForce() {
        owner.isBroken = true;

        assertThat(reload()).isInstanceOf(ReloadOutcome.Refused.class);
        assertThat(live.view().original()).contains("one");
        assertThat(closed).containsExactly("two");

        owner.isBroken = false;
        reload();
        assertThat(closed).containsExactly("two", "one");
    }

    /** What /status shows is what routes, and what was replaced is closed. */
    @Test
    void reload_engineBreaksOnceItHasTakenIt_countsAsDone() {
        engine.post(List.of(new PostedAlert(Labels.of("alertname", "A"), Labels.EMPTY, null, null, "")));
        isListenerBroken = true;

        assertThat(reload()).isInstanceOf(ReloadOutcome.Reloaded.class);
        assertThat(engine.inForce().plan().receivers()).containsOnlyKeys("two");
        assertThat(live.view().original()).contains("two");
        assertThat(closed).containsExactly("one");
    }

    @Test
    void reload_notifierOfTheOneBeforeCannotBeClosed_countsAsDone() {
        planFor = configuration -> {
            RunningPlan plan = plan(configuration);
            List<Notifier> notifiers = new ArrayList<>(plan.notifiers());
            notifiers.add(0, new Unclosable());
            return new RunningPlan(plan.plan(), notifiers, 2);
        };
        reload();

        assertThat(reload()).isInstanceOf(ReloadOutcome.Reloaded.class);
        assertThat(closed).containsExactly("one", "two");
    }

    private static final class Unclosable implements Notifier {
        @Override
        public CompletionStage<SendResult> send(Notification notification) {
            throw new AssertionError("nothing to send");
        }

        @Override
        public void close() {
            throw new IllegalStateException("test");
        }
    }

    private final class ClosedOnce implements Notifier {
        private final String name;

        ClosedOnce(String name) {
            this.name = name;
        }

        @Override
        public CompletionStage<SendResult> send(Notification notification) {
            throw new AssertionError("nothing to send");
        }

        @Override
        public void close() {
            closed.add(name);
        }
    }

    private static final class BrittleOwner implements Owner {
        private boolean isBroken;

        @Override
        public void execute(Runnable event) {
            if (isBroken) {
                throw new RejectedExecutionException("test");
            }
            try {
                event.run();
            } catch (IllegalStateException ignored) {
                // As the real one, which logs it and runs the next event.
            }
        }

        @Override
        public void schedule(Object key, Instant at, Runnable event) {}

        @Override
        public void cancel(Object key) {}

        @Override
        public Instant now() {
            return NOW;
        }
    }

    private static final class InPlace extends AbstractExecutorService {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    private static final class Companion implements CompanionConfiguration {
        boolean isBroken;
        boolean isFaulty;
        int inForce;

        @Override
        public String path() {
            return "p.yml";
        }

        @Override
        public Prepared prepare() throws ConfigurationException {
            if (isBroken) {
                throw new ConfigurationException("p.yml: bad", List.of());
            }
            return () -> {
                if (isFaulty) {
                    throw new IllegalStateException("test");
                }
                inForce++;
            };
        }
    }
}
