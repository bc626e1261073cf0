package io.tocsin.core.route;

import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes route configurations for tests; what is not set is inherited. */
public final class RouteConfigBuilder {
    private final Map<String, String> match = new LinkedHashMap<>();
    private final Map<String, String> matchRe = new LinkedHashMap<>();
    private final Map<String, String> labels = new LinkedHashMap<>();
    private final List<RouteConfig> routes = new ArrayList<>();
    private String matchers = "";
    private @Nullable String receiver;
    private @Nullable List<String> groupBy;
    private @Nullable Duration groupWait;
    private @Nullable Duration groupInterval;
    private @Nullable Duration repeatInterval;
    private boolean continues;
    private List<String> muteTimeIntervals = List.of();
    private List<String> activeTimeIntervals = List.of();

    public static RouteConfigBuilder route() {
        return new RouteConfigBuilder();
    }

    public static RouteConfigBuilder route(String matchers) {
        return new RouteConfigBuilder().matchers(matchers);
    }

    public RouteConfigBuilder receiver(@Nullable String name) {
        receiver = name;
        return this;
    }

    public RouteConfigBuilder groupBy(String... names) {
        groupBy = List.of(names);
        return this;
    }

    public RouteConfigBuilder groupWait(Duration duration) {
        groupWait = duration;
        return this;
    }

    public RouteConfigBuilder groupInterval(Duration duration) {
        groupInterval = duration;
        return this;
    }

    public RouteConfigBuilder repeatInterval(Duration duration) {
        repeatInterval = duration;
        return this;
    }

    /** @param list as a configuration file has it */
    public RouteConfigBuilder matchers(String list) {
        matchers = list;
        return this;
    }

    public RouteConfigBuilder match(String name, String value) {
        match.put(name, value);
        return this;
    }

    public RouteConfigBuilder matchRe(String name, String regex) {
        matchRe.put(name, regex);
        return this;
    }

    public RouteConfigBuilder continues(boolean yes) {
        continues = yes;
        return this;
    }

    public RouteConfigBuilder muteTimeIntervals(String... names) {
        muteTimeIntervals = List.of(names);
        return this;
    }

    public RouteConfigBuilder activeTimeIntervals(String... names) {
        activeTimeIntervals = List.of(names);
        return this;
    }

    public RouteConfigBuilder label(String name, String template) {
        labels.put(name, template);
        return this;
    }

    public RouteConfigBuilder child(RouteConfigBuilder child) {
        routes.add(child.build());
        return this;
    }

    public RouteConfig build() {
        return new RouteConfig(
                receiver,
                groupBy,
                groupWait,
                groupInterval,
                repeatInterval,
                match,
                matchRe,
                MatcherParser.of(MatcherMode.DEFAULT).parseList(matchers),
                continues,
                muteTimeIntervals,
                activeTimeIntervals,
                labels,
                routes);
    }

    public RoutingTree tree() {
        return RoutingTree.of(build());
    }
}
