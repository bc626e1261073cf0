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
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads the three spellings of matchers: {@code match}, {@code match_re} and {@code matchers}. */
record MatcherDecoder(MatcherMode mode) {

    /**
     * Matchers that were read; the names in {@code match} are not checked yet.
     *
     * @param matchNodes where {@code match} stands
     */
    record Reading(MatcherConfig matchers, Map<String, YamlNode> matchNodes) {
        /** As the original, which checks them once it has read all of {@code mapping}: call this at the end. */
        void checkNames(YamlMapping mapping) {
            Stage stage = mapping.checkStage();
            matchNodes.forEach((name, node) -> checkName(node, name, stage));
        }
    }

    /** @param prefix of the keys: none in a route, {@code source_} or {@code target_} in an inhibit rule */
    Reading read(YamlMapping mapping, String prefix) {
        Map<String, YamlNode> matchNodes = mapping.get(prefix + "match")
                .map(node -> node.entries("map[string]string"))
                .orElse(Map.of());
        Map<String, String> match = new LinkedHashMap<>();
        matchNodes.forEach((name, node) -> match.put(name, node.text().orElse("")));
        MatcherConfig matchers =
                new MatcherConfig(match, regexes(mapping, prefix + "match_re"), matchers(mapping, prefix + "matchers"));
        return new Reading(matchers, matchNodes);
    }

    private static void checkName(YamlNode node, String name, Stage stage) {
        if (!LabelName.isClassic(name)) {
            node.error(
                    "invalid label name " + GoQuote.quote(name),
                    "other names work under \"matchers\" only.",
                    stage,
                    "invalid label name " + GoQuote.quote(name));
        }
    }

    private static Map<String, String> regexes(YamlMapping mapping, String key) {
        Map<String, String> match = new LinkedHashMap<>();
        mapping.get(key)
                .map(node -> node.entries("common.plain"))
                .orElse(Map.of())
                .forEach((name, node) -> {
                    checkName(node, name, Stage.VALUE);
                    if (node.isNull()) {
                        node.error(
                                "expected a regular expression, got nothing",
                                "write '' to match the empty text only.",
                                Stage.VALUE,
                                "invalid regexp value for " + GoQuote.quote(name));
                    }
                    node.text().filter(text -> isPattern(node, text)).ifPresent(text -> match.put(name, text));
                });
        return match;
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

    private List<Matcher> matchers(YamlMapping mapping, String key) {
        List<Matcher> matchers = new ArrayList<>();
        for (YamlNode element : mapping.addedElements(key, "[]string")) {
            if (element.isMapping() || element.isList()) {
                element.text();
            } else {
                matchers.addAll(parse(element, element.text().orElse("")));
            }
        }
        Collections.sort(matchers);
        return matchers;
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
}
