package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The proxy that a client goes through.
 *
 * @param url http, https or socks5; absent for none. Its password is a secret
 * @param shownUrl the URL as the status shows it, without its password; empty for none
 * @param noProxy hosts, domains, addresses and CIDR blocks reached directly, separated by commas; empty for none
 * @param fromEnvironment use HTTP_PROXY, HTTPS_PROXY and NO_PROXY instead
 * @param connectHeaders sent with CONNECT, in the order of their names
 */
public record ProxyConfig(
        Optional<URI> url,
        String shownUrl,
        String noProxy,
        boolean fromEnvironment,
        Map<String, List<Secret>> connectHeaders) {

    public static final ProxyConfig NONE = new ProxyConfig(Optional.empty(), "", false, Map.of());

    public ProxyConfig {
        requireNonNull(url, "url");
        requireNonNull(shownUrl, "shownUrl");
        requireNonNull(noProxy, "noProxy");
        requireNonNull(connectHeaders, "connectHeaders");
    }

    /** With a URL that is shown as it is. */
    public ProxyConfig(
            Optional<URI> url, String noProxy, boolean fromEnvironment, Map<String, List<Secret>> connectHeaders) {
        this(
                url,
                url.map(given -> GoUrl.parse(given.toString()).redacted()).orElse(""),
                noProxy,
                fromEnvironment,
                connectHeaders);
    }

    /** The same proxy, without headers, exceptions and the environment. */
    public ProxyConfig urlAlone() {
        return new ProxyConfig(url, shownUrl, "", false, Map.of());
    }

    /** Never prints the URL: it may hold a password. */
    @Override
    public String toString() {
        return "ProxyConfig[url=" + url.map(URI::getHost).orElse("none") + "]";
    }
}
