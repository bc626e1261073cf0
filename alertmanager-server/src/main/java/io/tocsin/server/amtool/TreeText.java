package io.tocsin.server.amtool;

import java.util.List;

/**
 * Draws a tree with lines, its root as a point.
 *
 * @see "Go: github.com/xlab/treeprint"
 */
final class TreeText {
    private final StringBuilder out = new StringBuilder(".\n");

    private TreeText() {}

    /** A node that stands on a line of its own, without a line end. */
    record Node(String text, List<Node> children) {
        Node {
            children = List.copyOf(children);
        }
    }

    /** Every line ends with a line feed. */
    static String draw(Node below) {
        TreeText text = new TreeText();
        text.add(List.of(below), "");
        return text.out.toString();
    }

    private void add(List<Node> nodes, String indent) {
        for (int i = 0; i < nodes.size(); i++) {
            boolean isLast = i == nodes.size() - 1;
            out.append(indent)
                    .append(isLast ? "└── " : "├── ")
                    .append(nodes.get(i).text())
                    .append('\n');
            add(nodes.get(i).children(), indent + (isLast ? "    " : "│   "));
        }
    }
}
