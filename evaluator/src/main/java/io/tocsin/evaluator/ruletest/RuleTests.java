package io.tocsin.evaluator.ruletest;

import static java.util.Objects.requireNonNull;

import io.tocsin.evaluator.config.RuleFile;
import java.time.Duration;
import java.util.List;

/**
 * A file of unit tests, with the rules that it is about.
 *
 * @param evaluationInterval how far apart all groups are evaluated, whatever interval they ask for; {@code > 0}
 * @param groupOrder names of groups; those that are not there are evaluated with the first
 * @param isFuzzy whether neighbours among floating-point numbers count as equal
 */
public record RuleTests(
        String path,
        List<RuleFile> ruleFiles,
        Duration evaluationInterval,
        List<String> groupOrder,
        boolean isFuzzy,
        List<RuleTest> tests) {
    public RuleTests {
        requireNonNull(path, "path");
        ruleFiles = List.copyOf(ruleFiles);
        requireNonNull(evaluationInterval, "evaluationInterval");
        groupOrder = List.copyOf(groupOrder);
        tests = List.copyOf(tests);
    }
}
