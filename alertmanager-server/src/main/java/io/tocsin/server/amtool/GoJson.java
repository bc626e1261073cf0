package io.tocsin.server.amtool;

/**
 * Writes JSON strings as Go's encoder does: HTML's special characters and the line separators are escaped.
 *
 * @see "Go: encoding/json"
 */
final class GoJson {
    private static final String HEX = "0123456789abcdef";

    private GoJson() {}

    static String quote(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        quote(out, text);
        return out.toString();
    }

    static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            append(out, text.charAt(i));
        }
        out.append('"');
    }

    private static void append(StringBuilder out, char c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '<', '>', '&', '\u2028', '\u2029' -> escape(out, c);
            default -> {
                if (c < ' ') {
                    escape(out, c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    private static void escape(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(HEX.charAt(c >> shift & 0xF));
        }
    }
}
