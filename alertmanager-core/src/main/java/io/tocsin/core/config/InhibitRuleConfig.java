package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Matcher;
import java.util.List;

/**
 * One element of {@code inhibit_rules}: alerts that match the source mute those that match the target and have the same
 * values of the {@code equal} labels.
 *
 * @param name for people and metrics; empty for none, not necessarily unique
 * @param source {@code source_match}, {@code source_match_re} and {@code source_matchers}
 * @param target {@code target_match}, {@code target_match_re} and {@code target_matchers}
 * @param equal label names as written, which may be twice the same; none compares nothing
 */
public record InhibitRuleConfig(String name, MatcherConfig source, MatcherConfig target, List<String> equal) {
    /** A rule that says nothing. */
    static final InhibitRuleConfig EMPTY = new InhibitRuleConfig("", MatcherConfig.NONE, MatcherConfig.NONE, List.of());

    public InhibitRuleConfig {
        requireNonNull(name, "name");
        requireNonNull(source, "source");
        requireNonNull(target, "target");
        equal = List.copyOf(equal);
    }

    /** What a source must match, sorted by name, value and type; none matches every alert. */
    public List<Matcher> sourceMatchers() {
        return source.all();
    }

    /** What a target must match, sorted by name, value and type; none matches every alert. */
    public List<Matcher> targetMatchers() {
        return target.all();
    }
}
