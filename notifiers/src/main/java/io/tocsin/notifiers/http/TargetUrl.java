package io.tocsin.notifiers.http;

import java.net.IDN;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The address of one request, read as leniently as Go reads URLs: what has to be escaped in the path is escaped, the
 * query goes out as it is, the fragment is dropped. Immutable.
 *
 * @param userInfo decoded {@code user:password}; null for none
 * @param host lower case, ASCII; an IPv6 address without brackets
 * @param hasPort the URL names the port
 * @param requestUri path and query, at least {@code /}
 * @see "Upstream: net/url.Parse, URL.RequestURI"
 */
record TargetUrl(boolean tls, @Nullable String userInfo, String host, int port, boolean hasPort, String requestUri) {
    private static final String UNRESERVED = "-_.~";
    private static final String PATH_CHARACTERS = UNRESERVED + "!$&'()*+,;=:@[]/%";
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    /** @throws CallFailedException if the text is no URL that can be asked */
    static TargetUrl parse(String text) throws CallFailedException {
        String url = beforeFragment(text);
        if (url.chars().anyMatch(c -> c < ' ' || c == 0x7F)) {
            throw new CallFailedException("invalid control character in URL");
        }
        int colon = url.indexOf("://");
        String scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new CallFailedException("unsupported protocol scheme (expected: http or https)");
        }
        String rest = url.substring(colon + "://".length());
        int end = endOfAuthority(rest);
        return ofParts(scheme.equals("https"), rest.substring(0, end), rest.substring(end));
    }

    /**
     * The URL that a {@code Location} header stands for here.
     *
     * @see "RFC 3986 section 5.2"
     */
    TargetUrl resolve(String location) throws CallFailedException {
        String reference = beforeFragment(location.strip());
        if (reference.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
            return parse(reference);
        }
        if (reference.startsWith("//")) {
            return parse((tls ? "https:" : "http:") + reference);
        }
        if (reference.isEmpty()) {
            return this;
        }
        String path = requestUri.substring(0, endOfPath(requestUri));
        if (reference.startsWith("?")) {
            return withRequestUri(path + escapeQuery(reference));
        }
        try {
            URI merged = new URI(path).resolve(escapeRequestUri(reference));
            return withRequestUri(escapeRequestUri(merged.normalize().toString()));
        } catch (java.net.URISyntaxException | IllegalArgumentException e) {
            throw new CallFailedException("invalid Location header");
        }
    }

    /** As the {@code Host} header shows it: with the port only where the URL names one. */
    String authority() {
        return hasPort ? authorityHost() + ":" + port : authorityHost();
    }

    /** The host as {@link #authority} shows it. */
    String authorityHost() {
        return IpAddress.inAuthority(host);
    }

    /** The absolute form that HTTP proxies are asked for. */
    String absolute() {
        return (tls ? "https://" : "http://") + authority() + requestUri;
    }

    /** The {@code Authorization} header that the URL's user and password stand for; null for none. */
    @Nullable
    String basicAuthorization() {
        return userInfo == null ? null : basicAuthorization(userInfo);
    }

    static String basicAuthorization(String userAndPassword) {
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether credentials for {@code first}'s host may go to this URL: the same host or one below it. */
    boolean isWithin(TargetUrl first) {
        return host.equals(first.host) || (host.indexOf(':') < 0 && host.endsWith("." + first.host));
    }

    /** Never prints the URL: it may hold a token. */
    @Override
    public String toString() {
        return "TargetUrl[" + (tls ? "https" : "http") + "]";
    }

    private TargetUrl withRequestUri(String uri) {
        return new TargetUrl(tls, userInfo, host, port, hasPort, uri.startsWith("/") ? uri : "/" + uri);
    }

    private static TargetUrl ofParts(boolean tls, String authority, String rest) throws CallFailedException {
        int at = authority.lastIndexOf('@');
        String userInfo = at < 0 ? null : decodeUserInfo(authority.substring(0, at));
        String address = authority.substring(at + 1);
        int colon = address.lastIndexOf(':');
        boolean hasPort = colon > address.lastIndexOf(']');
        String host = host(hasPort ? address.substring(0, colon) : address);
        boolean isPortGiven = hasPort && colon + 1 < address.length();
        int port = isPortGiven ? port(address.substring(colon + 1)) : tls ? HTTPS_PORT : HTTP_PORT;
        String requestUri = escapeRequestUri(rest);
        return new TargetUrl(
                tls, userInfo, host, port, isPortGiven, requestUri.startsWith("/") ? requestUri : "/" + requestUri);
    }

    private static String decodeUserInfo(String text) throws CallFailedException {
        try {
            String decoded = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
            return decoded.indexOf(':') < 0 ? decoded + ":" : decoded;
        } catch (IllegalArgumentException e) {
            throw new CallFailedException("invalid user in URL");
        }
    }

    private static String host(String text) throws CallFailedException {
        if (text.isEmpty()) {
            throw new CallFailedException("no host in URL");
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            return ipv6(text.substring(1, text.length() - 1));
        }
        try {
            String ascii = IDN.toASCII(text, IDN.ALLOW_UNASSIGNED).toLowerCase(Locale.ROOT);
            if (!ascii.matches("[a-z0-9._~!$&'()*+,;=-]+")) {
                throw new CallFailedException("invalid character in host name");
            }
            return ascii;
        } catch (IllegalArgumentException e) {
            throw new CallFailedException("invalid host name in URL");
        }
    }

    private static String ipv6(String text) throws CallFailedException {
        if (text.indexOf('%') >= 0) {
            // Deviation D-165: Vert.x cannot connect to these.
            throw new CallFailedException("IPv6 address with a zone in URL (expected: an address without %)");
        }
        if (text.indexOf(':') < 0 || IpAddress.parse(text).isEmpty()) {
            throw new CallFailedException("invalid IPv6 address in URL");
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static int port(String text) throws CallFailedException {
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port <= 0xFFFF) {
                return port;
            }
        } catch (NumberFormatException e) {
            throw new CallFailedException("invalid port in URL");
        }
        throw new CallFailedException("invalid port in URL");
    }

    private static String escapeRequestUri(String text) throws CallFailedException {
        int query = endOfPath(text);
        return escapePath(text.substring(0, query)) + escapeQuery(text.substring(query));
    }

    private static String escapePath(String path) throws CallFailedException {
        var escaped = new StringBuilder(path.length());
        for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
            append(escaped, b, isAlphanumeric(b) || PATH_CHARACTERS.indexOf(b) >= 0);
        }
        if (escaped.toString().replaceAll("%[0-9a-fA-F]{2}", "").indexOf('%') >= 0) {
            throw new CallFailedException("invalid URL escape");
        }
        return escaped.toString();
    }

    private static String escapeQuery(String query) {
        var escaped = new StringBuilder(query.length());
        for (byte b : query.getBytes(StandardCharsets.UTF_8)) {
            append(escaped, b, b > ' ');
        }
        return escaped.toString();
    }

    private static void append(StringBuilder text, byte b, boolean isPlain) {
        if (isPlain) {
            text.append((char) b);
        } else {
            text.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xFF));
        }
    }

    private static boolean isAlphanumeric(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9');
    }

    private static String beforeFragment(String text) {
        int hash = text.indexOf('#');
        return hash < 0 ? text : text.substring(0, hash);
    }

    private static int endOfAuthority(String rest) {
        for (int i = 0; i < rest.length(); i++) {
            if (rest.charAt(i) == '/' || rest.charAt(i) == '?') {
                return i;
            }
        }
        return rest.length();
    }

    private static int endOfPath(String requestUri) {
        int query = requestUri.indexOf('?');
        return query < 0 ? requestUri.length() : query;
    }
}
