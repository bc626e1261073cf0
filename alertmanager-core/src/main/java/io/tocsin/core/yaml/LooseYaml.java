package io.tocsin.core.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads YAML that a program has made and nobody will correct: keys may repeat, and the last one counts; what follows the
 * first document is not looked at.
 *
 * @see "Upstream: gopkg.in/yaml.v2 Unmarshal into an interface{}"
 */
public final class LooseYaml {
    private LooseYaml() {}

    /**
     * The value as plain Java: String, Boolean, BigInteger, Double, List or Map, nulls among them. Keys that are no text are
     * left out.
     *
     * @return null for a null, which a text without content is too
     * @throws NotYamlException if the original refuses the text
     */
    public static @Nullable Object read(String text) throws NotYamlException {
        Optional<YamlNode> root = YamlDocument.read("", text, new Problems());
        if (root.isEmpty() || !FirstTokens.areStrict(text)) {
            throw new NotYamlException();
        }
        return value(root.get().node());
    }

    private static @Nullable Object value(Node node) throws NotYamlException {
        if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            collect(mapping, map);
            return map;
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> list = new ArrayList<>(sequence.getValue().size());
            for (Node element : sequence.getValue()) {
                list.add(value(element));
            }
            return list;
        }
        ScalarNode scalar = (ScalarNode) node;
        if (GoScalar.contradicts(scalar).isPresent()) {
            throw new NotYamlException();
        }
        return GoScalar.of(scalar).value();
    }

    private static void collect(MappingNode mapping, Map<String, @Nullable Object> map) throws NotYamlException {
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new NotYamlException();
            }
            if (YamlMapping.isMergeKey(key)) {
                merge(entry.getValueNode(), map);
            } else {
                Object value = value(entry.getValueNode());
                if (value(key) instanceof String name) {
                    map.put(name, value);
                }
            }
        }
    }

    /** Of several merged mappings the first has the last word. */
    private static void merge(Node merged, Map<String, @Nullable Object> map) throws NotYamlException {
        if (merged instanceof MappingNode mapping) {
            collect(mapping, map);
            return;
        }
        if (!(merged instanceof SequenceNode sequence)) {
            throw new NotYamlException();
        }
        for (int i = sequence.getValue().size() - 1; i >= 0; i--) {
            if (!(sequence.getValue().get(i) instanceof MappingNode mapping)) {
                throw new NotYamlException();
            }
            collect(mapping, map);
        }
    }

    /** A text is no YAML. */
    public static final class NotYamlException extends Exception {
        private static final long serialVersionUID = 1L;

        private NotYamlException() {
            super("not YAML", null, false, false);
        }
    }
}
