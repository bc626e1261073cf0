package io.tocsin.core.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * The text of a URL that has a scheme, in pieces, and written again as Go writes it. Immutable.
 *
 * @param head scheme and authority, as in {@code https://user@host:1}; of {@code http:x}, which has neither host nor path, all
 * @param path as in the text, escapes included; empty if there is none
 * @param query with its question mark; empty if there is none
 * @param fragment with its hash; empty if there is none
 * @see "Go: net/url URL.String, shouldEscape, validEncoded"
 */
record GoUrlText(String head, String path, String query, String fragment) {
    private static final String UNRESERVED = "-_.~";
    private static final String PATH_EXTRAS = UNRESERVED + "$&+,/:;=@";

    /** What Go leaves alone in a path although it would not write it itself. */
    private static final String PATH_TOLERATED = PATH_EXTRAS + "!'()*[]%";

    private static final String FRAGMENT_EXTRAS = PATH_EXTRAS + "?!()*";
    private static final String FRAGMENT_TOLERATED = PATH_TOLERATED + "?";
    private static final String USER_EXTRAS = UNRESERVED + "$&+,;=:%";
    private static final String HOST_EXTRAS = UNRESERVED + "!$&'()*+,;=:[]<>\"%";

    static GoUrlText of(GoUrl url) {
        String text = url.text();
        int hash = text.indexOf('#');
        String rest = hash < 0 ? text : text.substring(0, hash);
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        int behindScheme = url.scheme().length() + 1;
        if (!rest.startsWith("//", behindScheme)) {
            return withoutAuthority(url.scheme() + ":", rest.substring(behindScheme), query, fragment(text, hash));
        }
        int authority = behindScheme + 2;
        int slash = rest.indexOf('/', authority);
        String names = rest.substring(authority, slash < 0 ? rest.length() : slash);
        int at = names.lastIndexOf('@');
        String user = at < 0 ? "" : encode(bytes(names.substring(0, at)), USER_EXTRAS) + "@";
        String host = encode(bytes(names.substring(at + 1)), HOST_EXTRAS);
        boolean isNothing = names.isEmpty() && slash < 0;
        return new GoUrlText(
                url.scheme() + (isNothing ? ":" : "://") + user + host,
                slash < 0 ? "" : normal(rest.substring(slash), PATH_EXTRAS, PATH_TOLERATED),
                query,
                fragment(text, hash));
    }

    private static GoUrlText withoutAuthority(String head, String rest, String query, String fragment) {
        return rest.startsWith("/")
                ? new GoUrlText(head, normal(rest, PATH_EXTRAS, PATH_TOLERATED), query, fragment)
                : new GoUrlText(head + rest, "", query, fragment);
    }

    private static String fragment(String text, int hash) {
        return hash < 0 || hash == text.length() - 1
                ? ""
                : "#" + normal(text.substring(hash + 1), FRAGMENT_EXTRAS, FRAGMENT_TOLERATED);
    }

    String decodedPath() {
        return new String(decode(path), StandardCharsets.UTF_8);
    }

    /**
     * The same without slashes at the end of its path, query and fragment. Escapes of a path that has such slashes are
     * lost, as in the original.
     */
    GoUrlText base() {
        String decoded = decodedPath();
        String trimmed = decoded.replaceAll("/+$", "");
        String kept = trimmed.equals(decoded) ? path : encode(bytes(trimmed), PATH_EXTRAS);
        return new GoUrlText(head, kept, "", "");
    }

    /** The same with a path that ends in a slash; the escapes of a path that does not are lost, as in the original. */
    GoUrlText withSlash() {
        byte[] decoded = decode(path);
        if (decoded.length > 0 && decoded[decoded.length - 1] == '/') {
            return this;
        }
        return new GoUrlText(head, encode(decoded, PATH_EXTRAS) + "/", query, fragment);
    }

    private static String normal(String part, String extras, String tolerated) {
        boolean isGood = part.chars().allMatch(c -> isAllowed(c, tolerated));
        return isGood ? part : encode(decode(part), extras);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] decode(String text) {
        byte[] bytes = bytes(text);
        var decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%') {
                decoded.write(Character.digit(bytes[i + 1], 16) * 16 + Character.digit(bytes[i + 2], 16));
                i += 2;
            } else {
                decoded.write(bytes[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static String encode(byte[] bytes, String extras) {
        StringBuilder encoded = new StringBuilder();
        for (byte each : bytes) {
            int c = each & 0xFF;
            encoded.append(isAllowed(c, extras) ? String.valueOf((char) c) : "%%%02X".formatted(c));
        }
        return encoded.toString();
    }

    private static boolean isAllowed(int c, String extras) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || extras.indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return head + path + query + fragment;
    }
}
