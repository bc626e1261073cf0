package io.tocsin.evaluator.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads groups of targets, in {@code static_configs} and in files of targets.
 *
 * @see "Upstream: discovery/targetgroup Group"
 */
public final class TargetGroupsDecoder {
    private TargetGroupsDecoder() {}

    public static List<TargetGroupConfig> decode(List<YamlNode> elements) {
        List<TargetGroupConfig> groups = new ArrayList<>();
        for (YamlNode element : elements) {
            if (element.isNull()) {
                element.error(
                        "expected a group of targets, got nothing",
                        "remove the \"-\".",
                        Stage.VALUE,
                        "empty or null section in static_configs");
            }
            element.mapping("targetgroup.Group", TargetGroupsDecoder::read).ifPresent(groups::add);
        }
        return groups;
    }

    private static Optional<TargetGroupConfig> read(YamlMapping mapping) {
        return Optional.of(new TargetGroupConfig(
                mapping.texts("targets"), LabelNames.decode(mapping, "labels", "model.LabelSet")));
    }

    /** Refuses addresses that no relabeling can make good ones of, because there is none. */
    static void refusePaths(YamlNode groups) {
        groups.firstText(text -> text.path().contains(".targets[")
                        && text.text().filter(address -> address.contains("/")).isPresent())
                .ifPresent(text -> text.error(
                        "expected an address such as \"example.org:9100\", got " + text.describe(),
                        "the path goes into \"metrics_path\", the scheme into \"scheme\".",
                        Stage.VALUE,
                        GoQuote.quote(text.text().orElse("")) + " is not a valid hostname"));
    }
}
