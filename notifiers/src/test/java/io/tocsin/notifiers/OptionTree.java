package io.tocsin.notifiers;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** The mappings of a YAML text, each of which can be written down with a key more or less. */
final class OptionTree {
    /** What stands at many places and is the same at each of them. */
    private static final Map<String, String> SHARED = Map.of(
            "routes", "route",
            "mute_time_intervals", "time_intervals",
            "http_config", "http_config",
            "smtp_tls_config", "tls_config",
            "tls_config", "tls_config",
            "oauth2", "oauth2");

    /** What such a section ends with holds mappings of known keys under keys that the file chooses. */
    private static final String FREE_KEYS = "headers";

    private final String text;
    private final Node root;
    private final List<Section> sections = new ArrayList<>();

    /** A mapping and the keys that lead to it, those of shared sections left out. */
    record Section(String path, MappingNode mapping) {
        List<String> keys() {
            return mapping.getValue().stream().map(Section::keyOf).toList();
        }

        private static String keyOf(NodeTuple entry) {
            return entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
        }
    }

    OptionTree(String text) {
        this.text = text;
        this.root = new Yaml().compose(new StringReader(text));
        collect(root, "", Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private void collect(Node node, String path, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof SequenceNode list) {
            list.getValue().forEach(element -> collect(element, path, seen));
        } else if (node instanceof MappingNode mapping) {
            sections.add(new Section(path, mapping));
            for (NodeTuple entry : mapping.getValue()) {
                String key = path.endsWith(FREE_KEYS) ? "*" : Section.keyOf(entry);
                collect(entry.getValueNode(), SHARED.getOrDefault(key, path.isEmpty() ? key : path + "." + key), seen);
            }
        }
    }

    List<Section> sections() {
        return Collections.unmodifiableList(sections);
    }

    /** The text with a further {@code key: 1} in front of all others of {@code section}. */
    String with(String key, Section section) {
        MappingNode mapping = section.mapping();
        if (mapping.getValue().isEmpty()) {
            return insert(mapping.getStartMark().getIndex() + 1, key + ": 1");
        }
        Node first = mapping.getValue().get(0).getKeyNode();
        boolean isFlow = mapping.getFlowStyle() == FlowStyle.FLOW;
        String separator =
                isFlow ? ", " : "\n" + " ".repeat(first.getStartMark().getColumn());
        return insert(first.getStartMark().getIndex(), key + ": 1" + separator);
    }

    private String insert(int codePoints, String inserted) {
        int index = text.offsetByCodePoints(0, codePoints);
        return text.substring(0, index) + inserted + text.substring(index);
    }

    /** The whole as YAML again, in another layout. */
    String asIs() {
        StringWriter out = new StringWriter();
        new Yaml().serialize(root, out);
        return out.toString();
    }

    /** As {@link #asIs}, without {@code key} of {@code section}. */
    String without(String key, Section section) {
        List<NodeTuple> entries = section.mapping().getValue();
        List<NodeTuple> all = List.copyOf(entries);
        entries.removeIf(entry -> Section.keyOf(entry).equals(key));
        try {
            return asIs();
        } finally {
            entries.clear();
            entries.addAll(all);
        }
    }
}
