package io.tocsin.core.config;

import io.tocsin.core.template.value.TextBytes;

/**
 * Escapes texts for their place in a URL, byte by byte as Go does, which leaves other characters alone than Java.
 *
 * @see "Go: net/url QueryEscape, URL.EscapedPath"
 */
public final class UrlEscapes {
    private static final String HEX = "0123456789ABCDEF";
    private static final String UNRESERVED = "-_.~";
    private static final String KEPT_IN_PATH = UNRESERVED + "$&+,/:;=@";

    private UrlEscapes() {}

    /** A name or a value of the query: a space becomes a plus sign. */
    public static String query(String text) {
        return escaped(text, UNRESERVED, true);
    }

    /** A path, its slashes kept. */
    public static String path(String text) {
        return escaped(text, KEPT_IN_PATH, false);
    }

    private static String escaped(String text, String kept, boolean isSpacePlus) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (byte b : TextBytes.of(text)) {
            boolean isKept =
                    b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9' || kept.indexOf(b) >= 0;
            if (isKept) {
                out.append((char) b);
            } else if (b == ' ' && isSpacePlus) {
                out.append('+');
            } else {
                out.append('%').append(HEX.charAt(b >> 4 & 0xF)).append(HEX.charAt(b & 0xF));
            }
        }
        return out.toString();
    }
}
