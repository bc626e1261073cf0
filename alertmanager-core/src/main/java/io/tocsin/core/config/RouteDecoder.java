package io.tocsin.core.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherSyntaxException;
import io.tocsin.core.label.MatcherWarning;
import io.tocsin.core.label.MatcherWarning.ClassicFallback;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    private final MatcherMode mode;
    private final List<ReceiverUse> receiversUsed = new ArrayList<>();

    RouteDecoder(MatcherMode mode) {
        this.mode = mode;
    }

    /**
     * A receiver named by a route.
     *
     * @param node where it is named
     */
    record ReceiverUse(String receiver, YamlNode node) {}

    /** The receivers that were named, those of children before those of their parent. */
    List<ReceiverUse> receiversUsed() {
        return Collections.unmodifiableList(receiversUsed);
    }

    /** Empty for a null, and for a value that is no route. */
    Optional<RouteConfig> decodeRoot(YamlNode node) {
        return node.mapping("config.plain", mapping -> {
            Optional<RouteConfig> route = read(mapping);
            checkRoot(mapping, route.map(RouteConfig::continues).orElse(false));
            return route;
        });
    }

    private Optional<RouteConfig> read(YamlMapping mapping) {
        Optional<String> receiver = mapping.text("receiver");
        List<String> groupBy = groupBy(mapping);
        Duration groupWait =
                mapping.get("group_wait").flatMap(ConfigDurations::prometheus).orElse(null);
        Duration groupInterval = interval(mapping, "group_interval");
        Duration repeatInterval = interval(mapping, "repeat_interval");
        Map<String, String> match = match(mapping);
        Map<String, String> matchRe = matchRe(mapping);
        List<Matcher> matchers = matchers(mapping);
        boolean continues = mapping.flag("continue", false);
        NotServedYet.ROUTE.forEach(key -> NotServedYet.refuse(mapping, key));
        List<RouteConfig> routes = children(mapping);
        receiver.ifPresent(name -> receiversUsed.add(new ReceiverUse(name, mapping.at("receiver"))));
        return Optional.of(new RouteConfig(
                receiver.orElse(null),
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                match,
                matchRe,
                matchers,
                continues,
                List.of(),
                List.of(),
                Map.of(),
                routes));
    }

    private List<RouteConfig> children(YamlMapping mapping) {
        List<RouteConfig> routes = new ArrayList<>();
        for (YamlNode child : mapping.elements("routes", "[]*config.Route")) {
            if (child.isNull()) {
                // Deviation D-006: the original crashes on a null route.
                child.error("expected a route, got nothing", "remove the empty element.", Stage.VALUE, "missing route");
            }
            child.mapping("config.plain", this::read).ifPresent(routes::add);
        }
        return List.copyOf(routes);
    }

    private @Nullable List<String> groupBy(YamlMapping mapping) {
        Optional<YamlNode> node = mapping.present("group_by");
        if (node.isEmpty()) {
            return null;
        }
        List<YamlNode> elements = node.get().elements("[]string");
        Set<String> names = new LinkedHashSet<>();
        boolean groupsByAll = false;
        for (YamlNode element : elements) {
            String name = element.text().orElse("");
            groupsByAll |= name.equals(RouteConfig.GROUP_BY_ALL);
            checkGroupBy(element, name, names.add(name) || name.equals(RouteConfig.GROUP_BY_ALL));
        }
        if (groupsByAll && names.size() > 1) {
            node.get()
                    .error(
                            "\"...\" groups by all labels and excludes other labels",
                            "keep either \"...\" or the names.",
                            Stage.VALUE,
                            "cannot have wildcard group_by (`...`) and other labels at the same time");
        }
        return List.copyOf(names);
    }

    private void checkGroupBy(YamlNode element, String name, boolean isNew) {
        if (element.isMapping() || element.isList()) {
            return;
        }
        if (!name.equals(RouteConfig.GROUP_BY_ALL) && !mode.isLabelName(name)) {
            element.error(
                    "invalid label name " + GoQuote.quote(name),
                    labelNameHint(),
                    Stage.VALUE,
                    "invalid label name " + GoQuote.quote(name) + " in group_by list");
        } else if (!isNew) {
            element.error(
                    "duplicate label " + GoQuote.quote(name),
                    "remove one of the two.",
                    Stage.VALUE,
                    "duplicated label " + GoQuote.quote(name) + " in group_by");
        }
    }

    private String labelNameHint() {
        return mode == MatcherMode.CLASSIC
                ? "classic-mode allows letters, digits and underscores, no digit first."
                : "a label name is any text but the empty one.";
    }

    private static @Nullable Duration interval(YamlMapping mapping, String key) {
        Duration interval =
                mapping.get(key).flatMap(ConfigDurations::prometheus).orElse(null);
        if (interval != null && interval.isZero()) {
            mapping.at(key)
                    .error(
                            "expected a duration longer than 0, got "
                                    + mapping.at(key).describe(),
                            "remove the key to take over the parent's, or write one such as \"5m\".",
                            Stage.VALUE,
                            key + " cannot be zero");
        }
        return interval;
    }

    private static Map<String, YamlNode> matchEntries(YamlMapping mapping, String key, String goType) {
        Map<String, YamlNode> entries =
                mapping.get(key).map(node -> node.entries(goType)).orElse(Map.of());
        entries.forEach((name, node) -> {
            if (!LabelName.isClassic(name)) {
                node.error(
                        "invalid label name " + GoQuote.quote(name),
                        "other names work under \"matchers\" only.",
                        Stage.VALUE,
                        "invalid label name " + GoQuote.quote(name));
            }
        });
        return entries;
    }

    private static Map<String, String> match(YamlMapping mapping) {
        Map<String, String> match = new LinkedHashMap<>();
        matchEntries(mapping, "match", "map[string]string")
                .forEach((name, node) -> match.put(name, node.text().orElse("")));
        return Collections.unmodifiableMap(match);
    }

    private static Map<String, String> matchRe(YamlMapping mapping) {
        Map<String, String> match = new LinkedHashMap<>();
        matchEntries(mapping, "match_re", "config.MatchRegexps").forEach((name, node) -> {
            if (node.isNull()) {
                node.error(
                        "expected a regular expression, got nothing",
                        "write '' to match the empty text only.",
                        Stage.VALUE,
                        "invalid regexp value for " + GoQuote.quote(name));
            }
            node.text().filter(text -> isPattern(node, text)).ifPresent(text -> match.put(name, text));
        });
        return Collections.unmodifiableMap(match);
    }

    private static boolean isPattern(YamlNode node, String text) {
        try {
            LabelPattern.compile(text);
            return true;
        } catch (LabelPattern.InvalidPatternException e) {
            node.error(
                    "expected a regular expression, got one that cannot be read: " + e.getMessage(),
                    "the syntax is RE2: no look-around and no back-references.",
                    Stage.VALUE,
                    String.valueOf(e.getMessage()));
            return false;
        }
    }

    private List<Matcher> matchers(YamlMapping mapping) {
        List<Matcher> matchers = new ArrayList<>();
        for (YamlNode element : mapping.elements("matchers", "[]string")) {
            if (element.isMapping() || element.isList()) {
                element.text();
            } else {
                matchers.addAll(parse(element, element.text().orElse("")));
            }
        }
        Collections.sort(matchers);
        return List.copyOf(matchers);
    }

    private List<Matcher> parse(YamlNode element, String text) {
        if (text.isBlank()) {
            element.warning("an empty text holds no matcher and is ignored", "remove it.");
            return List.of();
        }
        try {
            return MatcherParser.of(mode, warning -> warn(element, warning)).parseList(text);
        } catch (MatcherSyntaxException e) {
            element.errorAt(
                    e.start(),
                    "expected matchers such as 'severity=\"critical\"', got " + element.describe() + ": "
                            + e.getMessage(),
                    "write name=\"value\", name!=\"value\", name=~\"regex\" or name!~\"regex\".",
                    Stage.VALUE,
                    String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    private static void warn(YamlNode element, MatcherWarning warning) {
        String better = warning instanceof ClassicFallback fallback ? fallback.suggestion() : "";
        element.warning(warning.message(), better.isEmpty() ? "" : "write " + better + ".");
    }

    private static void checkRoot(YamlMapping mapping, boolean continues) {
        if (mapping.isSound() && mapping.text("receiver").isEmpty()) {
            mapping.at("receiver")
                    .error(
                            "the root route needs a receiver",
                            "add \"receiver\" with the name of one of the receivers.",
                            Stage.WHOLE,
                            "root route must specify a default receiver");
        }
        for (String key : List.of("match", "match_re", "matchers")) {
            refuseOnRoot(mapping, key, "root route must not have any matchers");
        }
        if (continues) {
            mapping.at("continue")
                    .error(
                            "the root route has no sibling to continue with",
                            "remove the key.",
                            Stage.WHOLE,
                            "cannot have continue in root route");
        }
    }

    private static void refuseOnRoot(YamlMapping mapping, String key, String original) {
        mapping.get(key)
                .filter(node -> (node.isList() || node.isMapping()) && !node.isEmpty())
                .ifPresent(node -> node.error(
                        "the root route must match all alerts and takes no \"" + key + "\"",
                        "move it to a route of its own under \"routes\".",
                        Stage.WHOLE,
                        original));
    }
}
