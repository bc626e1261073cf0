package io.tocsin.core.route;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.GoldenLines;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.route.RoutingExplanation.RouteVerdict;
import io.tocsin.core.route.RoutingExplanation.Visit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Replays what the original's amtool said of 200 random trees and six label sets for each, drawings included. */
final class RoutingGoldenTest {
    private final List<String> differences = new ArrayList<>();
    private int trees;
    private int tests;

    @Test
    void matchAndExplain_everyRecordedTree_answerAsTheOriginal() {
        List<List<String>> nodes = new ArrayList<>();
        RoutingTree tree = null;
        for (List<String> row : GoldenLines.read(RoutingGoldenTest.class, "routes.tsv")) {
            switch (row.get(0)) {
                case "node" -> nodes.add(row);
                case "show" -> {
                    tree = config(nodes, 0).tree();
                    nodes.clear();
                    checkTree(tree, row);
                }
                default -> checkRoutes(requireNonNull(tree, "tree"), row);
            }
        }
        assertThat(trees).isEqualTo(200);
        assertThat(tests).isEqualTo(1200);
        assertThat(differences).isEmpty();
    }

    /** The node at {@code index} with everything below it. */
    private static RouteConfigBuilder config(List<List<String>> nodes, int index) {
        List<String> node = nodes.get(index);
        RouteConfigBuilder route = RouteConfigBuilder.route(node.get(4))
                .receiver(node.get(2).isEmpty() ? null : node.get(2))
                .continues(Boolean.parseBoolean(node.get(3)));
        if (!node.get(5).isEmpty()) {
            route.match(node.get(5), node.get(6));
        }
        if (!node.get(7).isEmpty()) {
            route.matchRe(node.get(7), node.get(8));
        }
        int depth = depth(node);
        for (int i = index + 1; i < nodes.size() && depth(nodes.get(i)) > depth; i++) {
            if (depth(nodes.get(i)) == depth + 1) {
                route.child(config(nodes, i));
            }
        }
        return route;
    }

    private static int depth(List<String> node) {
        return Integer.parseInt(node.get(1));
    }

    private void checkTree(RoutingTree tree, List<String> row) {
        trees++;
        String drawn = draw(tree.root(), Route::children, RoutingGoldenTest::describe) + "\n";
        compare("tree", drawn, row.get(1));
    }

    private static String describe(Route route) {
        return name(route) + (route.continues() ? "  continue: true" : "") + "  receiver: " + route.receiver();
    }

    private static String name(Route route) {
        return route.matchers().isEmpty() ? "default-route" : Matcher.printAll(route.matchers());
    }

    private void checkRoutes(RoutingTree tree, List<String> row) {
        tests++;
        Labels labels = Labels.of(row.subList(3, row.size()).toArray(String[]::new));
        List<Route> routes = tree.match(labels);
        RoutingExplanation why = tree.explain(labels);
        compare(
                labels + " receivers",
                routes.stream().map(Route::receiver).collect(Collectors.joining(",")),
                row.get(1));
        compare(labels + " explained", why.routes().toString(), routes.toString());
        String drawn = draw(why.root(), visit -> hits(visit.children()), RoutingGoldenTest::describe);
        compare(labels + " routes", drawn, row.get(2));
    }

    private static List<Visit> hits(List<Visit> visits) {
        return visits.stream()
                .filter(v -> !(v.verdict() instanceof RouteVerdict.Refused))
                .toList();
    }

    private static String describe(Visit visit) {
        boolean isSelected = visit.verdict() instanceof RouteVerdict.Selected;
        return name(visit.route())
                + (isSelected ? "  receiver: " + visit.route().receiver() : "");
    }

    private void compare(String what, String given, String recorded) {
        if (!given.equals(recorded)) {
            differences.add(what + ": " + given + " instead of " + recorded);
        }
    }

    private static <T> String draw(T root, Function<T, List<T>> children, Function<T, String> text) {
        StringBuilder out = new StringBuilder(".\n");
        draw(out, "", List.of(root), children, text);
        return out.toString();
    }

    private static <T> void draw(
            StringBuilder out, String indent, List<T> nodes, Function<T, List<T>> children, Function<T, String> text) {
        for (int i = 0; i < nodes.size(); i++) {
            boolean isLast = i == nodes.size() - 1;
            out.append(indent).append(isLast ? "\u2514\u2500\u2500 " : "\u251c\u2500\u2500 ");
            out.append(text.apply(nodes.get(i))).append('\n');
            draw(out, indent + (isLast ? "    " : "\u2502   "), children.apply(nodes.get(i)), children, text);
        }
    }
}
