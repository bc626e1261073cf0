package io.tocsin.evaluator.config;

import io.tocsin.core.config.ConfigDurations;
import io.tocsin.core.label.LabelName;
import io.tocsin.core.label.Labels;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.core.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code global}.
 *
 * @param environment the value of a variable; null for one that is not set
 * @see "Upstream: config.GlobalConfig.UnmarshalYAML"
 */
record GlobalDecoder(UnaryOperator<@Nullable String> environment) {
    GlobalSettings decode(YamlMapping root) {
        return root.get("global")
                .flatMap(node -> node.mapping("config.plain", this::read))
                .orElse(GlobalSettings.DEFAULT);
    }

    private Optional<GlobalSettings> read(YamlMapping mapping) {
        GlobalSettings defaults = GlobalSettings.DEFAULT;
        Duration interval = orDefault(mapping, "scrape_interval", defaults.scrapeInterval());
        Duration timeout = duration(mapping, "scrape_timeout");
        if (timeout.compareTo(interval) > 0) {
            mapping.at("scrape_timeout")
                    .error(
                            "longer than scrape_interval",
                            "a scrape must have ended before the next one begins.",
                            Stage.VALUE,
                            "global scrape timeout greater than scrape interval");
            timeout = interval;
        }
        if (timeout.isZero()) {
            timeout = min(defaults.scrapeTimeout(), interval);
        }
        Unserved.warn(mapping, "query_log_file", "queries are not logged");
        Unserved.warn(mapping, "scrape_failure_log_file", "failed scrapes are shown with their targets");
        Unserved.refuseFlag(mapping, "convert_classic_histograms_to_nhcb");
        Unserved.refuseFlag(mapping, "scrape_native_histograms");
        // Without native histograms classic ones are scraped anyway.
        mapping.flag("always_scrape_classic_histograms", false);
        NamingDecoder.decode(mapping);
        return Optional.of(new GlobalSettings(
                interval,
                timeout,
                orDefault(mapping, "evaluation_interval", defaults.evaluationInterval()),
                duration(mapping, "rule_query_offset"),
                externalLabels(mapping),
                protocols(mapping, defaults.scrapeProtocols()),
                ScrapeLimitsDecoder.decode(mapping),
                mapping.flag("extra_scrape_metrics", false)));
    }

    private static List<ScrapeProtocol> protocols(YamlMapping mapping, List<ScrapeProtocol> defaults) {
        return ScrapeProtocolsDecoder.decode(mapping, defaults, "for global config");
    }

    /** Zero for a key that is absent or has no value. */
    static Duration duration(YamlMapping mapping, String key) {
        return mapping.get(key).flatMap(ConfigDurations::prometheus).orElse(Duration.ZERO);
    }

    /** Zero means the default, too. */
    static Duration orDefault(YamlMapping mapping, String key, Duration fallback) {
        Duration given = duration(mapping, key);
        return given.isZero() ? fallback : given;
    }

    static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private Labels externalLabels(YamlMapping mapping) {
        Labels.Builder labels = new Labels.Builder();
        mapping.get("external_labels")
                .ifPresent(node -> node.entries("map[string]string").forEach((name, value) -> {
                    if (!LabelName.isUtf8(name)) {
                        LabelNames.refuse(value, name);
                    }
                    labels.add(name, expand(value));
                }));
        // A label without a value is none.
        Labels all = labels.build();
        return all.filter(name -> !all.get(name).isEmpty());
    }

    private String expand(YamlNode value) {
        return EnvironmentReferences.expand(value.text().orElse(""), name -> {
            if (name.equals("$")) {
                return "$";
            }
            String found = environment.apply(name);
            if (found == null || found.isEmpty()) {
                value.warning(
                        "the variable " + name + " of the environment is not set, and counts as empty",
                        "write $$ for a dollar sign.");
                return "";
            }
            return found;
        });
    }
}
