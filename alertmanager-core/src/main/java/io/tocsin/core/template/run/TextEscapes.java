package io.tocsin.core.template.run;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.TextBytes;

/**
 * Escapes text for HTML, JavaScript and URLs, without regard to where in them it stands.
 *
 * @see "Go: text/template.HTMLEscapeString, JSEscapeString and net/url.QueryEscape"
 */
final class TextEscapes {
    private static final String HEX = "0123456789ABCDEF";

    /** Characters become at most so many times as long. */
    private static final int GROWTH = 6;

    private TextEscapes() {}

    static String html(Call call, String text) throws LimitExceededException {
        call.charge((long) text.length() * GROWTH);
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            call.checkSize(out.length());
            char c = text.charAt(i);
            switch (c) {
                case 0 -> out.append('\uFFFD');
                case '"' -> out.append("&#34;");
                case '\'' -> out.append("&#39;");
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String javaScript(Call call, String text) throws LimitExceededException {
        call.charge((long) text.length() * GROWTH);
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            call.checkSize(out.length());
            appendJavaScript(out, text.codePointAt(i));
        }
        return out.toString();
    }

    private static void appendJavaScript(StringBuilder out, int point) {
        switch (point) {
            case '\\', '\'', '"' -> out.append('\\').append((char) point);
            case '<', '>', '&', '=' -> appendUnicode(out, point);
            default -> {
                boolean isPlain = point >= ' ' && point < 0x80;
                if (isPlain || TextBytes.isStray(point) || point >= 0x80 && GoQuote.isPrintable(point)) {
                    out.appendCodePoint(point);
                } else {
                    appendUnicode(out, point);
                }
            }
        }
    }

    private static void appendUnicode(StringBuilder out, int point) {
        out.append("\\u");
        for (int shift = Math.max(12, 28 - Integer.numberOfLeadingZeros(point) / 4 * 4); shift >= 0; shift -= 4) {
            out.append(HEX.charAt(point >> shift & 0xF));
        }
    }

    /** For one value in the query of a URL. */
    static String query(Call call, String text) throws LimitExceededException {
        call.charge((long) text.length() * GROWTH);
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : TextBytes.of(text)) {
            call.checkSize(out.length());
            if (isUnreserved(b)) {
                out.append((char) b);
            } else if (b == ' ') {
                out.append('+');
            } else {
                out.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return out.toString();
    }

    private static boolean isUnreserved(byte b) {
        return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || "-_.~".indexOf(b) >= 0;
    }
}
