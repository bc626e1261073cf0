package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.relabel.RelabelRule;
import java.util.List;

/**
 * What {@code prometheus.yml} says, and the rule files that it names. Immutable.
 *
 * @param alertRelabelRules applied to the labels of alerts before they are sent
 * @param rulePatterns {@code rule_files}, joined to the folder of the file
 * @param ruleFiles what these patterns found, in the order of the patterns and each file once; none if files were not
 *     looked for
 * @param scrapes in the order of the file; no two of a name
 * @param source the text of the file
 * @see "Upstream: config.Config"
 */
public record PrometheusConfiguration(
        GlobalSettings global,
        List<RelabelRule> alertRelabelRules,
        List<String> rulePatterns,
        List<RuleFile> ruleFiles,
        List<ScrapeConfig> scrapes,
        String source) {
    public PrometheusConfiguration {
        requireNonNull(global, "global");
        alertRelabelRules = List.copyOf(alertRelabelRules);
        rulePatterns = List.copyOf(rulePatterns);
        ruleFiles = List.copyOf(ruleFiles);
        scrapes = List.copyOf(scrapes);
        requireNonNull(source, "source");
    }
}
