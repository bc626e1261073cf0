package io.tocsin.core.route;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Matcher;
import java.util.List;

/**
 * Why an alert takes the routes that it takes.
 *
 * @param routes the matches, as {@link RoutingTree#match} returns them
 * @param root the walk, from the root on
 */
public record RoutingExplanation(List<Route> routes, Visit root) {
    public RoutingExplanation {
        routes = List.copyOf(routes);
        requireNonNull(root, "root");
    }

    /**
     * A route that was asked.
     *
     * @param matchers every matcher's verdict, also behind one that failed
     * @param children the children that were asked, in order; none where the route's own matchers do not hold
     */
    public record Visit(Route route, List<MatcherVerdict> matchers, RouteVerdict verdict, List<Visit> children) {
        public Visit {
            requireNonNull(route, "route");
            matchers = List.copyOf(matchers);
            requireNonNull(verdict, "verdict");
            children = List.copyOf(children);
        }

        /** The matchers that keep the alert out, in order. */
        public List<MatcherVerdict> failing() {
            return matchers.stream().filter(matcher -> !matcher.holds()).toList();
        }

        /** Later siblings that were not asked because of this route; empty if there are none, or they were. */
        public List<Route> notAsked() {
            Next next = verdict instanceof RouteVerdict.Selected selected
                    ? selected.next()
                    : verdict instanceof RouteVerdict.Delegated delegated ? delegated.next() : new Next.Ends();
            return next instanceof Next.SkipsSiblings skips ? skips.notAsked() : List.of();
        }

        /** The same for a walk that goes on like this; only for a route that matched. */
        public Visit goingOn(Next next) {
            RouteVerdict changed = verdict instanceof RouteVerdict.Selected
                    ? new RouteVerdict.Selected(next)
                    : new RouteVerdict.Delegated(next);
            return new Visit(route, matchers, changed, children);
        }

        /** The same with other children. */
        public Visit over(List<Visit> others) {
            return new Visit(route, matchers, verdict, others);
        }
    }

    /**
     * What one matcher says.
     *
     * @param value the label's value; empty when the alert lacks the label
     * @param isAbsent the alert lacks the label
     */
    public record MatcherVerdict(Matcher matcher, String value, boolean isAbsent, boolean holds) {
        public MatcherVerdict {
            requireNonNull(matcher, "matcher");
            requireNonNull(value, "value");
        }
    }

    /** What became of a route that was asked. */
    public sealed interface RouteVerdict {
        /** At least one matcher fails: {@code first} is the first of them. Later siblings are asked. */
        record Refused(Matcher first) implements RouteVerdict {
            public Refused {
                requireNonNull(first, "first");
            }
        }

        /** The alert takes this route: its matchers hold and those of no child do. */
        record Selected(Next next) implements RouteVerdict {
            public Selected {
                requireNonNull(next, "next");
            }
        }

        /** Its matchers hold, and the alert takes routes below it in its place. */
        record Delegated(Next next) implements RouteVerdict {
            public Delegated {
                requireNonNull(next, "next");
            }
        }
    }

    /** How the walk goes on after a route that matched. */
    public sealed interface Next {
        /** The route says {@code continue: true}, or is the last of its siblings and says so: the walk goes on. */
        record AsksSiblings() implements Next {}

        /**
         * The route does not say {@code continue: true}.
         *
         * @param notAsked later siblings, which might have matched too; empty after the last one
         */
        record SkipsSiblings(List<Route> notAsked) implements Next {
            public SkipsSiblings {
                notAsked = List.copyOf(notAsked);
            }
        }

        /** The root has no siblings. */
        record Ends() implements Next {}
    }
}
