package io.tocsin.core.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code inhibit_rules}.
 *
 * @see "Upstream: config/common.InhibitRule.UnmarshalYAML, v0.33.1"
 */
final class InhibitRuleDecoder {
    private final MatcherMode mode;
    private final MatcherDecoder matchers;

    InhibitRuleDecoder(MatcherMode mode) {
        this.mode = mode;
        this.matchers = new MatcherDecoder(mode);
    }

    List<InhibitRuleConfig> decode(List<YamlNode> elements) {
        List<InhibitRuleConfig> rules = new ArrayList<>();
        for (YamlNode element : elements) {
            if (element.isNull()) {
                warnOfNothing(element);
                rules.add(InhibitRuleConfig.EMPTY);
            } else {
                element.mapping("common.plain", this::read).ifPresent(rules::add);
            }
        }
        return rules;
    }

    private Optional<InhibitRuleConfig> read(YamlMapping mapping) {
        String name = mapping.text("name", "");
        MatcherDecoder.Reading source = matchers.read(mapping, "source_");
        MatcherDecoder.Reading target = matchers.read(mapping, "target_");
        List<YamlNode> equal = mapping.elements("equal", "[]string");
        List<String> equalNames =
                equal.stream().map(element -> element.text().orElse("")).toList();
        source.checkNames(mapping);
        target.checkNames(mapping);
        checkEqual(equal, equalNames, mapping.checkStage());
        InhibitRuleConfig rule = new InhibitRuleConfig(name, source.matchers(), target.matchers(), equalNames);
        if (mapping.isSound()) {
            warnOfMissing(mapping.self(), rule);
        }
        return Optional.of(rule);
    }

    private void checkEqual(List<YamlNode> elements, List<String> names, Stage stage) {
        for (int i = 0; i < names.size(); i++) {
            YamlNode element = elements.get(i);
            if (!mode.isLabelName(names.get(i)) && !element.isMapping() && !element.isList()) {
                element.error(
                        "invalid label name " + GoQuote.quote(names.get(i)),
                        RouteDecoder.labelNameHint(mode),
                        stage,
                        "invalid label name " + GoQuote.quote(names.get(i)) + " in equal list");
            }
        }
    }

    private static void warnOfMissing(YamlNode node, InhibitRuleConfig rule) {
        boolean hasSource = !rule.sourceMatchers().isEmpty();
        boolean hasTarget = !rule.targetMatchers().isEmpty();
        if (!hasSource && !hasTarget) {
            warnOfNothing(node);
        } else if (!hasSource) {
            node.warning(
                    "without source matchers every alert inhibits the targets that have the same \"equal\" labels",
                    "add \"source_matchers\".");
        } else if (!hasTarget) {
            node.warning(
                    "without target matchers every alert that has the same \"equal\" labels is inhibited",
                    "add \"target_matchers\".");
        }
    }

    private static void warnOfNothing(YamlNode node) {
        node.warning(
                "a rule without matchers inhibits nothing: every alert is a source, and sources are not inhibited",
                "add \"source_matchers\" and \"target_matchers\", or remove the rule.");
    }
}
