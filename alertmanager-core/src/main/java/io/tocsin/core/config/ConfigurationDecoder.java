package io.tocsin.core.config;

import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.config.ReceiverConfig.ConfiguredIntegration;
import io.tocsin.core.config.RouteDecoder.IntervalUse;
import io.tocsin.core.config.RouteDecoder.ReceiverUse;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.template.TemplateCompiler;
import io.tocsin.core.template.set.AlertmanagerTemplates;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code alertmanager.yml}. Immutable and thread-safe.
 *
 * @see "Upstream: config.Load, v0.34.0"
 */
public final class ConfigurationDecoder {
    private static final int NAMES_SHOWN_MAX = 10;

    /** Templates that may take long before a server, which is to start, tries no more. */
    private static final int SLOW_TEMPLATES_MAX = 10;

    private final List<IntegrationType<?>> types;
    private final MatcherMode mode;
    private final ZoneId localZone;
    private final Set<String> unsendable;
    private final @Nullable FileSource files;
    private final Templating templating;

    /** @param slowMax as {@link TemplateProof} takes it */
    private record Templating(TemplateCompiler compiler, int slowMax) {}

    /** Takes UTC for the zone that time intervals call {@code Local}, for files that mean the same on every machine. */
    public ConfigurationDecoder(List<IntegrationType<?>> types, MatcherMode mode) {
        this(types, mode, ZoneOffset.UTC);
    }

    /**
     * @param types the integrations that are served
     * @param mode which matchers and label names are allowed
     * @param localZone the zone that time intervals call {@code Local}
     */
    public ConfigurationDecoder(List<IntegrationType<?>> types, MatcherMode mode, ZoneId localZone) {
        this(
                types,
                mode,
                localZone,
                Set.of(),
                null,
                new Templating(new AlertmanagerTemplates(localZone), Integer.MAX_VALUE));
    }

    private ConfigurationDecoder(
            List<IntegrationType<?>> types,
            MatcherMode mode,
            ZoneId localZone,
            Set<String> unsendable,
            @Nullable FileSource files,
            Templating templating) {
        this.types = List.copyOf(types);
        this.mode = mode;
        this.localZone = localZone;
        this.unsendable = unsendable;
        this.files = files;
        this.templating = templating;
    }

    /**
     * A decoder for configurations that are to run: it refuses receivers that a route uses and that cannot be sent to, and
     * bounds the time in which templates are tried.
     *
     * @param types those of the known integrations that nothing is sent to yet
     */
    public ConfigurationDecoder refusingToSend(List<IntegrationType<?>> types) {
        return new ConfigurationDecoder(
                this.types,
                mode,
                localZone,
                types.stream().map(IntegrationType::yamlKey).collect(Collectors.toUnmodifiableSet()),
                files,
                new Templating(templating.compiler(), SLOW_TEMPLATES_MAX));
    }

    /**
     * A decoder that looks for files in {@code files}: it refuses {@code templates} that cannot be read, and warns of
     * files of receivers in use that cannot be read, or not be used, now.
     */
    public ConfigurationDecoder readingFiles(FileSource files) {
        return new ConfigurationDecoder(types, mode, localZone, unsendable, files, templating);
    }

    /** A decoder that compiles {@code templates} with {@code compiler}, and tries those of receivers. */
    public ConfigurationDecoder compiling(TemplateCompiler compiler) {
        return new ConfigurationDecoder(
                types, mode, localZone, unsendable, files, new Templating(compiler, templating.slowMax()));
    }

    /**
     * @param file path of the file: problems name it so, and its folder is what relative paths start from
     * @param text the whole file
     */
    public ConfigurationResult decode(String file, String text) {
        Problems problems = new Problems();
        Optional<Configuration> configuration = YamlDocument.read(file, text, problems)
                .flatMap(root -> root.isNull() ? refuseEmpty(root) : decode(root, text));
        if (configuration.isPresent() && !problems.hasErrors()) {
            return new Accepted(configuration.get(), problems.warnings());
        }
        return new Refused(problems.errors(), problems.errorCount(), problems.warnings(), problems.originalText());
    }

