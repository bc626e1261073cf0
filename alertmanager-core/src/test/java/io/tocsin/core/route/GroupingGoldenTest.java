package io.tocsin.core.route;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.GoldenLines;
import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Replays to which receivers and into which groups the original's server put alerts: 2 000 random trees, with eight label
 * sets for each.
 */
final class GroupingGoldenTest {
    private static final String LABELS = "labels";
    private static final String ANSWERS = "=";

    private final List<Labels> labels = new ArrayList<>();
    private final List<List<String>> nodes = new ArrayList<>();
    private final List<String> differences = new ArrayList<>();
    private int trees;
    private int answers;

    @Test
    void match_everyRecordedTree_givesReceiversAndGroupsOfTheOriginal() {
        boolean isNewServer = true;
        for (List<String> row : GoldenLines.read(GroupingGoldenTest.class, "receivers-and-groups.tsv")) {
            List<String> rest = row.subList(1, row.size());
            switch (row.get(0)) {
                case LABELS -> {
                    if (isNewServer) {
                        labels.clear();
                    }
                    labels.add(Labels.of(rest.toArray(String[]::new)));
                }
                case ANSWERS -> check(rest);
                default -> nodes.add(row);
            }
            isNewServer = !row.get(0).equals(LABELS);
        }
        assertThat(trees).isEqualTo(2000);
        assertThat(answers).isEqualTo(16_000);
        assertThat(differences).isEmpty();
    }

    private void check(List<String> recorded) {
        RoutingTree tree = config(0).tree();
        nodes.clear();
        trees++;
        for (String answer : recorded) {
            answers++;
            int index = Integer.parseInt(answer.substring(0, answer.indexOf(';')));
            String given = index + ";" + describe(tree, requireNonNull(labels.get(index)));
            if (!given.equals(answer)) {
                differences.add("tree " + trees + ": " + given + " instead of " + answer);
            }
        }
    }

    /** The receivers in the order of the routes, unless there is one only, and the groups, sorted. */
    private static String describe(RoutingTree tree, Labels alert) {
        List<Route> routes = tree.match(alert);
        String groups = routes.stream()
                .map(route -> receiver(route) + ':' + names(route.groupLabels(alert)))
                .sorted()
                .collect(Collectors.joining(";"));
        String receivers = routes.stream().map(GroupingGoldenTest::receiver).collect(Collectors.joining());
        return routes.size() == 1 ? groups : receivers + ';' + groups;
    }

    private static String receiver(Route route) {
        return route.receiver().substring(1);
    }

    private static String names(Labels groupLabels) {
        return String.join(",", groupLabels.asMap().keySet());
    }

    /** The node at {@code index} with everything below it. */
    private RouteConfigBuilder config(int index) {
        RouteConfigBuilder route = config(nodes.get(index));
        int depth = depth(nodes.get(index));
        for (int i = index + 1; i < nodes.size() && depth(nodes.get(i)) > depth; i++) {
            if (depth(nodes.get(i)) == depth + 1) {
                route.child(config(i));
            }
        }
        return route;
    }

    private static int depth(List<String> node) {
        return Character.digit(node.get(0).charAt(0), 10);
    }

    private static RouteConfigBuilder config(List<String> node) {
        RouteConfigBuilder route = RouteConfigBuilder.route(field(node, 2))
                .receiver(field(node, 1).isEmpty() ? null : "r" + field(node, 1))
                .continues(node.get(0).endsWith("+"));
        for (String pair : pairs(field(node, 3))) {
            route.match(name(pair), value(pair));
        }
        for (String pair : pairs(field(node, 4))) {
            route.matchRe(name(pair), value(pair));
        }
        if (node.size() > 5) {
            route.groupBy(pieces(node.get(5), ","));
        }
        return route;
    }

    private static String field(List<String> node, int index) {
        return index < node.size() ? node.get(index) : "";
    }

    private static String[] pairs(String text) {
        return pieces(text, ";");
    }

    private static String name(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    private static String value(String pair) {
        return pair.substring(pair.indexOf('=') + 1);
    }

    private static String[] pieces(String text, String separator) {
        return Arrays.stream(text.split(separator)).filter(p -> !p.isEmpty()).toArray(String[]::new);
    }
}
