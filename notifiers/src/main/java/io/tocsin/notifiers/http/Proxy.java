package io.tocsin.notifiers.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A proxy's address. Immutable.
 *
 * @param host an IPv6 address without brackets
 * @param user null for no authentication; a secret, as is {@code password}
 * @param password empty when the URL has none; null exactly when {@code user} is
 */
record Proxy(
        Kind kind,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password) {

    enum Kind {
        HTTP(80),
        HTTPS(443),
        SOCKS5(1080);

        private final int defaultPort;

        Kind(int defaultPort) {
            this.defaultPort = defaultPort;
        }
    }

    Proxy {
        requireNonNull(kind, "kind");
        requireNonNull(host, "host");
    }

    /** Empty if {@code url} names no host. As in Go, a scheme that is none of ours means a plain HTTP proxy. */
    static Optional<Proxy> of(URI url) {
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        Kind kind = switch (scheme) {
            case "https" -> Kind.HTTPS;
            case "socks5", "socks5h" -> Kind.SOCKS5;
            default -> Kind.HTTP;
        };
        if (url.getHost() == null) {
            return Optional.empty();
        }
        String host = url.getHost().replaceAll("^\\[|]$", "");
        int port = url.getPort() > 0 ? url.getPort() : kind.defaultPort;
        if (url.getRawUserInfo() == null) {
            return Optional.of(new Proxy(kind, host, port, null, null));
        }
        String[] userInfo = url.getRawUserInfo().split(":", 2);
        String password = userInfo.length > 1 ? userInfo[1] : "";
        return Optional.of(new Proxy(kind, host, port, decode(userInfo[0]), decode(password)));
    }

    /**
     * A proxy as environment variables name it, where {@code http://} may be left out. Empty if it is no URL.
     *
     * @see "Upstream: golang.org/x/net/http/httpproxy parseProxy"
     */
    static Optional<Proxy> parse(String text) {
        return tryParse(text).or(() -> tryParse("http://" + text));
    }

    /** The {@code Proxy-Authorization} header; null for none. */
    @Nullable
    String authorization() {
        return user == null ? null : TargetUrl.basicAuthorization(user + ":" + password);
    }

    /** Never prints user and password. */
    @Override
    public String toString() {
        return "Proxy[" + kind + "]";
    }

    private static Optional<Proxy> tryParse(String text) {
        try {
            return text.contains("://") ? of(new URI(text)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
