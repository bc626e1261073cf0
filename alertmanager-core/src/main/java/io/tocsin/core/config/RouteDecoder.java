package io.tocsin.core.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code route} and all routes below it. Used for one file.
 *
 * @see "Upstream: config.Route.UnmarshalYAML, v0.34.0"
 */
final class RouteDecoder {
    private static final String MUTE = "mute_time_intervals";
    private static final String ACTIVE = "active_time_intervals";
    private static final String NO_MATCHERS = "root route must not have any matchers";

    private final MatcherMode mode;
    private final MatcherDecoder matchers;
    private final List<ReceiverUse> receiversUsed = new ArrayList<>();
    private final List<IntervalUse> intervalsUsed = new ArrayList<>();
    private final TemplateUses templates = new TemplateUses();
    private Optional<YamlNode> rootContinues = Optional.empty();

    RouteDecoder(MatcherMode mode) {
        this.mode = mode;
        this.matchers = new MatcherDecoder(mode);
    }

    /**
     * A receiver named by a route.
     *
     * @param node where it is named
     */
    record ReceiverUse(String receiver, YamlNode node) {}

    /**
     * A time interval named by a route.
     *
     * @param node where it is named
     */
    record IntervalUse(String interval, YamlNode node) {}

    /** The receivers that were named, those of children before those of their parent. */
    List<ReceiverUse> receiversUsed() {
        return Collections.unmodifiableList(receiversUsed);
    }

    /** The time intervals that were named, those of children before those of their parent. */
    List<IntervalUse> intervalsUsed() {
        return Collections.unmodifiableList(intervalsUsed);
    }

    /** The labels that are templates. */
    List<TemplateUse> templates() {
        return templates.uses();
    }

    /** Empty for a null, and for a value that is no route. */
    Optional<RouteConfig> decodeRoot(YamlNode node) {
        return node.mapping("config.plain", mapping -> {
            Optional<RouteConfig> route = read(mapping, LocatedTimings.DEFAULTS);
            rootContinues = mapping.get("continue")
                    .filter(given -> route.map(RouteConfig::continues).orElse(false));
            checkRoot(mapping, route.map(RouteConfig::matchers).orElse(List.of()));
            return route;
        });
    }

    /** @param inherited the timings of the route above */
    private Optional<RouteConfig> read(YamlMapping mapping, LocatedTimings inherited) {
        Optional<String> receiver = mapping.text("receiver");
        List<YamlNode> groupBy = mapping.elements("group_by", "[]string");
        List<String> groupByNames = texts(groupBy);
        Duration groupWait =
                mapping.get("group_wait").flatMap(ConfigDurations::prometheus).orElse(null);
        Duration groupInterval = mapping.get("group_interval")
                .flatMap(ConfigDurations::prometheus)
                .orElse(null);
        Duration repeatInterval = mapping.get("repeat_interval")
                .flatMap(ConfigDurations::prometheus)
                .orElse(null);
        MatcherDecoder.Reading matching = matchers.read(mapping, "");
        boolean continues = mapping.flag("continue", false);
        List<YamlNode> mute = mapping.elements(MUTE, "[]string");
        List<String> muteNames = texts(mute);
        List<YamlNode> active = mapping.elements(ACTIVE, "[]string");
        List<String> activeNames = texts(active);
        Map<String, YamlNode> labels = mapping.get("labels")
                .map(node -> node.entries("map[string]string"))
                .orElse(Map.of());
        Map<String, String> labelTexts = new LinkedHashMap<>();
        labels.forEach((name, node) -> labelTexts.put(name, node.text().orElse("")));
        LocatedTimings timings = inherited.below(mapping, groupWait, groupInterval, repeatInterval);
        List<RouteConfig> routes = children(mapping, timings);
        receiver.ifPresent(name -> receiversUsed.add(new ReceiverUse(name, mapping.at("receiver"))));
        use(active, activeNames);
        use(mute, muteNames);
        matching.checkNames(mapping);
        checkGroupBy(mapping, groupBy, groupByNames);
        labels.forEach((name, node) -> checkLabel(name, node, mapping.checkStage()));
        checkInterval(mapping, "group_interval", groupInterval);
        checkInterval(mapping, "repeat_interval", repeatInterval);
        return Optional.of(new RouteConfig(
                receiver.orElse(null),
                mapping.present("group_by").isPresent()
                        ? groupByNames.stream().distinct().toList()
                        : null,
                groupWait,
                groupInterval,
                repeatInterval,
                matching.matchers().match(),
                matching.matchers().matchRe(),
                matching.matchers().matchers(),
                continues,
                muteNames,
                activeNames,
                labelTexts,
                routes));
    }

