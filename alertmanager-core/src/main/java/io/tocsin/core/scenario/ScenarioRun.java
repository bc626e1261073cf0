package io.tocsin.core.scenario;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.InMemoryStateStore;
import io.tocsin.core.engine.LoneMember;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.Scenario.Given;
import io.tocsin.core.scenario.Scenario.GivenSilence;
import io.tocsin.core.scenario.Scenario.Step;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceLimits;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.silence.SilenceRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Plays a {@link Scenario} on the real engine in virtual time and keeps what its receivers saw.
 *
 * <p>The same scenario and seed give the same notifications, byte for byte.
 */
public final class ScenarioRun {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Scenario scenario;
    private final long seed;
    private final VirtualTime time = new VirtualTime(START);
    private final InMemoryStateStore store = new InMemoryStateStore();
    private final Map<String, VirtualReceiver> receivers = new HashMap<>();
    private final List<Seen> seen = new ArrayList<>();

    /** Ids of silences by the names that the scenario gives them. */
    private final Map<String, String> silences = new HashMap<>();

    private int silencesCreated;

    /** What was wrong with a silence; empty if nothing was. */
    private String refusal = "";

    /** In force, or to be after the next restart. */
    private Configuration configuration;

    private VirtualProcess process;
    private Engine engine;

    /**
     * A notification as it arrived.
     *
     * @param at counted from the start
     * @param receiver name, with the integration's index where there are several
     */
    public record Seen(
            Duration at,
            String receiver,
            String reason,
            List<String> firing,
            List<String> resolved,
            Notification body) {
        @Override
        public String toString() {
            return "{ at: " + at.toMillis() + "ms, receiver: " + receiver + ", reason: " + reason + ", alerts: "
                    + firing + (resolved.isEmpty() ? "" : ", resolved: " + resolved) + " }";
        }
    }

    private ScenarioRun(Scenario scenario, long seed) {
        this.scenario = requireNonNull(scenario, "scenario");
        this.seed = seed;
        this.configuration = scenario.configuration();
        this.process = new VirtualProcess(time);
        this.engine = newEngine();
    }

    /**
     * @param seed of the pauses between attempts
     * @throws IllegalArgumentException if a silence of the scenario is refused, for example because its end is past
     */
    public static List<Seen> play(Scenario scenario, long seed) {
        return new ScenarioRun(scenario, seed).play();
    }

    private List<Seen> play() {
        scenario.steps().stream().sorted(Comparator.comparing(Step::at)).forEach(step -> {
            time.advanceTo(START.plus(step.at()));
            perform(step);
            time.settle();
            if (!refusal.isEmpty()) {
                throw new IllegalArgumentException(refusal);
            }
        });
        time.advanceTo(START.plus(scenario.until()));
        return List.copyOf(seen);
    }

    private void perform(Step step) {
        if (step instanceof Step.Post post) {
            engine.post(post.alerts().stream().map(ScenarioRun::posted).toList());
        } else if (step instanceof Step.Reload reload) {
            configuration = reload.configuration();
            engine.reconfigure(planFor(configuration));
        } else if (step instanceof Step.Silence silence) {
            set(silence.silence());
        } else if (step instanceof Step.ExpireSilence expire) {
            engine.silences().expire(silences.getOrDefault(expire.silence(), expire.silence()), Requester.NONE);
        } else if (step instanceof Step.Restart) {
            engine.stop();
            time.settle();
            store.aliveUntil(time.now());
            restart();
        } else if (step instanceof Step.Outage) {
            process.kill();
            store.aliveUntil(time.now());
            time.advanceTo(START.plus(step.end()));
            restart();
        } else if (step instanceof Step.Suspension) {
            process.suspend();
            time.schedule(step, START.plus(step.end()), process::resume);
        } else {
            throw new AssertionError("unhandled step: " + step);
        }
    }

    private void restart() {
        process = new VirtualProcess(time);
        engine = newEngine();
    }

