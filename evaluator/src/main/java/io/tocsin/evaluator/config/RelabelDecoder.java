package io.tocsin.evaluator.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import io.tocsin.evaluator.relabel.RelabelRule;
import io.tocsin.evaluator.relabel.RelabelRule.Action;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads relabeling rules.
 *
 * @see "Upstream: model/relabel Config.Validate; promtool 3.5.3 asked about each case"
 */
final class RelabelDecoder {
    private static final Set<Action> SETTING = EnumSet.of(
            Action.REPLACE, Action.HASHMOD, Action.LOWERCASE, Action.UPPERCASE, Action.KEEPEQUAL, Action.DROPEQUAL);
    private static final Set<Action> WITHOUT_REPLACEMENT =
            EnumSet.of(Action.LOWERCASE, Action.UPPERCASE, Action.KEEPEQUAL, Action.DROPEQUAL);

    private RelabelDecoder() {}

    /** @param nullText what the original says of a rule without content */
    static List<RelabelRule> decode(YamlMapping parent, String key, String nullText) {
        List<RelabelRule> rules = new ArrayList<>();
        for (YamlNode element : parent.elements(key, "[]*relabel.Config")) {
            if (element.isNull()) {
                element.error("expected a rule, got nothing", "remove the \"-\".", Stage.VALUE, nullText);
            }
            element.mapping("relabel.plain", RelabelDecoder::read).ifPresent(rules::add);
        }
        return rules;
    }

    private static Optional<RelabelRule> read(YamlMapping mapping) {
        Optional<Action> action = action(mapping);
        List<String> sources = sources(mapping);
        RelabelRule rule = new RelabelRule(
                action.orElse(Action.REPLACE),
                sources,
                mapping.text("separator", RelabelRule.SEPARATOR_DEFAULT),
                regex(mapping),
                mapping.present("modulus")
                        .flatMap(YamlNode::unsignedNumber)
                        .map(BigInteger::longValue)
                        .orElse(0L),
                mapping.text("target_label", ""),
                mapping.text("replacement", RelabelRule.REPLACEMENT_DEFAULT));
        if (action.isEmpty() || !mapping.isSound()) {
            return Optional.empty();
        }
        check(mapping, rule);
        return Optional.of(rule);
    }

    private static Optional<Action> action(YamlMapping mapping) {
        Optional<YamlNode> node = mapping.get("action");
        if (node.isEmpty()) {
            return Optional.of(Action.REPLACE);
        }
        Optional<String> text = node.get().text();
        Optional<Action> action = text.flatMap(name -> Arrays.stream(Action.values())
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst());
        if (action.isEmpty() && (text.isPresent() || node.get().isNull())) {
            List<String> names =
                    Arrays.stream(Action.values()).map(RelabelDecoder::words).toList();
            node.get()
                    .error(
                            "expected an action, got " + node.get().describe(),
                            text.flatMap(given -> Spelling.closest(given, names))
                                    .map(near -> "did you mean \"" + near + "\"?")
                                    .orElse("one of: " + String.join(", ", names) + "."),
                            Stage.VALUE,
                            text.map(given -> "unknown relabel action " + GoQuote.quote(given))
                                    .orElse("relabel action cannot be empty"));
        }
        return action;
    }

    private static String words(Action action) {
        return action.name().toLowerCase(Locale.ROOT);
    }

    private static List<String> sources(YamlMapping mapping) {
        List<String> names = new ArrayList<>();
        for (YamlNode element : mapping.elements("source_labels", "model.LabelNames")) {
            String name = element.text().orElse("");
            if (!element.isNull() && !LabelName.isUtf8(name) && !element.isList() && !element.isMapping()) {
                LabelNames.refuse(element, name);
            }
            names.add(name);
        }
        return names;
    }

    /** A regex without a value matches the empty text only, as in the original. */
    private static String regex(YamlMapping mapping) {
        Optional<YamlNode> node = mapping.get("regex");
        if (node.isEmpty()) {
            return RelabelRule.REGEX_DEFAULT;
        }
        String source = node.get().text().orElse("");
        try {
            LabelPattern.compile(source);
        } catch (InvalidPatternException e) {
            node.get()
                    .error(
                            "expected a regular expression: " + problem(source, e),
                            "it is written in RE2 and must match the whole value.",
                            Stage.VALUE,
                            String.valueOf(e.getMessage()));
        }
        return source;
    }

    private static String problem(String source, InvalidPatternException e) {
        return LabelPattern.problemOf(source, false)
                .orElse(String.valueOf(e.getMessage()))
                .replaceFirst("^error parsing regexp: ", "");
    }

    private static void check(YamlMapping mapping, RelabelRule rule) {
        Action action = rule.action();
        if (action == Action.HASHMOD && rule.modulus() == 0) {
            refuse(
                    mapping,
                    "modulus",
                    "hashmod needs a \"modulus\" above 0",
                    "relabel configuration for hashmod requires non-zero modulus");
        } else if (SETTING.contains(action) && rule.targetLabel().isEmpty()) {
            refuse(
                    mapping,
                    "target_label",
                    words(action) + " needs a \"target_label\"",
                    "relabel configuration for " + words(action) + " action requires 'target_label' value");
        } else if (WITHOUT_REPLACEMENT.contains(action)
                && !rule.replacement().equals(RelabelRule.REPLACEMENT_DEFAULT)) {
            refuse(
                    mapping,
                    "replacement",
                    words(action) + " takes no \"replacement\"",
                    "'replacement' can not be set for " + words(action) + " action");
        } else if (action == Action.LABELMAP && rule.replacement().isEmpty()) {
            refuse(
                    mapping,
                    "replacement",
                    "labelmap needs a \"replacement\" that names labels",
                    "\"\" is invalid 'replacement' for labelmap action");
        } else if (action == Action.KEEPEQUAL || action == Action.DROPEQUAL) {
            refuseOthers(
                    mapping,
                    action,
                    List.of("regex", "separator", "modulus"),
                    "'source_labels' and `target_label`",
                    rule);
        } else if (action == Action.LABELDROP || action == Action.LABELKEEP) {
            refuseOthers(
                    mapping,
                    action,
                    List.of("source_labels", "target_label", "modulus", "separator", "replacement"),
                    "'regex'",
                    rule);
        }
    }

    private static void refuseOthers(
            YamlMapping mapping, Action action, List<String> keys, String taken, RelabelRule rule) {
        keys.stream()
                .filter(key -> isSet(mapping, key, rule))
                .findFirst()
                .ifPresent(key -> refuse(
                        mapping,
                        key,
                        words(action) + " takes only "
                                + taken.replace('\'', '"').replace('`', '"') + ", no \"" + key + "\"",
                        words(action) + " action requires only " + taken + ", and no other fields"));
    }

    /** Whether the key says something else than its default; of lists and expressions, whether it is there at all. */
    private static boolean isSet(YamlMapping mapping, String key, RelabelRule rule) {
        return switch (key) {
            case "separator" -> !rule.separator().equals(RelabelRule.SEPARATOR_DEFAULT);
            case "replacement" -> !rule.replacement().equals(RelabelRule.REPLACEMENT_DEFAULT);
            case "target_label" -> !rule.targetLabel().isEmpty();
            case "modulus" -> rule.modulus() != 0;
            case "regex" -> mapping.get(key).isPresent();
            default -> mapping.present(key).isPresent();
        };
    }

    private static void refuse(YamlMapping mapping, String key, String message, String original) {
        mapping.at(key).error(message, "", Stage.VALUE, original);
    }
}
