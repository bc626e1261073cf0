package io.tocsin.core.yaml;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Writes collections between brackets, wrapped after 80 columns where the original wraps them.
 *
 * @see "Upstream: gopkg.in/yaml.v2 emitterc.go yaml_emitter_emit_flow_sequence_item"
 */
final class YamlFlow {
    private final StringBuilder out;

    YamlFlow(StringBuilder out) {
        this.out = out;
    }

    /** @param indent columns before continuation lines */
    void write(Object value, int indent) {
        if (value instanceof YamlFields fields) {
            writeMapping(fields.values(), indent);
        } else if (value instanceof YamlFields.Flow flow) {
            writeList(flow.texts(), indent);
        } else if (value instanceof List<?> list) {
            writeList(list, indent);
        } else if (value instanceof String text) {
            YamlText.inFlow(out, indent).write(text);
        } else {
            out.append(value);
        }
    }

    private void writeMapping(Map<String, Object> values, int indent) {
        out.append('{');
        Iterator<Map.Entry<String, Object>> entries = values.entrySet().iterator();
        for (boolean isFirst = true; entries.hasNext(); isFirst = false) {
            Map.Entry<String, Object> entry = entries.next();
            separate(isFirst, indent);
            YamlText.inFlow(out, indent).writeKey(entry.getKey());
            out.append(": ");
            write(entry.getValue(), indent + YamlWriter.STEP);
        }
        out.append('}');
    }

    private void writeList(List<?> list, int indent) {
        out.append('[');
        for (int i = 0; i < list.size(); i++) {
            separate(i == 0, indent);
            write(list.get(i), indent + YamlWriter.STEP);
        }
        out.append(']');
    }

    private void separate(boolean isFirst, int indent) {
        if (!isFirst) {
            out.append(',');
        }
        YamlText text = YamlText.inFlow(out, indent);
        if (text.isLineFull()) {
            text.breakLine();
        } else if (!isFirst) {
            out.append(' ');
        }
    }
}
