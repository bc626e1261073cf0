package io.tocsin.server.http;

/**
 * Compares what a client has kept with what it would get now.
 *
 * @see "RFC 9110, section 13.1.2"
 */
final class EntityTag {
    private EntityTag() {}

    /**
     * Whether one of the tags is {@code current}, be it weak or strong.
     *
     * @param header value of {@code If-None-Match}; empty for none
     * @param current quoted, behind {@code W/} if it is weak
     */
    static boolean isAmong(String header, String current) {
        if (header.isBlank()) {
            return false;
        }
        if (header.strip().equals("*")) {
            return true;
        }
        String opaque = opaque(current);
        int position = 0;
        while (position < header.length()) {
            int open = header.indexOf('"', position);
            int close = open < 0 ? -1 : header.indexOf('"', open + 1);
            if (close < 0) {
                return false;
            }
            if (header.substring(open, close + 1).equals(opaque)) {
                return true;
            }
            position = close + 1;
        }
        return false;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
