package io.tocsin.evaluator.config;

import io.tocsin.core.config.ConfigDurations;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Utf8;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads rule files. Immutable and thread-safe.
 *
 * @see "Upstream: model/rulefmt Parse; promtool 3.5.3 asked about each case"
 */
public final class RuleFileDecoder {
    private final Expressions expressions;

    public RuleFileDecoder(Expressions expressions) {
        this.expressions = expressions;
    }

    /**
     * @param path how problems and the group's identity name the file
     * @param text all of it
     */
    public Decoded<RuleFile> decode(String path, String text) {
        Problems problems = new Problems();
        return Decoded.of(decode(path, text, problems), problems);
    }

    /** @return empty after problems with the file as a whole; else what of it could be read */
    public Optional<RuleFile> decode(String path, String text, Problems problems) {
        return YamlDocument.read(path, text, problems).flatMap(root -> {
            SourceText source = new SourceText(text.startsWith("\uFEFF") ? text.substring(1) : text);
            List<RuleGroupConfig> groups = new ArrayList<>();
            Optional<Boolean> isRead = root.mapping("rulefmt.RuleGroups", mapping -> {
                groups.addAll(groups(mapping, source));
                return Optional.of(true);
            });
            return root.isNull() || isRead.isPresent() ? Optional.of(new RuleFile(path, groups)) : Optional.empty();
        });
    }

    private List<RuleGroupConfig> groups(YamlMapping root, SourceText source) {
        List<RuleGroupConfig> groups = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (YamlNode element : root.elements("groups", "[]rulefmt.RuleGroup")) {
            if (element.isNull()) {
                element.warning("nothing stands here", "remove the \"-\".");
            }
            element.mapping("rulefmt.RuleGroup", mapping -> group(mapping, names, source))
                    .ifPresent(groups::add);
        }
        return groups;
    }

    private Optional<RuleGroupConfig> group(YamlMapping mapping, Set<String> names, SourceText source) {
        String name = mapping.text("name", "");
        if (name.isEmpty()) {
            if (mapping.get("name")
                    .filter(node -> node.isList() || node.isMapping())
                    .isEmpty()) {
                mapping.at("name").error("a group needs a \"name\"", "", Stage.WHOLE, "Groupname must not be empty");
            }
        } else if (!names.add(name)) {
            mapping.at("name")
                    .error(
                            "another group of this file has the name " + GoQuote.quote(name),
                            "give each a name of its own.",
                            Stage.WHOLE,
                            "groupname: " + GoQuote.quote(name) + " is repeated in the same file");
        }
        RuleDecoder rules =
                new RuleDecoder(expressions, source, name, RuleLabels.decode(mapping, "labels", "label", ""));
        List<RuleConfig> decoded = rules.decode(mapping.elements("rules", "[]rulefmt.Rule"));
        return Optional.of(new RuleGroupConfig(
                mapping.self().position().file(),
                name,
                mapping.get("interval").flatMap(ConfigDurations::prometheus).filter(interval -> !interval.isZero()),
                mapping.get("query_offset").flatMap(ConfigDurations::prometheus),
                limit(mapping),
                decoded));
    }

    private static int limit(YamlMapping mapping) {
        long limit = mapping.present("limit")
                .flatMap(node -> node.wholeNumber("int"))
                .orElse(0L);
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, limit));
    }

    /** Whether a text can be stored as the name of a metric. */
    static boolean isMetricName(String name) {
        return !name.isEmpty() && Utf8.isEncodable(name);
    }
}
