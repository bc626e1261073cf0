package io.tocsin.core.yaml;

import java.util.List;
import java.util.Map;

/**
 * Writes YAML as the original does, byte for byte: block style, lists not indented under their key, long texts folded
 * after 80 columns.
 *
 * @see "Upstream: gopkg.in/yaml.v2 emitterc.go"
 */
public final class YamlWriter {
    /** Stands for a null among values. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    /** Columns from a collection to what it holds. */
    static final int STEP = 2;

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    public static String write(YamlFields root) {
        YamlWriter writer = new YamlWriter();
        if (root.isEmpty()) {
            return "{}\n";
        }
        writer.writeMapping(root.values(), 0);
        return writer.out.toString();
    }

    private void writeMapping(Map<String, Object> values, int indent) {
        boolean isFirst = true;
        for (Map.Entry<String, Object> entry : values.entrySet()) {
            if (!isFirst) {
                indent(indent);
            }
            isFirst = false;
            YamlText.inBlock(out, indent + STEP).writeKey(entry.getKey());
            out.append(':');
            writeValue(entry.getValue(), indent);
        }
    }

    private void writeValue(Object value, int indent) {
        if (value instanceof YamlFields fields && !fields.isEmpty() && !isFlow(value)) {
            out.append('\n');
            indent(indent + STEP);
            writeMapping(fields.values(), indent + STEP);
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            out.append('\n');
            indent(indent);
            writeList(list, indent);
        } else {
            out.append(' ');
            writeSmall(value, indent);
        }
    }

    private void writeList(List<?> list, int indent) {
        for (int i = 0; i < list.size(); i++) {
            if (i > 0) {
                indent(indent);
            }
            out.append("- ");
            writeElement(list.get(i), indent);
        }
    }

    private void writeElement(Object element, int indent) {
        if (element instanceof YamlFields fields && !fields.isEmpty() && !isFlow(element)) {
            writeMapping(fields.values(), indent + STEP);
        } else if (element instanceof List<?> list && !list.isEmpty()) {
            writeList(list, indent + STEP);
        } else {
            writeSmall(element, indent);
        }
    }

    /** Anything that fits on the line: a scalar or an empty collection. */
    private void writeSmall(Object value, int indent) {
        if (value instanceof String text) {
            YamlText.inBlock(out, indent + STEP).write(text);
        } else if (isFlow(value)) {
            new YamlFlow(out).write(value, indent + STEP);
        } else if (value instanceof YamlFields) {
            out.append("{}");
        } else if (value instanceof List<?>) {
            out.append("[]");
        } else if (value instanceof Double number) {
            out.append(GoFloat.format(number));
        } else {
            out.append(value);
        }
        out.append('\n');
    }

    private static boolean isFlow(Object value) {
        return value instanceof YamlFields.Flow || (value instanceof YamlFields fields && fields.isFlow());
    }

    private void indent(int columns) {
        out.append(" ".repeat(columns));
    }
}
