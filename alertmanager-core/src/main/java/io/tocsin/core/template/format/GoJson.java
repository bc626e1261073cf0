package io.tocsin.core.template.format;

import io.tocsin.core.label.Labels;
import java.nio.charset.StandardCharsets;

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
}
