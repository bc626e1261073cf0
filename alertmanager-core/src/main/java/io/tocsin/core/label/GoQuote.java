package io.tocsin.core.label;

import java.util.Optional;

/**
 * Quotes text as Go's {@code %q} does, which group keys and some messages are made of.
 *
 * @see "Go: strconv.Quote"
 */
public final class GoQuote {
    private static final String HEX = "0123456789abcdef";

    private GoQuote() {}

    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        append(out, text);
        return out.toString();
    }

    public static void append(StringBuilder out, String text) {
        out.append('"');
        text.codePoints().forEach(point -> appendEscaped(out, point));
        out.append('"');
    }

    /** Whether Go prints {@code point} as it is: letters, marks, numbers, punctuation, symbols and the ASCII space. */
    public static boolean isPrintable(int point) {
        return PrintableCharacters.contains(point);
    }

    /**
     * Reads a Go string literal in double quotes.
     *
     * @return what {@code literal} stands for; empty if it is none, or stands for bytes that are no UTF-8
     * @see "Go: strconv.Unquote"
     */
    static Optional<String> unquote(String literal) {
        return new GoUnquote(literal).text();
    }

    private static void appendEscaped(StringBuilder out, int point) {
        switch (point) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (isPrintable(point)) {
                    out.appendCodePoint(point);
                } else if (point < ' ' || point == 0x7F) {
                    out.append("\\x").append(HEX.charAt(point >> 4)).append(HEX.charAt(point & 0xF));
                } else if (point < 0x10000) {
                    appendHex(out.append("\\u"), point, 4);
                } else {
                    appendHex(out.append("\\U"), point, 8);
                }
            }
        }
    }

    private static void appendHex(StringBuilder out, int point, int digits) {
        for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
            out.append(HEX.charAt(point >> shift & 0xF));
        }
    }
}
