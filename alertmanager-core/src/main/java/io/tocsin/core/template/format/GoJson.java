package io.tocsin.core.template.format;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON byte for byte as Go's {@code encoding/json} does: compact, {@code <}, {@code >}, {@code &}, U+2028 and
 * U+2029 escaped, what is no valid Unicode replaced by U+FFFD. Receivers compare and sign bodies, so the
 * encoding is part of the contract.
 *
 * <p>Owned by its caller. Does not check that calls form a document.
 *
 * @see "Upstream: encoding/json with HTML escaping; answers recorded from 0.33.1 (Go 1.27)"
 */
public final class GoJson {
    private static final String HEX = "0123456789abcdef";
    private static final char REPLACEMENT = '\ufffd';

    /** Numbers outside of these have an exponent. */
    private static final double PLAIN_MIN = 1e-6;

    private static final double PLAIN_LIMIT = 1e21;

    private final StringBuilder out;
    private boolean needsComma;

    /** @param expectedLength characters to make room for; {@code >= 0} */
    public GoJson(int expectedLength) {
        out = new StringBuilder(expectedLength);
    }

    public GoJson beginObject() {
        return open('{');
    }

    public GoJson endObject() {
        return close('}');
    }

    public GoJson beginArray() {
        return open('[');
    }

    public GoJson endArray() {
        return close(']');
    }

    public GoJson name(String name) {
        separate();
        quote(out, name);
        out.append(':');
        needsComma = false;
        return this;
    }

    public GoJson value(String value) {
        separate();
        quote(out, value);
        return this;
    }

    public GoJson value(long value) {
        separate();
        out.append(value);
        return this;
    }

    /** @param json a number, {@code true}, {@code null} and so on, as JSON writes it */
    public GoJson literal(String json) {
        separate();
        out.append(json);
        return this;
    }

    /** An object of strings; its names come in the order of {@link Labels}, which is also Go's order of map keys. */
    public GoJson value(Labels labels) {
        beginObject();
        for (int i = 0; i < labels.size(); i++) {
            name(labels.name(i)).value(labels.value(i));
        }
        return endObject();
    }

    /** @throws UnsupportedValueException if it is no number, or infinite */
    public GoJson value(double value) throws UnsupportedValueException {
        if (!Double.isFinite(value)) {
            throw new UnsupportedValueException(
                    "json: unsupported value: " + FloatText.format(value, 'g', FloatText.SHORTEST));
        }
        return literal(digits(value));
    }

    /**
     * Any value: text, Boolean, whole number, Double, List, Map from text, null. Names come in Go's order, that of their
     * bytes.
     *
     * @throws UnsupportedValueException for a number that is none, or infinite
     */
    public GoJson tree(@Nullable Object value) throws UnsupportedValueException {
        if (value == null) {
            return literal("null");
        }
        if (value instanceof String text) {
            return value(text);
        }
        if (value instanceof Double number) {
            return value((double) number);
        }
        if (value instanceof List<?> list) {
            beginArray();
            for (Object element : list) {
                tree(element);
            }
            return endArray();
        }
        if (value instanceof Map<?, ?> map) {
            return object(map);
        }
        return literal(value.toString());
    }

    private GoJson object(Map<?, ?> map) throws UnsupportedValueException {
        var names = new ArrayList<String>(map.size());
        map.keySet().forEach(name -> names.add((String) name));
        names.sort(Utf8.ORDER);
        beginObject();
        for (String name : names) {
            name(name).tree(map.get(name));
        }
        return endObject();
    }

    public GoJson field(String name, String value) {
        return name(name).value(value);
    }

    public GoJson field(String name, long value) {
        return name(name).value(value);
    }

    public GoJson field(String name, Labels value) {
        return name(name).value(value);
    }

    /** The document in UTF-8 with the newline that Go's encoder ends each with. */
    public byte[] toLine() {
        return out.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Characters so far. */
    int length() {
        return out.length();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private GoJson open(char bracket) {
        separate();
        out.append(bracket);
        needsComma = false;
        return this;
    }

    private GoJson close(char bracket) {
        out.append(bracket);
        needsComma = true;
        return this;
    }

    private void separate() {
        if (needsComma) {
            out.append(',');
        }
        needsComma = true;
    }

    /** Writes a string with its quotes. */
    public static void quote(StringBuilder out, String text) {
        out.append('"');
        int plainFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (mustEscape(c)) {
                out.append(text, plainFrom, i);
                escape(out, c);
                plainFrom = i + 1;
            }
        }
        out.append(text, plainFrom, text.length()).append('"');
    }

    private static String digits(double value) {
        double size = Math.abs(value);
        boolean isPlain = size == 0 || (size >= PLAIN_MIN && size < PLAIN_LIMIT);
        String digits = FloatText.format(value, isPlain ? 'f' : 'e', FloatText.SHORTEST);
        // Of a short negative exponent the zero is left out: 1e-7.
        return digits.replace("e-0", "e-");
    }

    private static boolean mustEscape(char c) {
        return c < ' '
                || c == '"'
                || c == '\\'
                || c == '<'
                || c == '>'
                || c == '&'
                || c == '\u2028'
                || c == '\u2029'
                || Character.isSurrogate(c);
    }

    private static void escape(StringBuilder out, char c) {
        switch (c) {
            case '"', '\\' -> out.append('\\').append(c);
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (Character.isSurrogate(c)) {
                    out.append(REPLACEMENT);
                } else {
                    escapeByNumber(out, c);
                }
            }
        }
    }

    private static void escapeByNumber(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xF));
        }
    }

    /** A value that JSON has no word for. */
    public static final class UnsupportedValueException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        UnsupportedValueException(String message) {
            super(message);
        }
    }
}
