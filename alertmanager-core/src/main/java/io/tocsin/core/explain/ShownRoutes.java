package io.tocsin.core.explain;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.route.Route;
import io.tocsin.core.route.RoutingExplanation.Next;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The walk from the root on, without what would hide the answer: of the routes taken the first {@link
 * Explanation#DESTINATIONS_MAX}, of the others the first {@value #OTHERS_MAX}, and the routes above all of these.
 * Immutable.
 *
 * @param leftOut how many routes are not in it that were asked, or would have been had one before them said {@code
 *     continue}
 */
public record ShownRoutes(Visit root, int leftOut) {
    /** Routes refused or not asked. */
    public static final int OTHERS_MAX = 100;

    public ShownRoutes {
        requireNonNull(root, "root");
    }

    static ShownRoutes of(Visit root) {
        Selection selection = new Selection();
        // The first route taken is among those shown, and so is what stands above it.
        Visit shown = selection.choose(root).orElseThrow();
        return new ShownRoutes(shown, selection.leftOut);
    }

    private static final class Selection {
        private int takenRoom = Explanation.DESTINATIONS_MAX;
        private int othersRoom = OTHERS_MAX;
        private int leftOut;

        Optional<Visit> choose(Visit visit) {
            if (!hasRoomFor(visit)) {
                leftOut += size(visit);
                return Optional.empty();
            }
            List<Visit> children = new ArrayList<>();
            visit.children().forEach(child -> choose(child).ifPresent(children::add));
            if (visit.verdict() instanceof RouteVerdict.Delegated && children.isEmpty()) {
                leftOut += 1 + visit.notAsked().size();
                return Optional.empty();
            }
            return Optional.of(shortened(visit, children));
        }

        private boolean hasRoomFor(Visit visit) {
            if (visit.verdict() instanceof RouteVerdict.Delegated) {
                return true;
            }
            return visit.verdict() instanceof RouteVerdict.Selected ? takenRoom-- > 0 : othersRoom-- > 0;
        }

        private Visit shortened(Visit visit, List<Visit> children) {
            List<Route> notAsked = visit.notAsked();
            int shown = Math.max(0, Math.min(othersRoom, notAsked.size()));
            othersRoom -= shown;
            leftOut += notAsked.size() - shown;
            Visit kept = visit.over(children);
            return shown < notAsked.size() ? kept.goingOn(new Next.SkipsSiblings(notAsked.subList(0, shown))) : kept;
        }

        private static int size(Visit visit) {
            return 1
                    + visit.notAsked().size()
                    + visit.children().stream().mapToInt(Selection::size).sum();
        }
    }
}
