package io.tocsin.notifiers.integration;

import io.tocsin.core.template.Template;
import io.tocsin.core.template.Templates;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Values of a configuration, as YAML has them, in which every text is a template: names too. Immutable.
 *
 * <p>What a text renders to is read as YAML: {@code {{ len .Alerts }}} becomes a number, {@code {{ .CommonLabels | toJson }}} a
 * map, an empty text a null. Names stay texts; of equal ones the last counts.
 *
 * @see "Upstream: template.DeepCopyWithTemplate, v0.33.1"
 */
public final class TemplateTree {
    private final Node root;

    private TemplateTree(Node root) {
        this.root = root;
    }

    /** @param tree text, Boolean, number, List, Map from text, null */
    public static TemplateTree of(@Nullable Object tree, Templates templates) {
        return new TemplateTree(compile(tree, templates));
    }

    /**
     * The values to send.
     *
     * @throws UnsendableException if one of the templates fails, or too much comes of them
     */
    public @Nullable Object render(Rendering rendering) throws UnsendableException {
        return root.render(rendering, new RenderedValues());
    }

    private static Node compile(@Nullable Object tree, Templates templates) {
        if (tree instanceof String text) {
            return new Text(templates.text(text));
        }
        if (tree instanceof List<?> list) {
            return new Elements(
                    list.stream().map(element -> compile(element, templates)).toList());
        }
        if (tree instanceof Map<?, ?> map) {
            List<Entry> entries = new ArrayList<>(map.size());
            map.forEach((name, value) ->
                    entries.add(new Entry(templates.text(String.valueOf(name)), compile(value, templates))));
            return new Entries(entries);
        }
        return (rendering, values) -> tree;
    }

    private interface Node {
        @Nullable
        Object render(Rendering rendering, RenderedValues values) throws UnsendableException;
    }

    private record Text(Template template) implements Node {
        @Override
        public @Nullable Object render(Rendering rendering, RenderedValues values) throws UnsendableException {
            return values.read(rendering.text(template));
        }
    }

    private record Elements(List<Node> elements) implements Node {
        @Override
        public Object render(Rendering rendering, RenderedValues values) throws UnsendableException {
            List<@Nullable Object> rendered = new ArrayList<>(elements.size());
            for (Node element : elements) {
                rendered.add(element.render(rendering, values));
            }
            return rendered;
        }
    }

    private record Entry(Template name, Node value) {}

    private record Entries(List<Entry> entries) implements Node {
        @Override
        public Object render(Rendering rendering, RenderedValues values) throws UnsendableException {
            Map<String, @Nullable Object> rendered = new LinkedHashMap<>();
            for (Entry entry : entries) {
                rendered.put(rendering.text(entry.name()), entry.value().render(rendering, values));
            }
            return rendered;
        }
    }
}
