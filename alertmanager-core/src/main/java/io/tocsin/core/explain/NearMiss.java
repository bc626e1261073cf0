package io.tocsin.core.explain;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingExplanation.MatcherVerdict;
import java.util.List;

/** A route that an alert does not take, and why, where somebody may well have expected it to. */
public sealed interface NearMiss {
    /** More of them would hide the answer. */
    int MAX = 3;

    /** The route that is not taken. */
    Route route();

    /**
     * It was never asked, and would have matched.
     *
     * @param by the route that matched before it, or before one above it, and does not say {@code continue}
     */
    record NotAsked(Route route, Route by) implements NearMiss {
        public NotAsked {
            requireNonNull(route, "route");
            requireNonNull(by, "by");
        }
    }

    /**
     * It was asked, and some of its matchers fail.
     *
     * @param isMisspelt what a matcher wants and what the alert has are nearly the same
     */
    record Refused(Route route, List<MatcherVerdict> failing, boolean isMisspelt) implements NearMiss {
        public Refused {
            requireNonNull(route, "route");
            failing = List.copyOf(failing);
        }
    }
}
