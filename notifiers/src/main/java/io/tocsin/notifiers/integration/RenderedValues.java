package io.tocsin.notifiers.integration;

import io.tocsin.core.yaml.LooseYaml;
import io.tocsin.core.yaml.LooseYaml.NotYamlException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads as YAML what the texts of one {@link TemplateTree} were rendered to, and the texts inside of that in turn: the
 * {@code "5"} of a rendered map is a number too.
 *
 * <p>Bounded, because what is rendered comes from whoever sends alerts. Not thread-safe.
 */
final class RenderedValues {
    /** More than any receiver takes. */
    private static final int VALUES_MAX = 100_000;

    private static final int DEPTH_MAX = 400;

    /** Text of this size is read as YAML: a megabyte takes some hundredths of a second. */
    private static final int TEXT_MAX_LENGTH = 1024 * 1024;

    private int values;

    /**
     * The value that {@code text} stands for, which is the text itself where it is a YAML string, or no YAML.
     *
     * @throws UnsendableException if there are too many values
     */
    @Nullable
    Object read(String text) throws UnsendableException {
        return read(text, 0);
    }

    private @Nullable Object read(String text, int depth) throws UnsendableException {
        if (text.length() > TEXT_MAX_LENGTH) {
            return text;
        }
        try {
            Object value = LooseYaml.read(text);
            // The text of a string is not unquoted: "'x'" keeps its quotes.
            return value instanceof String ? text : reread(value, depth);
        } catch (NotYamlException e) {
            return text;
        }
    }

    /** Deviation D-236: text inside of a rendered structure is no template any more. */
    private @Nullable Object reread(@Nullable Object value, int depth) throws UnsendableException {
        values++;
        if (values > VALUES_MAX || depth > DEPTH_MAX) {
            throw new UnsendableException("a template became more than " + VALUES_MAX + " values, or more than "
                    + DEPTH_MAX + " levels of them");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                entries.put((String) entry.getKey(), reread(entry.getValue(), depth + 1));
            }
            return entries;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> elements = new ArrayList<>(list.size());
            for (Object element : list) {
                elements.add(reread(element, depth + 1));
            }
            return elements;
        }
        return value instanceof String text ? read(text, depth + 1) : value;
    }
}
