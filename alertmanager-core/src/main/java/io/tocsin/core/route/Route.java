package io.tocsin.core.route;

import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.Utf8;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One node of the routing tree with everything it inherits filled in. Immutable; two routes are equal only if they are
 * the same node.
 *
 * @see "Upstream: dispatch/route.go, v0.34.0"
 */
public final class Route {
    private static final String SEPARATOR = "/";

    private final String id;
    private final String key;
    private final RouteOptions options;
    private final List<Matcher> matchers;
    private final boolean continues;
    private final List<String> muteTimeIntervals;
    private final List<String> activeTimeIntervals;
    private final SortedMap<String, String> labels;
    private final List<Route> children;

    /** What a walk that ends here returns, made once. */
    private final List<Route> alone = List.of(this);

    private Route(
            RouteConfig config, String id, String key, RouteOptions parentOptions, Map<String, String> parentLabels) {
        this.id = id;
        this.key = key;
        this.options = parentOptions.with(config, id);
        this.matchers = config.allMatchers();
        this.continues = config.continues();
        this.muteTimeIntervals = List.copyOf(config.muteTimeIntervals());
        this.activeTimeIntervals = List.copyOf(config.activeTimeIntervals());
        SortedMap<String, String> merged = new TreeMap<>(Utf8.ORDER);
        merged.putAll(parentLabels);
        merged.putAll(config.labels());
        this.labels = Collections.unmodifiableSortedMap(merged);
        this.children = children(config);
    }

    /** @throws IllegalArgumentException if {@code config} names no receiver, or has matchers: the root takes all */
    static Route root(RouteConfig config) {
        if (config.receiver() == null) {
            throw new IllegalArgumentException("config.receiver: null (expected: the name of a receiver)");
        }
        if (!config.allMatchers().isEmpty()) {
            throw new IllegalArgumentException(
                    "config.matchers: " + config.allMatchers() + " (expected: none at the root)");
        }
        String key = Matcher.printAll(config.allMatchers());
        return new Route(config, key, key, RouteOptions.DEFAULTS, Map.of());
    }

    private List<Route> children(RouteConfig config) {
        List<Route> made = new ArrayList<>(config.routes().size());
        for (RouteConfig child : config.routes()) {
            String step = SEPARATOR + Matcher.printAll(child.allMatchers());
            made.add(new Route(child, id + step + SEPARATOR + made.size(), key + step, options, labels));
        }
        return List.copyOf(made);
    }

    /** Unique in its tree: like {@link #key}, with the index among its siblings after every step. */
    public String id() {
        return id;
    }

    /** The matchers on the way from the root, <code>{}/{foo="bar"}</code>; siblings with equal matchers share it. */
    public String key() {
        return key;
    }

    public String receiver() {
        return options.receiver();
    }

    public GroupBy groupBy() {
        return options.groupBy();
    }

    /** How long a new group waits for more alerts; {@code >= 0}. */
    public Duration groupWait() {
        return options.timings().groupWait();
    }

    /** How often a group is looked at after its first notification; {@code > 0}. */
    public Duration groupInterval() {
        return options.timings().groupInterval();
    }

    /** How long an unchanged group stays quiet; {@code > 0}. */
    public Duration repeatInterval() {
        return options.timings().repeatInterval();
    }

    /** Whether its groups are looked at too seldom to repeat as often as asked for. */
    public boolean repeatsLate() {
        return options.timings().repeatsLate();
    }

    /** The {@link #id} of the route that set {@code option}, this one or one above; empty for the built-in default. */
    public Optional<String> origin(RouteOption option) {
        return Optional.ofNullable(options.origins().get(option));
    }

    /** All must hold; sorted by name, value and type. */
    public List<Matcher> matchers() {
        return matchers;
    }

    /** Whether later siblings are asked too after this route matched. */
    public boolean continues() {
        return continues;
    }

    /** Names of the time intervals in which this route is mute; not inherited. */
    public List<String> muteTimeIntervals() {
        return muteTimeIntervals;
    }

    /** Names of the time intervals outside which this route is mute; none means always active; not inherited. */
    public List<String> activeTimeIntervals() {
        return activeTimeIntervals;
    }

    /** Templates of the route labels by name, this route's over its parents', not rendered. */
    public SortedMap<String, String> labels() {
        return labels;
    }

    public List<Route> children() {
        return children;
    }

    /** The labels of the group that an alert with {@code alertLabels} belongs to here. */
    public Labels groupLabels(Labels alertLabels) {
        return groupBy().select(alertLabels);
    }

    /** @param groupLabels what {@link #groupLabels} gave */
    public GroupKey groupKey(Labels groupLabels) {
        return new GroupKey(key, groupLabels);
    }

    List<Route> alone() {
        return alone;
    }

    @Override
    public String toString() {
        return id;
    }
}
