package io.tocsin.benchmarks.core;

import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Routing trees as large installations have them. */
final class RouteConfigs {
    static final String RECEIVER = "nobody";

    private static final int CHILDREN_PER_TEAM = 9;

    private RouteConfigs() {}

    /**
     * A root, a route for each of ten teams, and below each nine more by severity, regex of namespaces, or service: a
     * hundred below the root. The samples take routes early and late among their siblings, and on both levels.
     */
    static RouteConfig hundredRoutes() {
        List<RouteConfig> teams = IntStream.range(0, SampleAlerts.TEAMS)
                .mapToObj(team -> route(null, List.of(Matcher.of(MatchType.EQUAL, "team", "team-" + team)), children()))
                .toList();
        return route(RECEIVER, List.of(), teams);
    }

    private static List<RouteConfig> children() {
        return IntStream.range(0, CHILDREN_PER_TEAM)
                .mapToObj(i -> route(null, List.of(childMatcher(i)), List.of()))
                .toList();
    }

    private static Matcher childMatcher(int index) {
        return switch (index % 3) {
            case 0 -> Matcher.of(MatchType.REGEX, "namespace", "(?:service|queue)-\\d+-" + index);
            case 1 -> Matcher.of(MatchType.EQUAL, "service", "service-" + index);
            default -> Matcher.of(MatchType.REGEX, "cluster", "eu-west-" + index + ".*");
        };
    }

    static RouteConfig flat() {
        return route(RECEIVER, List.of(), List.of());
    }

    private static RouteConfig route(@Nullable String receiver, List<Matcher> matchers, List<RouteConfig> routes) {
        return new RouteConfig(
                receiver,
                receiver == null ? null : List.of("alertname", "cluster"),
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                matchers,
                false,
                List.of(),
                List.of(),
                Map.of(),
                routes);
    }
}
