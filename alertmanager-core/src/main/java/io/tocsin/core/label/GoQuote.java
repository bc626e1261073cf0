package io.tocsin.core.label;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Quotes text as Go's {@code %q} does, which group keys and some messages are made of.
 *
 * @see "Go: strconv.Quote"
 */
public final class GoQuote {
    private static final String HEX = "0123456789abcdef";
    private static final int BYTE_FIRST = 0xDC80;
    private static final int BYTE_LAST = 0xDCFF;

    private GoQuote() {}

    /** Where an escape stands instead of a character. */
    public enum Escaping {
        /** Characters that cannot be printed. */
        UNPRINTABLE,
        /** And all that are not ASCII. */
        NOT_ASCII
    }

    public static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        append(out, text);
        return out.toString();
    }

    /** A lone surrogate from U+DC80 to U+DCFF stands for a byte that is no UTF-8. */
    public static void append(StringBuilder out, String text) {
        append(out, text, Escaping.UNPRINTABLE);
    }

    public static void append(StringBuilder out, String text, Escaping escaping) {
        out.append('"');
        text.codePoints().forEach(point -> appendEscaped(out, point, '"', escaping));
        out.append('"');
    }

    /**
     * Quotes one character in single quotes.
     *
     * @param point what is no character becomes U+FFFD
     * @see "Go: strconv.QuoteRune and QuoteRuneToASCII"
     */
    public static void appendCharacter(StringBuilder out, int point, Escaping escaping) {
        boolean isCharacter = Character.isValidCodePoint(point)
                && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
        out.append('\'');
        appendEscaped(out, isCharacter ? point : 0xFFFD, '\'', escaping);
        out.append('\'');
    }

    /**
     * Quotes as Go's time package does: each byte of what is not ASCII, and control characters, as a hexadecimal escape.
     *
     * <p>A lone surrogate from U+DC80 to U+DCFF stands for a byte that is no UTF-8.
     */
    public static String quoteBytes(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                out.append('\\').append((char) point);
            } else if (point >= ' ' && point < 0x80) {
                out.append((char) point);
            } else if (point >= BYTE_FIRST && point <= BYTE_LAST) {
                appendHex(out.append("\\x"), point, 2);
            } else {
                for (byte b : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
                    appendHex(out.append("\\x"), b, 2);
                }
            }
        });
        return out.append('"').toString();
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

    private static void appendEscaped(StringBuilder out, int point, char quote, Escaping escaping) {
        if (point == quote || point == '\\') {
            out.append('\\').append((char) point);
            return;
        }
        switch (point) {
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0B -> out.append("\\v");
            default -> {
                if (isPrintable(point) && (escaping == Escaping.UNPRINTABLE || point < 0x80)) {
                    out.appendCodePoint(point);
                } else if (point < ' ' || point == 0x7F) {
                    appendHex(out.append("\\x"), point, 2);
                } else if (point >= BYTE_FIRST && point <= BYTE_LAST) {
                    appendHex(out.append("\\x"), point, 2);
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
