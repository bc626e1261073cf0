package io.tocsin.notifiers.http;

import io.tocsin.core.config.ProxyConfig;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which proxy a URL is reached through. Immutable.
 *
 * <p>As in the original, a proxy without {@code no_proxy} is used for everything, loopback addresses included; with one,
 * or from the environment, loopback addresses are reached directly.
 *
 * @see "Upstream: prometheus/common config.ProxyConfig.Proxy"
 */
final class ProxyRules {
    private final Optional<Proxy> forHttp;
    private final Optional<Proxy> forHttps;
    private final @Nullable NoProxy exceptions;

    private ProxyRules(Optional<Proxy> forHttp, Optional<Proxy> forHttps, @Nullable NoProxy exceptions) {
        this.forHttp = forHttp;
        this.forHttps = forHttps;
        this.exceptions = exceptions;
    }

    static ProxyRules of(ProxyConfig config, Map<String, String> variables) {
        if (config.fromEnvironment()) {
            return new ProxyRules(
                    variable("HTTP_PROXY", variables).flatMap(Proxy::parse),
                    variable("HTTPS_PROXY", variables).flatMap(Proxy::parse),
                    NoProxy.parse(variable("NO_PROXY", variables).orElse("")));
        }
        Optional<Proxy> proxy = config.url().flatMap(Proxy::of);
        return new ProxyRules(proxy, proxy, config.noProxy().isEmpty() ? null : NoProxy.parse(config.noProxy()));
    }

    Optional<Proxy> proxyFor(TargetUrl url) {
        boolean isDirect = exceptions != null && exceptions.covers(url.host(), url.port());
        return isDirect ? Optional.empty() : url.tls() ? forHttps : forHttp;
    }

    private static Optional<String> variable(String name, Map<String, String> variables) {
        return Optional.ofNullable(variables.get(name))
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.ofNullable(variables.get(name.toLowerCase(java.util.Locale.ROOT))))
                .filter(value -> !value.isEmpty());
    }
}
