package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What a rule file says.
 *
 * @param path as the patterns of {@code rule_files} found it
 * @param groups in the order of the file; no two of a name
 */
public record RuleFile(String path, List<RuleGroupConfig> groups) {
    public RuleFile {
        requireNonNull(path, "path");
        groups = List.copyOf(groups);
    }
}