    private List<RouteConfig> children(YamlMapping mapping, LocatedTimings timings) {
        List<RouteConfig> routes = new ArrayList<>();
        for (YamlNode child : mapping.elements("routes", "[]*config.Route")) {
            if (child.isNull()) {
                // Deviation D-006: the original crashes on a null route.
                child.error("expected a route, got nothing", "remove the empty element.", Stage.VALUE, "missing route");
            }
            child.mapping("config.plain", route -> read(route, timings)).ifPresent(routes::add);
        }
        return List.copyOf(routes);
    }

    private void use(List<YamlNode> intervals, List<String> names) {
        for (int i = 0; i < names.size(); i++) {
            intervalsUsed.add(new IntervalUse(names.get(i), intervals.get(i)));
        }
    }

    private static List<String> texts(List<YamlNode> elements) {
        return elements.stream().map(element -> element.text().orElse("")).toList();
    }

    private void checkGroupBy(YamlMapping mapping, List<YamlNode> elements, List<String> names) {
        Stage stage = mapping.checkStage();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (!name.equals(RouteConfig.GROUP_BY_ALL)) {
                checkLabelName(elements.get(i), name, !seen.add(name), stage);
            }
        }
        if (!seen.isEmpty() && names.contains(RouteConfig.GROUP_BY_ALL)) {
            mapping.at("group_by")
                    .error(
                            "\"...\" groups by all labels and excludes other labels",
                            "keep either \"...\" or the names.",
                            stage,
                            "cannot have wildcard group_by (`...`) and other labels at the same time");
        }
    }

    private void checkLabelName(YamlNode element, String name, boolean isRepeated, Stage stage) {
        if (element.isMapping() || element.isList()) {
            return;
        }
        if (!mode.isLabelName(name)) {
            element.error(
                    "invalid label name " + GoQuote.quote(name),
                    labelNameHint(mode),
                    stage,
                    "invalid label name " + GoQuote.quote(name) + " in group_by list");
        } else if (isRepeated) {
            element.error(
                    "duplicate label " + GoQuote.quote(name),
                    "remove one of the two.",
                    stage,
                    "duplicated label " + GoQuote.quote(name) + " in group_by");
        }
    }

    private void checkLabel(String name, YamlNode node, Stage stage) {
        if (!mode.isLabelName(name)) {
            node.error(
                    "invalid label name " + GoQuote.quote(name),
                    labelNameHint(mode),
                    stage,
                    "invalid label name " + GoQuote.quote(name) + " in route labels");
        }
        if (!node.isList() && !node.isMapping()) {
            templates.add(new TemplateUse(node, node.text().orElse(""), TemplateUse.Kind.TEXT));
        }
    }

    static String labelNameHint(MatcherMode mode) {
        return mode == MatcherMode.CLASSIC
                ? "classic-mode allows letters, digits and underscores, no digit first."
                : "a label name is any text but the empty one.";
    }

    private static void checkInterval(YamlMapping mapping, String key, @Nullable Duration interval) {
        if (interval != null && interval.isZero()) {
            YamlNode node = mapping.at(key);
            node.error(
                    "expected a duration longer than 0, got " + node.describe(),
                    "remove the key to take over the parent's, or write one such as \"5m\".",
                    mapping.checkStage(),
                    key + " cannot be zero");
        }
    }

    private static void checkRoot(YamlMapping mapping, List<Matcher> matchers) {
        if (mapping.isSound() && mapping.text("receiver").isEmpty()) {
            mapping.at("receiver")
                    .error(
                            "the root route needs a receiver",
                            "add \"receiver\" with the name of one of the receivers.",
                            Stage.WHOLE,
                            "root route must specify a default receiver");
        }
        refuseOnRoot(mapping, "match", NO_MATCHERS);
        refuseOnRoot(mapping, "match_re", NO_MATCHERS);
        if (!matchers.isEmpty()) {
            refuseOnRoot(mapping.at("matchers"), "matchers", NO_MATCHERS);
        } else if (!mapping.isSound()) {
            refuseOnRoot(mapping, "matchers", NO_MATCHERS);
        }
        refuseOnRoot(mapping, MUTE, "root route must not have any mute time intervals");
        refuseOnRoot(mapping, ACTIVE, "root route must not have any active time intervals");
    }

    /** The original's last check of a file. */
    void checkRootContinues() {
        rootContinues.ifPresent(node -> node.error(
                "the root route has no sibling to continue with",
                "remove the key.",
                Stage.WHOLE,
                "cannot have continue in root route"));
    }

    private static void refuseOnRoot(YamlMapping mapping, String key, String original) {
        mapping.get(key)
                .filter(node -> (node.isList() || node.isMapping()) && !node.isEmpty())
                .ifPresent(node -> refuseOnRoot(node, key, original));
    }

    private static void refuseOnRoot(YamlNode node, String key, String original) {
        node.error(
                "the root route must match all alerts and takes no \"" + key + "\"",
                "move it to a route of its own under \"routes\".",
                Stage.WHOLE,
                original);
    }
}