    private void set(GivenSilence given) {
        engine.silences().set(request(given), Requester.NONE).thenAccept(change -> {
            if (change instanceof SilenceChange.Created created) {
                silences.put(given.name(), created.silence().id());
            } else if (change instanceof SilenceChange.Replaced replaced) {
                silences.put(given.name(), replaced.silence().id());
            } else if (change instanceof SilenceChange.Refused refused) {
                refusal = "silence " + given.name() + ": " + refused.reason();
            }
        });
    }

    private SilenceRequest request(GivenSilence given) {
        return new SilenceRequest(
                silences.getOrDefault(given.name(), ""),
                List.of(given.matchers().stream()
                        .map(each -> new MatcherText(each.type(), each.name(), each.value()))
                        .toList()),
                given.startsAt().map(START::plus).orElse(SilenceRequest.NO_TIME),
                START.plus(given.endsAt()),
                "scenario",
                given.name(),
                Labels.EMPTY);
    }

    private static PostedAlert posted(Given given) {
        return new PostedAlert(
                given.labels(),
                given.annotations(),
                given.startsAt().map(ScenarioRun::timestamp).orElse(null),
                given.endsAt().map(ScenarioRun::timestamp).orElse(null),
                given.generatorUrl());
    }

    private static Timestamp timestamp(Duration sinceStart) {
        return Timestamp.of(START.plus(sinceStart));
    }

    private Engine newEngine() {
        EnginePorts ports = new EnginePorts(
                process,
                List.of(process),
                Runnable::run,
                time::monotonicNanos,
                new Random(seed),
                store,
                new LoneMember(),
                event -> {},
                new SilenceRules(
                        scenario.settings().retention(),
                        SilenceLimits.NONE,
                        LabelName::isUtf8,
                        () -> "silence-" + ++silencesCreated));
        return new Engine(ports, scenario.settings(), planFor(configuration));
    }

    private RoutingPlan planFor(Configuration configuration) {
        Map<String, Receiver> plan = new HashMap<>();
        for (ReceiverConfig receiver : configuration.receivers()) {
            List<Integration> integrations = new ArrayList<>();
            for (ConfiguredIntegration each : receiver.integrations()) {
                integrations.add(integration(receiver, each));
            }
            plan.put(receiver.name(), new Receiver(receiver.name(), integrations));
        }
        return RoutingPlan.of(
                configuration,
                RoutingTree.of(configuration.route()),
                plan,
                new AlertIntake(configuration.global().resolveTimeout(), LabelName::isUtf8));
    }

    private Integration integration(ReceiverConfig receiver, ConfiguredIntegration configured) {
        String name = receiver.integrations().size() == 1
                ? receiver.name()
                : receiver.name() + "[" + receiver.integrations().indexOf(configured) + "]";
        VirtualReceiver notifier = receivers.computeIfAbsent(
                name,
                known -> new VirtualReceiver(
                        time,
                        scenario.answers().getOrDefault(name, List.of()),
                        attempt -> seen.add(seen(name, attempt))));
        return new Integration(
                receiver.name(),
                configured.type().name(),
                configured.index(),
                configured.config().sendResolved(),
                configured.type().opensIncidents(),
                notifier);
    }

    private static Seen seen(String receiver, VirtualReceiver.Attempt attempt) {
        Notification body = attempt.notification();
        return new Seen(
                Duration.between(START, attempt.at()),
                receiver,
                body.reason().text(),
                names(body, false),
                names(body, true),
                body);
    }

    private static List<String> names(Notification body, boolean resolved) {
        return body.alerts().stream()
                .filter(each -> each.isResolved() == resolved)
                .map(each -> AlertName.of(each.alert().labels()))
                .sorted()
                .toList();
    }

    /** What a scenario's expectations and reality disagree on; empty when they agree. */
    public static Optional<String> difference(Scenario scenario, List<Seen> seen) {
        return ScenarioDifference.between(scenario.expected(), seen);
    }
}
