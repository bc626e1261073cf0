package io.tocsin.evaluator.ruletest;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.Position;
import java.util.List;

/**
 * What is not as a test wants it.
 *
 * @param position of the expectation, or of the test where a rule could not be evaluated
 * @param subject what it is about, and when
 * @param expected one line each, sorted; nothing where {@code reason} says it all
 * @param actual likewise
 * @param reason empty where expected and actual say it
 */
public record RuleTestFailure(
        Position position, String subject, List<String> expected, List<String> actual, String reason) {
    public RuleTestFailure {
        requireNonNull(position, "position");
        requireNonNull(subject, "subject");
        expected = List.copyOf(expected);
        actual = List.copyOf(actual);
        requireNonNull(reason, "reason");
    }

    static RuleTestFailure of(Position position, String subject, String reason) {
        return new RuleTestFailure(position, subject, List.of(), List.of(), reason);
    }
}
