package io.tocsin.core.explain;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingExplanation;
import io.tocsin.core.route.RoutingExplanation.MatcherVerdict;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import io.tocsin.core.route.RoutingTree;
import io.tocsin.core.yaml.Spelling;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks for the routes of which somebody asks "why not that one?": those that {@code continue} would have reached, and
 * those where one matcher holds and another does not, or nearly does.
 */
final class NearMisses {
    /** Shorter values are all nearly the same. */
    private static final int COMPARED_MIN = 5;

    private final RoutingTree tree;
    private final Labels labels;
    private final Set<String> told;
    private final List<NearMiss> found = new ArrayList<>();

    private NearMisses(RoutingTree tree, RoutingExplanation routing, Labels labels) {
        this.tree = tree;
        this.labels = labels;
        this.told = routing.routes().stream().map(Route::receiver).collect(Collectors.toSet());
    }

    static List<NearMiss> find(RoutingTree tree, RoutingExplanation routing, Labels labels) {
        NearMisses misses = new NearMisses(tree, routing, labels);
        misses.visit(routing.root());
        return misses.found.stream()
                .sorted(Comparator.comparingInt(NearMisses::rank))
                .limit(NearMiss.MAX)
                .toList();
    }

    private static int rank(NearMiss miss) {
        if (miss instanceof NearMiss.Refused refused) {
            return refused.isMisspelt() ? 1 : 1 + refused.failing().size();
        }
        return 0;
    }

    private void visit(Visit visit) {
        if (visit.verdict() instanceof RouteVerdict.Refused) {
            refused(visit);
        }
        visit.children().forEach(this::visit);
        visit.notAsked().stream()
                .flatMap(route -> tree.matchBelow(route, labels).stream())
                .filter(route -> !told.contains(route.receiver()))
                .forEach(route -> found.add(new NearMiss.NotAsked(route, visit.route())));
    }

    private void refused(Visit visit) {
        boolean isMisspelt = visit.failing().stream().anyMatch(NearMisses::isMisspelt);
        boolean isNear = isMisspelt || visit.matchers().stream().anyMatch(NearMisses::isMeant);
        if (isNear && !told.contains(visit.route().receiver())) {
            found.add(new NearMiss.Refused(visit.route(), visit.failing(), isMisspelt));
        }
    }

    /** A negative matcher, or one that an absent label satisfies, holds for nearly every alert. */
    private static boolean isMeant(MatcherVerdict verdict) {
        MatchType type = verdict.matcher().type();
        return verdict.holds() && !verdict.isAbsent() && (type == MatchType.EQUAL || type == MatchType.REGEX);
    }

    private static boolean isMisspelt(MatcherVerdict verdict) {
        String wanted = verdict.matcher().value();
        String has = verdict.value().strip();
        return verdict.matcher().type() == MatchType.EQUAL
                && (has.equalsIgnoreCase(wanted.strip())
                        || (has.length() >= COMPARED_MIN
                                && Spelling.closest(has, List.of(wanted)).isPresent()));
    }
}
