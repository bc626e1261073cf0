package io.tocsin.core.scenario;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.engine.EngineSettings;
import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherSyntaxException;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.pipeline.ResolvesWhileMuted;
import io.tocsin.core.scenario.Scenario.Expected;
import io.tocsin.core.scenario.Scenario.Given;
import io.tocsin.core.scenario.Scenario.GivenSilence;
import io.tocsin.core.scenario.Scenario.Step;
import io.tocsin.core.scenario.VirtualReceiver.ScriptedAnswer;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads scenario files; {@code docs/scenarios.md} describes them. Immutable and thread-safe. */
public final class ScenarioReader {
    /** How long a scenario runs on after its last step or expectation, to see what should not come. */
    private static final Duration TAIL = Duration.ofSeconds(5);

    private final ConfigurationDecoder decoder;
    private final MatcherParser matcherParser = MatcherParser.of(MatcherMode.DEFAULT);

    /** @param types the integrations that configurations may name beside {@code virtual_configs} */
    public ScenarioReader(List<IntegrationType<?>> types) {
        List<IntegrationType<?>> all = new ArrayList<>(types);
        all.add(VirtualIntegrationType.INSTANCE);
        all.add(VirtualIntegrationType.INCIDENT);
        this.decoder = new ConfigurationDecoder(all, MatcherMode.DEFAULT);
    }

    /**
     * @param problems takes what is wrong with the file
     * @return empty after errors
     */
    public Optional<Scenario> read(String file, String text, Problems problems) {
        Optional<Scenario> scenario = YamlDocument.read(file, text, problems)
                .flatMap(root -> root.mapping("scenario", mapping -> scenario(file, mapping)));
        return problems.hasErrors() ? Optional.empty() : scenario;
    }

    private Optional<Scenario> scenario(String file, YamlMapping mapping) {
        String behaviour = mapping.text("behaviour", "");
        String source = mapping.text("source", "");
        EngineSettings settings =
                mapping.mapping("flags", "flags", ScenarioReader::settings).orElse(EngineSettings.DEFAULT);
        Optional<Configuration> configuration = configuration(mapping, "config");
        Map<String, List<ScriptedAnswer>> answers = new LinkedHashMap<>();
        mapping.get("answers")
                .ifPresent(node ->
                        node.entries("answers").forEach((receiver, list) -> answers.put(receiver, answers(list))));
        List<Step> steps = mapping.elements("steps", "[]step").stream()
                .flatMap(node -> node.mapping("step", this::step).stream())
                .toList();
        List<Expected> expected = mapping.elements("expect", "[]expect").stream()
                .flatMap(node -> node.mapping("expect", ScenarioReader::expected).stream())
                .toList();
        Duration until = duration(mapping, "until").orElseGet(() -> end(steps, expected));
        checkOutages(mapping, steps);
        if (configuration.isEmpty() && !mapping.hasErrors()) {
            error(mapping.at("config"), "a scenario needs a configuration", "add \"config\" with a \"route\".");
        }
        return configuration.map(
                config -> new Scenario(file, behaviour, source, settings, config, answers, steps, expected, until));
    }

    private static void checkOutages(YamlMapping mapping, List<Step> steps) {
        for (Step outage : steps) {
            for (Step other : steps) {
                boolean isIn =
                        other.at().compareTo(outage.at()) > 0 && other.at().compareTo(outage.end()) < 0;
                if (isIn && !isHeardAfter(outage, other)) {
                    error(
                            mapping.at("steps"),
                            "the step at " + other.at().toMillis() + "ms falls into the outage from "
                                    + outage.at().toMillis() + "ms to "
                                    + outage.end().toMillis() + "ms",
                            "nobody is there to answer then; move the step.");
                }
            }
        }
    }

    /** A post that comes while the process is suspended lies with the system until it is resumed. */
    private static boolean isHeardAfter(Step outage, Step other) {
        return outage instanceof Step.Suspension && other instanceof Step.Post;
    }

