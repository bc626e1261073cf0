package io.tocsin.evaluator.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Rules that are evaluated one behind the other, at the same times.
 *
 * @param file the path of its file; together with the name it is the group's identity
 * @param interval empty for {@code global.evaluation_interval}
 * @param queryOffset empty for {@code global.rule_query_offset}
 * @param limit most alerts or series that one rule may make; 0 or less for any number
 * @see "Upstream: model/rulefmt RuleGroup"
 */
public record RuleGroupConfig(
        String file,
        String name,
        Optional<Duration> interval,
        Optional<Duration> queryOffset,
        int limit,
        List<RuleConfig> rules) {
    public RuleGroupConfig {
        requireNonNull(file, "file");
        requireNonNull(name, "name");
        requireNonNull(interval, "interval");
        requireNonNull(queryOffset, "queryOffset");
        rules = List.copyOf(rules);
    }
}
