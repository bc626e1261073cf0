package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.status;
import static io.tocsin.notifiers.http.ClientBench.trusting;
import static io.tocsin.notifiers.http.ClientBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ProxyTest {
    private static final TestCertificates CA = new TestCertificates("authority");

    private final ClientBench bench = new ClientBench();
    private final RecordingServer plain = RecordingServer.plain(bench.vertx);
    private final RecordingServer encrypted = RecordingServer.tls(bench.vertx, CA.issue("hooks.example", "127.0.0.1"));

    @AfterEach
    void close() {
        plain.close();
        encrypted.close();
        bench.close();
    }

    @Test
    void httpProxy_plainTarget_isAskedForTheWholeUrl() {
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            String url = plain.url("hooks.example", "/a?b=c");

            assertThat(status(bench.post(through(proxy.url("user:p%40ss@")), url)))
                    .isEqualTo(200);

            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("POST " + url + " HTTP/1.1")
                    .containsIgnoringCase("proxy-authorization: Basic dXNlcjpwQHNz")
                    .containsIgnoringCase("host: hooks.example:" + plain.port());
        }
    }

    @Test
    void httpProxy_tlsTarget_isAskedForATunnel() {
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            String url = encrypted.url("hooks.example", "/");

            assertThat(status(bench.post(through(proxy.url("user:p%40ss@")), url)))
                    .isEqualTo(200);

            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT hooks.example:" + encrypted.port() + " HTTP/1.1")
                    .containsIgnoringCase("proxy-authorization: Basic dXNlcjpwQHNz");
            assertThat(encrypted.last().protocol()).isEqualTo("HTTP_2");
        }
    }

    @Test
    void httpProxy_refusesTunnel_failsWithStatusAlone() {
        try (TestProxy proxy = TestProxy.http(bench.vertx).refusing("407 CANARY wants a password")) {
            assertThat(failure(bench.post(through(proxy.url()), encrypted.url("/"))))
                    .isEqualTo("Post \"<redacted>\": proxyconnect: unexpected status code 407");
        }
    }

    @Test
    void connectHeaders_tlsTarget_areSentToTheProxyAlone() {
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            String url = encrypted.url("hooks.example", "/");

            assertThat(status(bench.post(withConnectHeaders(proxy.url("u:p@")), url)))
                    .isEqualTo(200);

            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT hooks.example:" + encrypted.port() + " HTTP/1.1")
                    .contains("X-Tenant: a\r\nX-Tenant: b\r\nX-Zone: c")
                    .contains("Proxy-Authorization: Basic dTpw");
            assertThat(encrypted.last().headers()).doesNotContainKeys("x-tenant", "proxy-authorization");
            assertThat(encrypted.last().protocol()).isEqualTo("HTTP_2");
        }
    }

    @Test
    void connectHeaders_proxyRefuses_failsWithStatusAlone() {
        try (TestProxy proxy = TestProxy.http(bench.vertx).refusing("403 CANARY")) {
            assertThat(failure(bench.post(withConnectHeaders(proxy.url()), encrypted.url("/"))))
                    .isEqualTo("Post \"<redacted>\": proxyconnect: unexpected status code 403");
        }
    }

    @Test
    void connectHeaders_proxyDown_failsSayingSo() {
        HttpConfig config = withConnectHeaders(URI.create("http://127.0.0.1:1"));

        assertThat(failure(bench.post(config, encrypted.url("/"))))
                .isEqualTo("Post \"<redacted>\": proxyconnect: connect: connection refused");
    }

    @Test
    void httpsProxy_plainTarget_isAskedForTheWholeUrl() {
        try (TestProxy proxy = TestProxy.https(bench.vertx, CA.issue("127.0.0.1"))) {
            String url = plain.url("hooks.example", "/a");

            assertThat(status(bench.post(through(proxy.url()), url))).isEqualTo(200);
            assertThat(proxy.heads()).singleElement().asString().startsWith("POST " + url + " HTTP/1.1");
        }
    }

    @Test
    void httpsProxy_tlsTarget_isAskedForATunnel() {
        try (TestProxy proxy = TestProxy.https(bench.vertx, CA.issue("127.0.0.1"))) {
            String url = encrypted.url("hooks.example", "/");

            assertThat(status(bench.post(through(proxy.url("u:p@")), url))).isEqualTo(200);
            assertThat(proxy.heads())
                    .singleElement()
                    .asString()
                    .startsWith("CONNECT hooks.example:" + encrypted.port() + " HTTP/1.1")
                    .contains("Proxy-Authorization: Basic dTpw");
        }
    }

    @Test
    void httpsProxy_certificateNotTrusted_failsSayingSo() {
        try (TestProxy proxy = TestProxy.https(bench.vertx, new TestCertificates("other").issue("127.0.0.1"))) {
            assertThat(failure(bench.post(through(proxy.url()), encrypted.url("/"))))
                    .isEqualTo("Post \"<redacted>\": proxyconnect: tls: failed to verify certificate: "
                            + "it is signed by an unknown authority");
        }
    }

    @Test
    void socksProxy_anyTarget_resolvesTheName() {
        try (TestProxy proxy = TestProxy.socks5(bench.vertx)) {
            HttpConfig config = through(proxy.url("user:p%40ss@"));

            assertThat(status(bench.post(config, plain.url("hooks.example", "/"))))
                    .isEqualTo(200);
            assertThat(status(bench.post(config, encrypted.url("hooks.example", "/"))))
                    .isEqualTo(200);

            assertThat(proxy.heads())
                    .containsExactly(
                            "user:p@ss hooks.example:" + plain.port(), "user:p@ss hooks.example:" + encrypted.port());
        }
    }

    @Test
    void noProxy_targetListed_isReachedDirectly() {
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            var config = new ProxyConfig(Optional.of(proxy.url()), "hooks.example", false, Map.of());

            assertThat(status(bench.post(with(config), plain.url("/")))).isEqualTo(200);
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @Test
    void environment_proxyNamedThere_isUsed() {
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            bench.variables.put("http_proxy", proxy.url().getAuthority());
            var config = new ProxyConfig(Optional.empty(), "", true, Map.of());

            assertThat(status(bench.post(with(config), plain.url("hooks.example", "/"))))
                    .isEqualTo(200);
            assertThat(status(bench.post(with(config), plain.url("/")))).isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @Test
    void send_repeatedly_usesOneTunnel() {
        try (TestProxy proxy = TestProxy.http(bench.vertx);
                IntegrationHttpClient client = bench.clients().open(withConnectHeaders(proxy.url()))) {
            for (int i = 0; i < 3; i++) {
                assertThat(status(ClientBench.post(client, encrypted.url("hooks.example", "/"))))
                        .isEqualTo(200);
            }
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    private static HttpConfig through(URI proxy) {
        return with(trusting(CA.ca()), new ProxyConfig(Optional.of(proxy), "", false, Map.of()));
    }

    private static HttpConfig withConnectHeaders(URI proxy) {
        Map<String, List<Secret>> headers = new java.util.TreeMap<>();
        headers.put("X-Tenant", List.of(Secret.of("a"), Secret.of("b")));
        headers.put("X-Zone", List.of(Secret.of("c")));
        return with(trusting(CA.ca()), new ProxyConfig(Optional.of(proxy), "", false, headers));
    }
}
