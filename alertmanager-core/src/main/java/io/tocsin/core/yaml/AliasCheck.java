package io.tocsin.core.yaml;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Counts what a document becomes when its aliases are followed, and finds values that contain themselves. */
final class AliasCheck {
    private static final long OPEN = -1;

    /** The size of each collection, or {@link #OPEN} while it is being counted. */
    private final IdentityHashMap<Node, Long> sizes = new IdentityHashMap<>();

    private AliasCheck() {}

    /** What is wrong with the document, if anything. */
    static Optional<Finding> check(Node root) {
        try {
            long size = new AliasCheck().size(root);
            return size <= YamlDocument.VALUES_MAX
                    ? Optional.empty()
                    : Optional.of(new Finding(
                            Optional.empty(),
                            "aliases expand to more than " + YamlDocument.VALUES_MAX + " values",
                            "yaml: document contains excessive aliasing"));
        } catch (SelfReference e) {
            return Optional.of(new Finding(
                    Optional.of(e.node),
                    "the anchor \"" + e.node.getAnchor() + "\" contains itself",
                    "yaml: anchor '" + e.node.getAnchor() + "' value contains itself"));
        }
    }

    private long size(Node node) {
        List<Node> children = children(node);
        if (children.isEmpty()) {
            return 1;
        }
        Long known = sizes.put(node, OPEN);
        if (known != null) {
            if (known == OPEN) {
                throw new SelfReference(node);
            }
            sizes.put(node, known);
            return known;
        }
        long size = 1;
        for (Node child : children) {
            size = Math.min(size + size(child), YamlDocument.VALUES_MAX + 1L);
        }
        sizes.put(node, size);
        return size;
    }

    private static List<Node> children(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue();
        }
        if (node instanceof MappingNode mapping) {
            List<Node> children = new ArrayList<>();
            for (NodeTuple entry : mapping.getValue()) {
                children.add(entry.getKeyNode());
                children.add(entry.getValueNode());
            }
            return children;
        }
        return List.of();
    }

    /** @param node the value at fault; empty for the whole document */
    record Finding(Optional<Node> node, String message, String original) {}

    /** Ends the count; never leaves this class. */
    private static final class SelfReference extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient Node node;

        private SelfReference(Node node) {
            super("", null, false, false);
            this.node = node;
        }
    }
}
