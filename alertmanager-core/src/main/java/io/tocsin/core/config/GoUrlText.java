package io.tocsin.core.config;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/**
 * The text of a URL in pieces, and written again as Go writes it. Immutable.
 *
 * @param head scheme and authority, as in {@code https://user@host:1}; all of a URL without slashes, as {@code mailto:x}
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
    private static final String USER_EXTRAS = UNRESERVED + "$&+,;=";

    /** @param hidesPassword whether {@code xxxxx} stands for the password */
    static GoUrlText of(GoUrl url, boolean hidesPassword) {
        String text = url.text();
        int hash = text.indexOf('#');
        String rest = hash < 0 ? text : text.substring(0, hash);
        int mark = rest.indexOf('?');
        String query = mark < 0 ? "" : rest.substring(mark);
        rest = mark < 0 ? rest : rest.substring(0, mark);
        String scheme = url.scheme().isEmpty() ? "" : url.scheme() + ":";
        rest = rest.substring(scheme.length());
        String fragment = hash < 0 || hash == text.length() - 1
                ? ""
                : "#" + normal(text.substring(hash + 1), FRAGMENT_EXTRAS, FRAGMENT_TOLERATED);
        if (!rest.startsWith("//")) {
            boolean isOpaque = !scheme.isEmpty() && !rest.startsWith("/");
            return isOpaque
                    ? new GoUrlText(scheme + rest, "", query, fragment)
                    : new GoUrlText(scheme, normal(rest, PATH_EXTRAS, PATH_TOLERATED), query, fragment);
        }
        int slash = rest.indexOf('/', 2);
        String authority = rest.substring(2, slash < 0 ? rest.length() : slash);
        int at = authority.lastIndexOf('@');
        String user = at < 0 ? "" : user(authority.substring(0, at), hidesPassword) + "@";
        boolean isNothing = authority.isEmpty() && slash < 0;
        return new GoUrlText(
                scheme + (isNothing ? "" : "//") + user + host(authority.substring(at + 1)),
                slash < 0 ? "" : normal(rest.substring(slash), PATH_EXTRAS, PATH_TOLERATED),
                query,
                fragment);
    }

    private static String host(String text) {
        byte[] decoded = GoHost.decode(text);
        if (!text.startsWith("[")) {
            return encode(decoded, GoHost.EXTRAS);
        }
        // Deviation D-022: the original escapes what is beyond ASCII in a zone, too, and does not read that back.
        return new String(decoded, StandardCharsets.UTF_8)
                .codePoints()
                .mapToObj(c -> c < 0x80 ? encode(new byte[] {(byte) c}, GoHost.EXTRAS) : Character.toString(c))
                .collect(Collectors.joining());
    }

    private static String user(String text, boolean hidesPassword) {
        int colon = text.indexOf(':');
        String name = encode(decode(colon < 0 ? text : text.substring(0, colon)), USER_EXTRAS);
        if (colon < 0) {
            return name;
        }
        return name + ":" + (hidesPassword ? "xxxxx" : encode(decode(text.substring(colon + 1)), USER_EXTRAS));
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
