package io.tocsin.core.config;

import java.io.Serial;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * A URL split as Go splits it, which accepts more than Java does.
 *
 * @param scheme lower case; empty if there is none
 * @param host with its port; empty if there is none
 * @param text as written
 * @see "Go: net/url.Parse"
 */
public record GoUrl(String scheme, String host, String text) {
    private static final String HEX = "0123456789abcdef";
    private static final String USER_EXTRAS = "-._:~!$&'()*+,;=%@";

    /** Not public API: characters that Java's URIs may hold besides letters and digits. */
    private static final String URI_EXTRAS = "-_.~!$&'()*+,;=:@/?#[]%";

    /** @throws UrlSyntaxException if Go would refuse the text */
    public static GoUrl parse(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new UrlSyntaxException("net/url: invalid control character in URL", "it holds a control character");
        }
        int fragment = text.indexOf('#');
        String rest = fragment < 0 ? text : text.substring(0, fragment);
        int colon = schemeEnd(rest);
        String scheme = colon < 0 ? "" : rest.substring(0, colon).toLowerCase(Locale.ROOT);
        rest = withoutQuery(rest.substring(colon + 1));
        if (!rest.startsWith("//")) {
            checkPath(rest, scheme);
            return new GoUrl(scheme, "", text);
        }
        int slash = rest.indexOf('/', 2);
        String authority = slash < 0 ? rest.substring(2) : rest.substring(2, slash);
        int at = authority.lastIndexOf('@');
        checkUser(at < 0 ? "" : authority.substring(0, at));
        String host = authority.substring(at + 1);
        GoHost.decode(host);
        checkEscapes(slash < 0 ? "" : rest.substring(slash));
        return new GoUrl(scheme, host, text);
    }

    /** Index of the colon behind the scheme; -1 without one. */
    private static int schemeEnd(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isLetter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (c == ':') {
                if (i == 0) {
                    throw new UrlSyntaxException("missing protocol scheme", "nothing stands before the colon");
                }
                return i;
            }
            boolean isLater = i > 0 && ((c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.');
            if (!isLetter && !isLater) {
                return -1;
            }
        }
        return -1;
    }

    private static String withoutQuery(String text) {
        int query = text.indexOf('?');
        return query < 0 ? text : text.substring(0, query);
    }

    private static void checkPath(String path, String scheme) {
        if (path.startsWith("/") || scheme.isEmpty()) {
            int slash = path.indexOf('/');
            if (!path.startsWith("/") && (slash < 0 ? path : path.substring(0, slash)).contains(":")) {
                throw new UrlSyntaxException(
                        "first path segment in URL cannot contain colon", "its scheme is not valid");
            }
            checkEscapes(path);
        }
    }

    private static void checkEscapes(String text) {
        for (int i = text.indexOf('%'); i >= 0; i = text.indexOf('%', i + 1)) {
            escaped(text, i);
        }
    }

    /**
     * The byte that the escape at {@code percent} stands for.
     *
     * @throws UrlSyntaxException if it is none
     */
    static char escaped(String text, int percent) {
        if (percent + 2 < text.length()) {
            int high = HEX.indexOf(Character.toLowerCase(text.charAt(percent + 1)));
            int low = HEX.indexOf(Character.toLowerCase(text.charAt(percent + 2)));
            if (high >= 0 && low >= 0) {
                return (char) (high * HEX.length() + low);
            }
        }
        throw new UrlSyntaxException("invalid URL escape", "a % is not followed by two hex digits");
    }

    private static void checkUser(String user) {
        boolean isValid = user.codePoints()
                .allMatch(c -> Character.isDigit(c) && c < 0x80
                        || Character.isLetter(c) && c < 0x80
                        || USER_EXTRAS.indexOf(c) >= 0);
        if (!isValid) {
            throw new UrlSyntaxException(
                    "net/url: invalid userinfo", "its user name or password holds a character that must be escaped");
        }
        checkEscapes(user);
    }

    /** As Go writes it: the scheme in lower case, odd characters escaped, and those escapes undone that nothing needs. */
    public String normal() {
        return GoUrlText.of(this, false).toString();
    }

    /** As {@link #normal}, with {@code xxxxx} in the place of the password, if there is one. */
    public String redacted() {
        return GoUrlText.of(this, true).toString();
    }

    /** A URL with a host, its path ending in a slash, to which more can be appended; written as {@link #normal}. */
    public GoUrl withSlash() {
        return new GoUrl(scheme, host, GoUrlText.of(this, false).withSlash().toString());
    }

    /** The path of a URL with a scheme, its escapes undone; empty if there is none. */
    public String path() {
        return GoUrlText.of(this, false).decodedPath();
    }

    /** A URL with a scheme, to which a path can be appended: without slashes at its end, query and fragment. */
    public String base() {
        return GoUrlText.of(this, false).base().toString();
    }

    /** The same URL for Java, what it does not allow being escaped; empty if even that is none. */
    public Optional<URI> toUri() {
        StringBuilder escaped = new StringBuilder();
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xFF);
            boolean isAllowed = c < 0x80 && (Character.isLetterOrDigit(c) || URI_EXTRAS.indexOf(c) >= 0);
            escaped.append(isAllowed ? String.valueOf(c) : "%%%02X".formatted((int) c));
        }
        try {
            return Optional.of(new URI(escaped.toString()));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    /** Text that is no URL. Neither message shows the URL, which may be a secret. */
    public static final class UrlSyntaxException extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1L;

        private final String explanation;

        UrlSyntaxException(String message, String explanation) {
            super(message);
            this.explanation = explanation;
        }

        /** What is wrong, to be put behind {@code expected a URL, but}. */
        public String explanation() {
            return explanation;
        }
    }
}