    /**
     * Reads a configuration that is part of another file, such as a scenario.
     *
     * @param part records its problems with that file
     * @param implicitReceiver makes the receivers that routes name and the part does not define
     * @return empty after errors
     */
    public Optional<Configuration> decodePart(YamlNode part, Function<String, ReceiverConfig> implicitReceiver) {
        return part.mapping("config.plain", mapping -> read(mapping, "", Optional.of(implicitReceiver)));
    }

    private static Optional<Configuration> refuseEmpty(YamlNode root) {
        root.error(
                "the file is empty",
                "a configuration needs at least \"route\" and \"receivers\".",
                Stage.WHOLE,
                "no route provided in config");
        return Optional.empty();
    }

    private Optional<Configuration> decode(YamlNode root, String text) {
        return root.mapping("config.plain", mapping -> read(mapping, text, Optional.empty()));
    }

    private Optional<Configuration> read(
            YamlMapping mapping, String text, Optional<Function<String, ReceiverConfig>> implicitReceiver) {
        String file = mapping.self().position().file();
        HttpConfigDecoder http = HttpConfigDecoder.forFile(file);
        GlobalConfig global = new GlobalDecoder(types, http).decode(mapping);
        RouteDecoder routes = new RouteDecoder(mode);
        ReceiverDecoder receivers = new ReceiverDecoder(types, new DecodeContext(global, http));
        List<ReceiverConfig> receiverConfigs =
                new ArrayList<>(receivers.decode(mapping.elements("receivers", "[]config.Receiver")));
        Optional<RouteConfig> route = mapping.get("route").flatMap(routes::decodeRoot);
        if (mapping.present("route").isEmpty()) {
            mapping.at("route")
                    .error(
                            "no route provided",
                            "add \"route\" with a \"receiver\".",
                            Stage.WHOLE,
                            "no routes provided");
        }
        if (implicitReceiver.isPresent()) {
            routes.receiversUsed().stream()
                    .map(ReceiverUse::receiver)
                    .distinct()
                    .filter(name -> !receivers.names().contains(name))
                    .forEach(name -> receiverConfigs.add(implicitReceiver.get().apply(name)));
        } else if (receivers.isEveryNameKnown()
                && !mapping.isMisspelt("receivers")
                && mapping.get("receivers")
                        .filter(node -> !node.isNull() && !node.isList())
                        .isEmpty()) {
            checkReceivers(routes.receiversUsed(), receivers.names());
        }
        refuseUnsendable(routes.receiversUsed(), receivers.lists());
        TimeIntervalDecoder intervals = new TimeIntervalDecoder(localZone);
        TimeIntervals timeIntervals = intervals.decode(mapping);
        checkIntervals(routes.intervalsUsed(), intervals.names());
        routes.checkRootContinues();
        List<InhibitRuleConfig> inhibitRules =
                new InhibitRuleDecoder(mode).decode(mapping.elements("inhibit_rules", "[]common.InhibitRule"));
        ConfigFolder folder = ConfigFolder.of(file);
        Optional<CompiledTemplates> templates =
                new TemplatesDecoder(folder, files, templating.compiler()).decode(mapping);
        EventRecorderConfig eventRecorder = new EventRecorderDecoder(folder, http).decode(mapping);
        refuseUnusable(routes.receiversUsed(), receiverConfigs, http);
        Optional<TracingConfig> tracing = TracingDecoder.decode(mapping);
        if (files != null && !mapping.self().problems().hasErrors()) {
            checkFiles(
                    new UsedFiles(files, folder, mapping, "notification"),
                    namesOf(routes.receiversUsed()),
                    receiverConfigs,
                    receivers.lists());
        }
        if (!mapping.self().problems().hasErrors()) {
            templates
                    .filter(compiled -> files != null || compiled.patterns().isEmpty())
                    .ifPresent(compiled -> new TemplateProof(compiled, templating.slowMax())
                            .check(routes.templates(), receivers.templated()));
        }
        return route.flatMap(tree -> templates.map(compiled -> new Configuration(
                global,
                tree,
                inhibitRules,
                receiverConfigs,
                compiled.patterns(),
                compiled.compiled(),
                timeIntervals,
                tracing.orElse(null),
                eventRecorder,
                text)));
    }

