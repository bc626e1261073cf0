package io.tocsin.core.route;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.route.RoutingExplanation.MatcherVerdict;
import io.tocsin.core.route.RoutingExplanation.Next;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what happened on one walk. Not thread-safe; used once. */
final class RecordingWalk implements RouteWalk {
    /** The routes whose children are being asked, innermost first. */
    private final Deque<Open> open = new ArrayDeque<>();

    private @Nullable Visit root;

    private static final class Open {
        private final Route route;
        private final List<MatcherVerdict> matchers;
        private final List<Visit> children = new ArrayList<>();

        Open(Route route, List<MatcherVerdict> matchers) {
            this.route = route;
            this.matchers = matchers;
        }
    }

    Visit root() {
        return requireNonNull(root, "root");
    }

    @Override
    public boolean enter(Route route, Labels labels) {
        List<MatcherVerdict> verdicts =
                route.matchers().stream().map(m -> verdict(m, labels)).toList();
        for (MatcherVerdict verdict : verdicts) {
            if (!verdict.holds()) {
                add(new Visit(route, verdicts, new RouteVerdict.Refused(verdict.matcher()), List.of()));
                return false;
            }
        }
        open.push(new Open(route, verdicts));
        return true;
    }

    private static MatcherVerdict verdict(Matcher matcher, Labels labels) {
        String value = labels.get(matcher.name());
        return new MatcherVerdict(matcher, value, !labels.has(matcher.name()), matcher.matches(value));
    }

    @Override
    public void leave(boolean isSelected) {
        Open left = open.pop();
        Next next = open.isEmpty() ? new Next.Ends() : new Next.AsksSiblings();
        RouteVerdict verdict = isSelected ? new RouteVerdict.Selected(next) : new RouteVerdict.Delegated(next);
        add(new Visit(left.route, left.matchers, verdict, left.children));
    }

    @Override
    public void stop(List<Route> notAsked) {
        List<Visit> siblings = requireNonNull(open.peek(), "open").children;
        int last = siblings.size() - 1;
        siblings.set(last, siblings.get(last).goingOn(new Next.SkipsSiblings(notAsked)));
    }

    private void add(Visit visit) {
        Open parent = open.peek();
        if (parent == null) {
            root = visit;
        } else {
            parent.children.add(visit);
        }
    }
}
