package io.tocsin.server.amtool;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws routing trees as {@code amtool config routes} shows them.
 *
 * @see "Upstream: cli/routing.go, cli/test_routing.go; observed with amtool 0.33.1"
 */
final class RouteDrawing {
    private RouteDrawing() {}

    /** The whole tree below {@code root}. */
    static String of(Route root) {
        return TreeText.draw(whole(root));
    }

    /** The routes on the way to those that are taken. */
    static String of(Visit root) {
        return TreeText.draw(taken(root));
    }

    private static TreeText.Node whole(Route route) {
        String continues = route.continues() ? "  continue: true" : "";
        return new TreeText.Node(
                matchers(route) + continues + receiver(route),
                route.children().stream().map(RouteDrawing::whole).toList());
    }

    private static TreeText.Node taken(Visit visit) {
        List<TreeText.Node> children = new ArrayList<>();
        for (Visit child : visit.children()) {
            if (!(child.verdict() instanceof RouteVerdict.Refused)) {
                children.add(taken(child));
            }
        }
        boolean isSelected = visit.verdict() instanceof RouteVerdict.Selected;
        return new TreeText.Node(matchers(visit.route()) + (isSelected ? receiver(visit.route()) : ""), children);
    }

    private static String matchers(Route route) {
        return Shown.plain(route.matchers().isEmpty() ? "default-route" : Matcher.printAll(route.matchers()));
    }

    private static String receiver(Route route) {
        return "  receiver: " + Shown.plain(route.receiver());
    }
}
