package io.tocsin.core.config;

import io.tocsin.core.label.Matcher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One node of the routing tree as the file states it: what is null is inherited.
 *
 * @param groupBy label names, or the single element {@code ...} for all labels; empty resets to no grouping
 * @param groupWait {@code >= 0}
 * @param groupInterval {@code > 0}
 * @param repeatInterval {@code > 0}
 * @param match the deprecated equality map, in file order, kept apart for printing
 * @param matchRe the deprecated regex map, in file order
 * @param matchers as written under {@code matchers}, sorted
 * @param continues keep looking at later siblings after this one matched
 * @param labels values by label name, in file order; merged over the parent's
 */
public record RouteConfig(
        @Nullable String receiver,
        @Nullable List<String> groupBy,
        @Nullable Duration groupWait,
        @Nullable Duration groupInterval,
        @Nullable Duration repeatInterval,
        Map<String, String> match,
        Map<String, String> matchRe,
        List<Matcher> matchers,
        boolean continues,
        List<String> muteTimeIntervals,
        List<String> activeTimeIntervals,
        Map<String, String> labels,
        List<RouteConfig> routes) {

    /** The {@code group_by} element that stands for all labels. */
    public static final String GROUP_BY_ALL = "...";

    /** Everything that the three spellings say, sorted by name, value and type. */
    public List<Matcher> allMatchers() {
        return new MatcherConfig(match, matchRe, matchers).all();
    }
}