    private void refuseUnsendable(List<ReceiverUse> used, List<ReceiverDecoder.IntegrationList> lists) {
        Set<String> receivers = namesOf(used);
        for (ReceiverDecoder.IntegrationList list : lists) {
            if (receivers.contains(list.receiver()) && unsendable.contains(list.key())) {
                String message = "receiver " + GoQuote.quote(list.receiver()) + " uses " + list.key()
                        + ", which this version cannot send to yet";
                list.node()
                        .error(
                                message,
                                "remove it, or let no route use this receiver; docs/compatibility.md says what works"
                                        + " today.",
                                Stage.WHOLE,
                                message);
            }
        }
    }

    /** The original prepares the connections of receivers in use, in the order of the file, when all else is well. */
    private static void refuseUnusable(List<ReceiverUse> used, List<ReceiverConfig> receivers, HttpConfigDecoder http) {
        Set<String> names = namesOf(used);
        for (ReceiverConfig receiver : receivers) {
            if (names.contains(receiver.name())) {
                receiver.integrations().stream()
                        .map(ConfiguredIntegration::config)
                        .filter(HttpIntegrationConfig.class::isInstance)
                        .forEach(config -> http.refuseUnusable(((HttpIntegrationConfig) config).http()));
            }
        }
        http.warnOfUnusable();
    }

    private static void checkFiles(
            UsedFiles check,
            Set<String> used,
            List<ReceiverConfig> receivers,
            List<ReceiverDecoder.IntegrationList> lists) {
        for (ReceiverConfig receiver : receivers) {
            for (ConfiguredIntegration integration : receiver.integrations()) {
                String key = integration.type().yamlKey();
                lists.stream()
                        .filter(list -> used.contains(receiver.name())
                                && list.receiver().equals(receiver.name())
                                && list.key().equals(key))
                        .forEach(list -> check.check(integration, list.node()));
            }
        }
    }

    private static Set<String> namesOf(List<ReceiverUse> used) {
        return used.stream().map(ReceiverUse::receiver).collect(Collectors.toSet());
    }

    private static void checkReceivers(List<ReceiverUse> used, Set<String> defined) {
        for (ReceiverUse use : used) {
            if (!defined.contains(use.receiver())) {
                undefined("receiver", use.receiver(), use.node(), defined, "define it under \"receivers\".");
            }
        }
    }

    private static void checkIntervals(List<IntervalUse> used, Set<String> defined) {
        for (IntervalUse use : used) {
            if (!defined.contains(use.interval())) {
                undefined("time interval", use.interval(), use.node(), defined, "define it under \"time_intervals\".");
            }
        }
    }

    private static void undefined(String what, String name, YamlNode node, Set<String> defined, String hint) {
        node.error(
                "undefined " + what + " " + GoQuote.quote(name) + expected(defined),
                Spelling.closest(name, defined)
                        .map(near -> hint(what, name, near))
                        .orElse(hint),
                Stage.WHOLE,
                "undefined " + what + " " + GoQuote.quote(name) + " used in route");
    }

    private static String expected(Set<String> defined) {
        String names = defined.stream().limit(NAMES_SHOWN_MAX).collect(Collectors.joining(", "));
        return names.isEmpty()
                ? "; the file defines none"
                : "; expected one of: " + names + (defined.size() > NAMES_SHOWN_MAX ? ", ..." : "");
    }

    private static String hint(String what, String name, String near) {
        return name.equalsIgnoreCase(near)
                ? what + " names are case-sensitive; did you mean \"" + near + "\"?"
                : "did you mean \"" + near + "\"?";
    }
}
