package io.tocsin.core.route;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import java.util.List;

/** Watches one walk through the tree, and answers its only question. */
interface RouteWalk {
    /** Keeps nothing and stops at the first matcher that fails. */
    RouteWalk SILENT = new RouteWalk() {
        @Override
        public boolean enter(Route route, Labels labels) {
            List<Matcher> matchers = route.matchers();
            for (int i = 0; i < matchers.size(); i++) {
                if (!matchers.get(i).matches(labels)) {
                    return false;
                }
            }
            return true;
        }

        @Override
        public void stop(List<Route> notAsked) {}

        @Override
        public void leave(boolean isSelected) {}
    };

    /** Whether the matchers of {@code route} hold; if so, {@link #leave} follows after its children. */
    boolean enter(Route route, Labels labels);

    /** The child that was left last ends the walk among its siblings. */
    void stop(List<Route> notAsked);

    /** @param isSelected no child matched, so that the route itself is the match */
    void leave(boolean isSelected);
}
