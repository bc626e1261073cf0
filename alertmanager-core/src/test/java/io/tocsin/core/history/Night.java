package io.tocsin.core.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.AlertIntake;
import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ReceiverConfig;
import io.tocsin.core.engine.Engine;
import io.tocsin.core.engine.EngineEvent;
import io.tocsin.core.engine.EnginePorts;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.engine.InMemoryStateStore;
import io.tocsin.core.engine.Requester;
import io.tocsin.core.engine.RoutingPlan;
import io.tocsin.core.engine.TestPorts;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.Receiver;
import io.tocsin.core.pipeline.Receiver.Integration;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The real engine in virtual time, and what is remembered of it. */
final class Night {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Requester ANN = new Requester("user:ann", "192.0.2.7");

    final VirtualTime time = new VirtualTime(START);
    final KeptEntries kept = new KeptEntries();

    private final InMemoryStateStore store = new InMemoryStateStore();
    private Recorder recorder = new Recorder(kept);
    private Engine engine;
    private int silences;

    /** @param notifiersOf those of a receiver, each of which makes a webhook */
    Night(String configuration, Function<String, List<Notifier>> notifiersOf) {
        engine = start(configuration, notifiersOf);
    }

    private Engine start(String configuration, Function<String, List<Notifier>> notifiersOf) {
        Recorder current = recorder;
        EnginePorts ports = TestPorts.of(
                time, time::monotonicNanos, store, event -> tell(current, event), () -> "silence-" + ++silences);
        Engine started = new Engine(ports, EngineSettings.DEFAULT, plan(configuration, notifiersOf));
        time.settle();
        return started;
    }

    private void tell(Recorder current, EngineEvent event) {
        // Of a process that is dead nobody hears anything.
        if (current == recorder && Recorder.concerns(event)) {
            current.on(event, time.now());
        }
    }

    private static RoutingPlan plan(String text, Function<String, List<Notifier>> notifiersOf) {
        Problems problems = new Problems();
        Configuration configuration = YamlDocument.read("night.yml", text, problems)
                .flatMap(part -> new ConfigurationDecoder(List.of(), MatcherMode.DEFAULT)
                        .decodePart(part, name -> new ReceiverConfig(name, Labels.of("name", name), List.of())))
                .orElseThrow(() -> new AssertionError(problems.errors()));
        assertThat(problems.errors()).isEmpty();
        Map<String, Receiver> receivers = configuration.receivers().stream()
                .collect(Collectors.toMap(
                        ReceiverConfig::name, each -> receiver(each.name(), notifiersOf.apply(each.name()))));
        return RoutingPlan.of(
                configuration,
                RoutingTree.of(configuration.route()),
                receivers,
                new AlertIntake(Duration.ofMinutes(5), LabelName::isUtf8));
    }

    private static Receiver receiver(String name, List<Notifier> of) {
        List<Integration> integrations = IntStream.range(0, of.size())
                .mapToObj(i -> new Integration(name, "webhook", i, true, false, of.get(i)))
                .toList();
        return new Receiver(name, integrations);
    }

    static List<Notifier> willing(String receiver) {
        return List.of(answering(SendResult.delivered()));
    }

    static Notifier answering(SendResult... results) {
        Iterator<SendResult> each = List.of(results).iterator();
        SendResult last = results[results.length - 1];
        return body -> CompletableFuture.completedStage(each.hasNext() ? each.next() : last);
    }

    Night after(Duration pause) {
        time.advance(pause);
        return this;
    }

    /** Fires for so long from now. */
    Night fires(Duration length, String... labels) {
        return post(time.now().plus(length), labels);
    }

    /** Many alerts of one group, in one post. */
    Night firesNumbered(int count) {
        Timestamp end = Timestamp.of(time.now().plus(Duration.ofDays(1)));
        engine.post(IntStream.range(0, count)
                .mapToObj(i -> new PostedAlert(
                        Labels.of("alertname", "Down", "number", String.valueOf(i)),
                        Labels.EMPTY,
                        Timestamp.of(time.now()),
                        end,
                        ""))
                .toList());
        time.settle();
        return this;
    }

    Night resolves(String... labels) {
        return post(time.now(), labels);
    }

    private Night post(Instant end, String... labels) {
        engine.post(List.of(
                new PostedAlert(Labels.of(labels), Labels.EMPTY, Timestamp.of(time.now()), Timestamp.of(end), "")));
        time.settle();
        return this;
    }

    /** Ann silences for two hours; an id makes it a change. */
    Night silences(String id, MatchType type, String name, String value) {
        SilenceRequest request = new SilenceRequest(
                id,
                List.of(List.of(new MatcherText(type, name, value))),
                time.now(),
                time.now().plus(Duration.ofHours(2)),
                "ann",
                "moving the rack",
                Labels.EMPTY);
        engine.silences().set(request, ANN);
        time.settle();
        return this;
    }

    Night expires(String id, Requester by) {
        engine.silences().expire(id, by);
        time.settle();
        return this;
    }

    Night reloads(String configuration, Function<String, List<Notifier>> notifiersOf) {
        engine.reconfigure(plan(configuration, notifiersOf));
        time.settle();
        return this;
    }

    /** The process dies, and another one takes up what the journal kept. */
    Night isKilled(String configuration, Function<String, List<Notifier>> notifiersOf) {
        recorder = new Recorder(kept);
        engine.stop();
        time.settle();
        engine = start(configuration, notifiersOf);
        return this;
    }

    Night ends() {
        recorder.close();
        return this;
    }
}
