package io.tocsin.core.route;

import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds the routes of alerts. A route is a match when its own matchers hold and no child of it matches in its place;
 * after a child that matched, later siblings are asked only if that child says {@code continue}. The root matches
 * everything, so that there is always at least one match. Immutable and thread-safe.
 *
 * @see "Upstream: dispatch/route.go Route.Match, v0.34.0"
 */
public final class RoutingTree {
    private final Route root;

    private RoutingTree(Route root) {
        this.root = root;
    }

    /** @throws IllegalArgumentException if the root names no receiver or has matchers, or a regex is none */
    public static RoutingTree of(RouteConfig config) {
        return new RoutingTree(Route.root(config));
    }

    public Route root() {
        return root;
    }

    /** Every route, parents before their children, siblings in order. */
    public List<Route> routes() {
        List<Route> all = new ArrayList<>();
        collect(root, all);
        return List.copyOf(all);
    }

    private static void collect(Route route, List<Route> all) {
        all.add(route);
        route.children().forEach(child -> collect(child, all));
    }

    /**
     * The routes that an alert takes, in tree order; at least one; unmodifiable. Allocates nothing unless several match.
     */
    public List<Route> match(Labels labels) {
        return walk(root, labels, RouteWalk.SILENT);
    }

    /**
     * As {@link #match}, as if {@code route}, which is one of this tree's, were asked; empty if its matchers do not hold.
     */
    public List<Route> matchBelow(Route route, Labels labels) {
        return walk(route, labels, RouteWalk.SILENT);
    }

    /** The same walk as {@link #match}, told step by step. */
    public RoutingExplanation explain(Labels labels) {
        RecordingWalk recording = new RecordingWalk();
        List<Route> routes = walk(root, labels, recording);
        return new RoutingExplanation(routes, recording.root());
    }

    /** @return the matches in the subtree of {@code route}; empty if its matchers do not hold */
    private static List<Route> walk(Route route, Labels labels, RouteWalk walk) {
        if (!walk.enter(route, labels)) {
            return List.of();
        }
        List<Route> found = List.of();
        List<Route> children = route.children();
        for (int i = 0; i < children.size(); i++) {
            Route child = children.get(i);
            List<Route> more = walk(child, labels, walk);
            found = join(found, more);
            if (!more.isEmpty() && !child.continues()) {
                walk.stop(children.subList(i + 1, children.size()));
                break;
            }
        }
        boolean isSelected = found.isEmpty();
        walk.leave(isSelected);
        return isSelected ? route.alone() : found;
    }

    private static List<Route> join(List<Route> found, List<Route> more) {
        if (found.isEmpty() || more.isEmpty()) {
            return found.isEmpty() ? more : found;
        }
        List<Route> both = new ArrayList<>(found.size() + more.size());
        both.addAll(found);
        both.addAll(more);
        return List.copyOf(both);
    }
}
