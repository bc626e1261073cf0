package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tocsin.core.label.Labels;
import io.tocsin.evaluator.series.MetricName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The labels of a line as strings.
 *
 * @param repeatedName one that stands more than once and is not empty everywhere
 */
record LabelTexts(Labels labels, @Nullable String repeatedName, boolean hasMalformedName) {
    static final LabelTexts NONE = new LabelTexts(Labels.EMPTY, null, false);

    static LabelTexts read(byte[] bytes, int nameFrom, int nameTo, LabelPlaces places, MetricType type) {
        Map<String, String> pairs = new LinkedHashMap<>();
        pairs.put(MetricName.LABEL, unescaped(bytes, nameFrom, nameTo));
        boolean hasMalformedName = !Utf8Bytes.isValid(bytes, nameFrom, nameTo);
        String repeated = null;
        for (int i = 0; i < places.size(); i++) {
            String name = unescaped(bytes, places.nameFrom(i), places.nameTo(i));
            hasMalformedName |= !Utf8Bytes.isValid(bytes, places.nameFrom(i), places.nameTo(i));
            String value = unescaped(bytes, places.valueFrom(i), places.valueTo(i));
            if (BoundLabel.is(type, name)) {
                value = BoundLabel.normalise(value);
            }
            String before = pairs.putIfAbsent(name, value);
            if (before == null) {
                continue;
            }
            if (value.isEmpty()) {
                // As in the original: an empty value takes away all that the name has.
                pairs.put(name, "");
            }
            repeated = name;
        }
        boolean isGone = repeated != null && "".equals(pairs.get(repeated));
        return new LabelTexts(Labels.of(pairs), isGone ? null : repeated, hasMalformedName);
    }

    /** What is written {@code \\}, {@code \"} and {@code \n}; any other backslash is one. */
    static String unescaped(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && bytes[at] != '\\') {
            at++;
        }
        if (at == to) {
            return new String(bytes, from, to - from, UTF_8);
        }
        byte[] plain = new byte[to - from];
        int length = at - from;
        System.arraycopy(bytes, from, plain, 0, length);
        while (at < to) {
            byte escaped = bytes[at] == '\\' && at + 1 < to ? escape(bytes[at + 1]) : 0;
            plain[length++] = escaped == 0 ? bytes[at] : escaped;
            at += escaped == 0 ? 1 : 2;
        }
        return new String(plain, 0, length, UTF_8);
    }

    /** @return 0 if the byte behind a backslash makes no escape */
    private static byte escape(byte c) {
        return switch (c) {
            case '\\', '"' -> c;
            case 'n' -> '\n';
            default -> 0;
        };
    }
}
