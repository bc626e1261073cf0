package io.tocsin.notifiers.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ProxyConfig;
import io.tocsin.notifiers.http.Proxy.Kind;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ProxyRulesTest {
    private static final ProxyConfig FROM_ENVIRONMENT = new ProxyConfig(Optional.empty(), "", true, Map.of());

    @Test
    void proxyFor_urlWithoutExceptions_coversLoopbackToo() throws Exception {
        ProxyRules rules = ProxyRules.of(config("http://proxy", ""), Map.of());

        assertThat(rules.proxyFor(TargetUrl.parse("http://127.0.0.1/")))
                .contains(new Proxy(Kind.HTTP, "proxy", 80, null, null));
        assertThat(rules.proxyFor(TargetUrl.parse("https://localhost/"))).isPresent();
    }

    @Test
    void proxyFor_urlWithExceptions_leavesLoopbackOut() throws Exception {
        ProxyRules rules = ProxyRules.of(config("socks5://user@proxy", "x.example"), Map.of());

        assertThat(rules.proxyFor(TargetUrl.parse("http://localhost/"))).isEmpty();
        assertThat(rules.proxyFor(TargetUrl.parse("http://x.example/"))).isEmpty();
        assertThat(rules.proxyFor(TargetUrl.parse("http://y.example/")))
                .contains(new Proxy(Kind.SOCKS5, "proxy", 1080, "user", ""));
    }

    @Test
    void proxyFor_environment_hasOneProxyPerScheme() throws Exception {
        ProxyRules rules = ProxyRules.of(
                FROM_ENVIRONMENT,
                Map.of("HTTP_PROXY", "one:3128", "https_proxy", "https://[2001:db8::1]", "NO_PROXY", "x.example"));

        assertThat(rules.proxyFor(TargetUrl.parse("http://y.example/")))
                .contains(new Proxy(Kind.HTTP, "one", 3128, null, null));
        assertThat(rules.proxyFor(TargetUrl.parse("https://y.example/")))
                .contains(new Proxy(Kind.HTTPS, "2001:db8::1", 443, null, null));
        assertThat(rules.proxyFor(TargetUrl.parse("https://x.example/"))).isEmpty();
    }

    @Test
    void proxyFor_environmentInBothCases_upperCaseWins() throws Exception {
        ProxyRules rules =
                ProxyRules.of(FROM_ENVIRONMENT, Map.of("HTTP_PROXY", "http://upper", "http_proxy", "http://lower"));

        assertThat(rules.proxyFor(TargetUrl.parse("http://y.example/")))
                .hasValueSatisfying(proxy -> assertThat(proxy.host()).isEqualTo("upper"));
    }

    @Test
    void proxyFor_environmentEmpty_isNone() throws Exception {
        ProxyRules rules = ProxyRules.of(FROM_ENVIRONMENT, Map.of("HTTP_PROXY", ""));

        assertThat(rules.proxyFor(TargetUrl.parse("http://y.example/"))).isEmpty();
    }

    private static ProxyConfig config(String url, String noProxy) {
        return new ProxyConfig(Optional.of(URI.create(url)), noProxy, false, Map.of());
    }
}
