package io.tocsin.server.http;

import io.vertx.core.http.HttpMethod;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;

/**
 * What a request line asks for, taken apart and cleaned once, before anything is decided by it.
 *
 * @param rawPath as sent, without the query
 * @param path decoded
 * @param query as sent, without the question mark; empty when there is none
 */
record RequestTarget(String rawPath, String path, String query) {
    private static final String KEPT_IN_PATH = "-_.~$&+,/:;=@";
    private static final String HEX = "0123456789ABCDEF";

    /** @return empty if there is no such target, or not for this method */
    static Optional<RequestTarget> parse(HttpMethod method, String uri) {
        if (method.equals(HttpMethod.CONNECT) && !uri.startsWith("/")) {
            // Asks for a way to another server: there is no path.
            return Optional.of(new RequestTarget(uri, "", ""));
        }
        if (!RequestUri.isValid(uri) || uri.equals("*") && !method.equals(HttpMethod.OPTIONS)) {
            return Optional.empty();
        }
        int mark = uri.indexOf('?');
        String rawPath = local(mark < 0 ? uri : uri.substring(0, mark));
        String query = mark < 0 ? "" : uri.substring(mark + 1);
        return decode(rawPath, false).map(path -> new RequestTarget(rawPath, path, query));
    }

    /** A proxy's form {@code http://host/path} asks for the path, whatever the scheme; {@code mailto:x} has none. */
    private static String local(String uri) {
        int scheme = RequestUri.schemeEnd(uri);
        if (scheme < 0) {
            return uri;
        }
        String rest = uri.substring(scheme + 1);
        int slash = rest.indexOf('/', rest.startsWith("//") ? 2 : 0);
        boolean isOpaque = !rest.startsWith("/");
        return isOpaque || slash < 0 ? "" : rest.substring(slash);
    }

    /**
     * Undoes percent escapes; bytes that are no UTF-8 become U+FFFD.
     *
     * @param isQuery whether a plus sign stands for a blank
     * @return empty if an escape is broken
     */
    static Optional<String> decode(String text, boolean isQuery) {
        if (text.indexOf('%') < 0) {
            return Optional.of(isQuery ? text.replace('+', ' ') : text);
        }
        return bytes(text, isQuery).map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** As {@link #decode}, but as bytes. */
    static Optional<byte[]> bytes(String text, boolean isQuery) {
        ByteBuffer bytes = ByteBuffer.allocate(text.length() * 3);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                int high = digit(text, i + 1);
                int low = digit(text, i + 2);
                if (high < 0 || low < 0) {
                    return Optional.empty();
                }
                bytes.put((byte) (high << 4 | low));
                i += 2;
            } else if (c < 0x80) {
                bytes.put((byte) (c == '+' && isQuery ? ' ' : c));
            } else {
                bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
            }
        }
        return Optional.of(Arrays.copyOf(bytes.array(), bytes.position()));
    }

    private static int digit(String text, int index) {
        return index < text.length() && text.charAt(index) < 0x80 ? Character.digit(text.charAt(index), 16) : -1;
    }

    /** The path without empty, {@code .} and {@code ..} segments; a trailing slash stays. */
    String cleanPath() {
        if (path.startsWith("/") && !path.contains("//") && !path.contains("/.")) {
            return path;
        }
        Deque<String> kept = new ArrayDeque<>();
        for (String segment : path.split("/")) {
            if (segment.equals("..")) {
                kept.pollLast();
            } else if (!segment.isEmpty() && !segment.equals(".")) {
                kept.addLast(segment);
            }
        }
        StringBuilder clean = new StringBuilder();
        for (Iterator<String> each = kept.iterator(); each.hasNext(); ) {
            clean.append('/').append(each.next());
        }
        return clean.isEmpty() || path.endsWith("/") ? clean.append('/').toString() : clean.toString();
    }

    /** {@code newPath} as the value of a Location header, with this target's query. */
    String location(String newPath) {
        return encodePath(newPath) + (query.isEmpty() ? "" : "?" + query);
    }

    /** With escapes for what Go escapes in a path. */
    static String encodePath(String path) {
        StringBuilder out = new StringBuilder();
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean isKept = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
            if (isKept || c < 0x80 && KEPT_IN_PATH.indexOf(c) >= 0) {
                out.append(c);
            } else {
                out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 0xF));
            }
        }
        return out.toString();
    }
}
