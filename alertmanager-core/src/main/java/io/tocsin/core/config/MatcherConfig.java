package io.tocsin.core.config;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What labels must be like, in the three spellings that a file may mix; all must match.
 *
 * @param match the deprecated equality map, in file order, kept apart for printing
 * @param matchRe the deprecated regex map, in file order, without anchors
 * @param matchers as written under {@code matchers}, sorted
 */
public record MatcherConfig(Map<String, String> match, Map<String, String> matchRe, List<Matcher> matchers) {
    public static final MatcherConfig NONE = new MatcherConfig(Map.of(), Map.of(), List.of());

    public MatcherConfig {
        match = Collections.unmodifiableMap(new LinkedHashMap<>(match));
        matchRe = Collections.unmodifiableMap(new LinkedHashMap<>(matchRe));
        matchers = List.copyOf(matchers);
    }

    /** Everything that the three spellings say, sorted by name, value and type; none matches everything. */
    public List<Matcher> all() {
        List<Matcher> all = new ArrayList<>(matchers);
        match.forEach((name, value) -> all.add(Matcher.of(MatchType.EQUAL, name, value)));
        // The original anchors these before it makes matchers of them, so keys show the anchors.
        matchRe.forEach((name, regex) -> all.add(Matcher.of(MatchType.REGEX, name, "^(?:" + regex + ")$")));
        return all.stream().sorted().toList();
    }
}