    private static Duration end(List<Step> steps, List<Expected> expected) {
        return Stream.concat(
                        steps.stream().map(Step::end),
                        expected.stream().map(each -> each.at().plus(each.within())))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO)
                .plus(TAIL);
    }

    private Optional<Configuration> configuration(YamlMapping mapping, String key) {
        return mapping.present(key).flatMap(node -> decoder.decodePart(node, VirtualIntegrationType::receiver));
    }

    private static Optional<EngineSettings> settings(YamlMapping flags) {
        EngineSettings usual = EngineSettings.DEFAULT;
        return Optional.of(new EngineSettings(
                duration(flags, "data.retention").orElse(usual.retention()),
                duration(flags, "alerts.gc-interval").orElse(usual.alertCollectInterval()),
                duration(flags, "data.maintenance-interval").orElse(usual.logCollectInterval()),
                duration(flags, "dispatch.start-delay").orElse(usual.startDelay()),
                flags.present("alerts.per-alertname-limit")
                        .flatMap(YamlNode::number)
                        .map(BigDecimal::intValue)
                        .orElse(usual.alertsPerNameMax()),
                flags.text("notify.resolves-while-muted")
                        .flatMap(text -> resolvesWhileMuted(flags.at("notify.resolves-while-muted"), text))
                        .orElse(usual.resolvesWhileMuted())));
    }

    private static Optional<ResolvesWhileMuted> resolvesWhileMuted(YamlNode node, String text) {
        Optional<ResolvesWhileMuted> known = ResolvesWhileMuted.parse(text);
        if (known.isEmpty()) {
            error(node, "expected incident, all or none, got " + node.describe(), "incident is the default.");
        }
        return known;
    }

    private static List<ScriptedAnswer> answers(YamlNode list) {
        return list.elements("[]answer").stream()
                .flatMap(node -> node.mapping("answer", ScenarioReader::answer).stream())
                .toList();
    }

    private static Optional<ScriptedAnswer> answer(YamlMapping mapping) {
        int status = mapping.present("status")
                .flatMap(YamlNode::number)
                .map(BigDecimal::intValue)
                .orElse(200);
        Duration latency = duration(mapping, "latency").orElse(Duration.ZERO);
        if (status < 200 || status > 599) {
            error(mapping.at("status"), "expected an HTTP status from 200 to 599, got " + status, "200 is success.");
            return Optional.empty();
        }
        return Optional.of(new ScriptedAnswer(status, latency));
    }

    private Optional<Step> step(YamlMapping mapping) {
        Duration at = requiredTime(mapping);
        Optional<YamlNode> alerts = mapping.get("alerts");
        boolean restarts = mapping.flag("restart", false);
        Optional<Duration> outage = duration(mapping, "outage");
        Optional<Duration> suspended = duration(mapping, "suspended");
        Optional<YamlNode> silence = mapping.present("silence");
        Optional<String> expire = mapping.text("expire");
        Optional<Configuration> reload = configuration(mapping, "reload");
        if (alerts.isPresent()) {
            return Optional.of(new Step.Post(
                    at,
                    alerts.get().elements("[]alert").stream()
                            .flatMap(node -> node.mapping("alert", ScenarioReader::given).stream())
                            .toList()));
        }
        if (silence.isPresent()) {
            return silence.get().mapping("silence", this::silence).map(given -> new Step.Silence(at, given));
        }
        if (expire.isPresent()) {
            return Optional.of(new Step.ExpireSilence(at, expire.get()));
        }
        if (outage.isPresent()) {
            return Optional.of(new Step.Outage(at, outage.get()));
        }
        if (suspended.isPresent()) {
            return Optional.of(new Step.Suspension(at, suspended.get()));
        }
        if (restarts) {
            return Optional.of(new Step.Restart(at));
        }
        if (reload.isEmpty() && !mapping.hasErrors()) {
            error(
                    mapping.self(),
                    "a step does nothing",
                    "add \"alerts\", \"silence\", \"expire\", \"reload\", \"restart: true\", \"outage\" or \"suspended\".");
        }
        return reload.map(configuration -> new Step.Reload(at, configuration));
    }

    private static Optional<Given> given(YamlMapping mapping) {
        return Optional.of(new Given(
                Labels.of(mapping.textEntries("labels")),
                Labels.of(mapping.textEntries("annotations")),
                signedDuration(mapping, "startsAt"),
                signedDuration(mapping, "endsAt"),
                mapping.text("generatorURL", "")));
    }

    private Optional<GivenSilence> silence(YamlMapping mapping) {
        String name = mapping.text("name", "");
        List<Matcher> matchers = new ArrayList<>();
        for (YamlNode text : mapping.elements("matchers", "[]string")) {
            matchers.addAll(matchers(text));
        }
        Optional<Duration> end = signedDuration(mapping, "endsAt");
        if (end.isEmpty() && mapping.get("endsAt").isEmpty()) {
            error(mapping.self(), "the end of the silence is missing", "add \"endsAt\", such as \"endsAt: 1h\".");
        }
        if (matchers.isEmpty() && !mapping.hasErrors()) {
            error(mapping.self(), "the silence matches nothing", "add \"matchers\", such as \"[alertname=A]\".");
        }
        return end.map(endsAt -> new GivenSilence(name, matchers, signedDuration(mapping, "startsAt"), endsAt));
    }

    private List<Matcher> matchers(YamlNode node) {
        try {
            return node.text().map(matcherParser::parseList).orElse(List.of());
        } catch (MatcherSyntaxException e) {
            error(
                    node,
                    "expected matchers, got " + node.describe() + ": " + e.getMessage(),
                    "such as alertname=\"A\".");
            return List.of();
        }
    }

    private static Optional<Expected> expected(YamlMapping mapping) {
        return Optional.of(new Expected(
                requiredTime(mapping),
                duration(mapping, "within").orElse(Duration.ZERO),
                mapping.text("receiver", ""),
                mapping.text("reason"),
                mapping.texts("alerts").stream().sorted().toList(),
                mapping.texts("resolved").stream().sorted().toList()));
    }

    private static Duration requiredTime(YamlMapping mapping) {
        Optional<Duration> at = duration(mapping, "at");
        if (at.isEmpty() && mapping.get("at").isEmpty()) {
            error(mapping.self(), "the time is missing", "add \"at\", counted from the start, such as \"at: 30s\".");
        }
        return at.orElse(Duration.ZERO);
    }

    private static Optional<Duration> signedDuration(YamlMapping mapping, String key) {
        Optional<String> text = mapping.text(key);
        boolean isNegative = text.isPresent() && text.get().startsWith("-");
        return text.flatMap(given -> parse(mapping.at(key), isNegative ? given.substring(1) : given))
                .map(duration -> isNegative ? duration.negated() : duration);
    }

    private static Optional<Duration> duration(YamlMapping mapping, String key) {
        return mapping.text(key).flatMap(text -> parse(mapping.at(key), text));
    }

    private static Optional<Duration> parse(YamlNode node, String text) {
        try {
            return Optional.of(PrometheusDuration.parse(text));
        } catch (DurationSyntaxException e) {
            error(
                    node,
                    "expected a duration such as \"30s\", got " + node.describe(),
                    "units are ms, s, m, h, d, w, y.");
            return Optional.empty();
        }
    }

    private static void error(YamlNode node, String message, String hint) {
        node.error(message, hint, Stage.VALUE, message);
    }
}
