package io.tocsin.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.LoneMember;
import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.engine.Replication;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.engine.TestPorts;
import io.tocsin.core.history.HistoryLog;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.scenario.VirtualTime;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** The real engine in virtual time, on a night when somebody asks why. */
final class Incident {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTime time = new VirtualTime(START);
    private final Engine engine;
    private int silences;

    /**
     * @param configuration receivers are those that its routes name, one integration each unless called {@code null};
     *     one called {@code refusing} refuses what it is sent, {@code moody} all but the first, {@code hanging} never answers, one
     *     called {@code on-call} opens incidents besides, one
     *     called {@code firing-only} has a second integration that wants no resolves, one called {@code short} shows one
     *     alert
     */
    Incident(String configuration) {
        this(configuration, Duration.ZERO, ResolvesWhileMuted.INCIDENT);
    }

    Incident(String configuration, Duration startDelay, ResolvesWhileMuted resolvesWhileMuted) {
        this(configuration, startDelay, resolvesWhileMuted, new LoneMember());
    }

    /** At a member of a cluster. */
    Incident(String configuration, Replication replication) {
        this(configuration, Duration.ZERO, ResolvesWhileMuted.INCIDENT, replication);
    }

    private Incident(
            String configuration, Duration startDelay, ResolvesWhileMuted resolvesWhileMuted, Replication replication) {
        EnginePorts alone = TestPorts.of(
                time, time::monotonicNanos, new NoStateStore(), event -> {}, () -> "silence-" + ++silences);
        EnginePorts ports = TestPorts.with(alone, replication);
        EngineSettings plain = EngineSettings.DEFAULT;
        EngineSettings settings = new EngineSettings(
                plain.retention(),
                plain.alertCollectInterval(),
                plain.logCollectInterval(),
                startDelay,
                plain.alertsPerNameMax(),
                resolvesWhileMuted);
        engine = new Engine(ports, settings, plan(configuration));
        time.settle();
    }

    private static RoutingPlan plan(String text) {
        Problems problems = new Problems();
        Configuration configuration = YamlDocument.read("incident.yml", text, problems)
                .flatMap(part -> new ConfigurationDecoder(List.of(), MatcherMode.DEFAULT)
                        .decodePart(part, name -> new ReceiverConfig(name, Labels.of("name", name), List.of())))
                .orElseThrow(() -> new AssertionError(problems.errors()));
        assertThat(problems.errors()).isEmpty();
        Map<String, Receiver> receivers = configuration.receivers().stream()
                .collect(Collectors.toMap(ReceiverConfig::name, each -> receiver(each.name())));
        return RoutingPlan.of(
                configuration,
                RoutingTree.of(configuration.route()),
                receivers,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    private static Receiver receiver(String name) {
        Integration webhook = new Integration(name, "webhook", 0, true, false, body -> answer(name));
        Integration pagerduty = new Integration(name, "pagerduty", 0, true, true, body -> answer(name));
        return new Receiver(
                name,
                switch (name) {
                    case "null" -> List.of();
                    case "on-call" -> List.of(webhook, pagerduty);
                    case "hanging" ->
                        List.of(new Integration(name, "webhook", 0, true, false, body -> new CompletableFuture<>()));
                    case "moody" -> List.of(new Integration(name, "webhook", 0, true, false, moody()));
                    case "firing-only" ->
                        List.of(webhook, new Integration(name, "webhook", 1, false, false, body -> answer(name)));
                    case "short" -> List.of(new Integration(name, "webhook", 0, true, false, new ShowsOne()));
                    default -> List.of(webhook);
                });
    }

    private static Notifier moody() {
        Iterator<String> moods = List.of("default").iterator();
        return body -> answer(moods.hasNext() ? moods.next() : "refusing");
    }

    private static final class ShowsOne implements Notifier {
        @Override
        public CompletionStage<SendResult> send(Notification notification) {
            return answer("short");
        }

        @Override
        public int shownMax() {
            return 1;
        }
    }

    private static CompletionStage<SendResult> answer(String receiver) {
        return CompletableFuture.completedStage(
                receiver.equals("refusing")
                        ? new SendResult.Rejected(FailureReason.AUTH_ERROR, "unexpected status code 403")
                        : SendResult.delivered());
    }

    Incident after(Duration pause) {
        time.advance(pause);
        return this;
    }

    /** Fires for an hour from now. */
    Incident fires(String... labels) {
        return post(Labels.of(labels), time.now().plus(Duration.ofHours(1)));
    }

    Incident resolves(String... labels) {
        return post(Labels.of(labels), time.now());
    }

    /** Somebody silences for two hours. */
    Incident silences(MatchType type, String name, String value) {
        return silences(type, name, value, Duration.ZERO, Duration.ofHours(2));
    }

    /** Somebody silences from {@code start} until {@code end}, counted from now. */
    Incident silences(MatchType type, String name, String value, Duration start, Duration end) {
        engine.silences()
                .set(
                        new SilenceRequest(
                                "",
                                List.of(List.of(new MatcherText(type, name, value))),
                                time.now().plus(start),
                                time.now().plus(end),
                                "ann",
                                "moving the rack",
                                Labels.EMPTY),
                        Requester.NONE);
        time.settle();
        return this;
    }

    private Incident post(Labels labels, Instant end) {
        PostedAlert alert = new PostedAlert(labels, Labels.EMPTY, Timestamp.of(time.now()), Timestamp.of(end), "");
        engine.post(List.of(alert));
        time.settle();
        return this;
    }

    /** With what {@code history} holds. */
    Explanation explainWithPast(HistoryLog history, String... labels) {
        return answer(new Explainer(engine, history).explainWithPast(Labels.of(labels)));
    }

    Explanation explain(String... labels) {
        return answer(new Explainer(engine, query -> HistoryPage.NONE).explain(Labels.of(labels)));
    }

    private Explanation answer(CompletionStage<Explanation> stage) {
        CompletableFuture<Explanation> answer = stage.toCompletableFuture();
        time.settle();
        return answer.join();
    }

    /** Whether an event that comes right after the question is served before all of the answer is there. */
    boolean isServedDuringExplain(String... labels) {
        CompletableFuture<Explanation> answer = new Explainer(engine, query -> HistoryPage.NONE)
                .explain(Labels.of(labels))
                .toCompletableFuture();
        AtomicBoolean isDuring = new AtomicBoolean();
        time.execute(() -> isDuring.set(!answer.isDone()));
        time.settle();
        answer.join();
        return isDuring.get();
    }

    String text(String... labels) {
        return ExplanationText.of(explain(labels));
    }
}
