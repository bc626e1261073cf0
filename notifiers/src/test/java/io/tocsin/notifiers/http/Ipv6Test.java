package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.status;
import static io.tocsin.notifiers.http.ClientBench.tls;
import static io.tocsin.notifiers.http.ClientBench.trusting;
import static io.tocsin.notifiers.http.ClientBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.Ipv6;
import io.vertx.core.http.HttpServerOptions;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets and proxies that are named by an IPv6 address. */
final class Ipv6Test {
    private static final TestCertificates CA = new TestCertificates("authority");

    private final ClientBench bench = new ClientBench();

    /** Every address of the machine, IPv4 included. */
    private final RecordingServer server = new RecordingServer(bench.vertx, new HttpServerOptions(), false, "::");

    @BeforeAll
    static void needIpv6() {
        Ipv6.assumeLoopback();
    }

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[::ffff:127.0.0.1]", "[::]", "[0:0:0:0:0:0:0:1]"})
    void target_isReached(String host) {
        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url(host, "/hook"))))
                .isEqualTo(200);

        assertThat(server.last().header("host")).isEqualTo(host + ":" + server.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[::1]", "[::ffff:127.0.0.1]", "[::]"})
    void target_withAnUnrelatedPolicy_isReached(String host) {
        bench.policy = AddressPolicy.denying(List.of("10.0.0.0/8", "fd00::/8"));

        target_isReached(host);
    }

    @ParameterizedTest
    @CsvSource({"[::1], ::1/128", "[::ffff:127.0.0.1], 127.0.0.0/8"})
    void target_denied_isRejected(String host, String block) {
        bench.policy = AddressPolicy.denying(List.of(block));

        HttpAnswer answer = bench.post(HttpConfig.DEFAULT, server.url(host, "/"));

        assertThat(answer)
                .isEqualTo(new HttpAnswer.Failed(
                        "Post \"<redacted>\": connect: the address is in " + block
                                + ", which --notify.deny-cidr denies",
                        true));
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void redirect_isFollowed() {
        server.redirect("/hook", 307, server.url("[::1]", "/next"));

        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url("127.0.0.1", "/hook"))))
                .isEqualTo(200);

        assertThat(server.last().uri()).isEqualTo("/next");
    }

    @Test
    void tls_verifiesTheAddress() {
        try (RecordingServer good = tlsServer("::1");
                RecordingServer other = tlsServer("127.0.0.1")) {
            HttpConfig config = with(trusting(CA.ca()));

            assertThat(status(bench.post(config, good.url("[::1]", "/")))).isEqualTo(200);
            assertThat(bench.post(config, other.url("[::1]", "/"))).isInstanceOf(HttpAnswer.Failed.class);
        }
    }

    @Test
    void tls_serverNameIsAnAddress_verifiesThat() {
        try (RecordingServer good = tlsServer("::1");
                RecordingServer other = tlsServer("127.0.0.1")) {
            HttpConfig config = with(tls(ClientBench.inline(CA.ca()), null, null, "::1"));

            assertThat(status(bench.post(config, good.url("127.0.0.1", "/")))).isEqualTo(200);
            assertThat(bench.post(config, other.url("127.0.0.1", "/"))).isInstanceOf(HttpAnswer.Failed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "socks5"})
    void target_behindAProxy_isReached(String scheme) {
        try (TestProxy proxy = proxy(scheme);
                RecordingServer encrypted = tlsServer("::1")) {
            HttpConfig config = through(proxy.url(), Map.of());

            assertThat(status(bench.post(config, server.url("[::1]", "/plain"))))
                    .isEqualTo(200);
            assertThat(server.last().header("host")).isEqualTo("[::1]:" + server.port());
            assertThat(status(bench.post(config, encrypted.url("[::1]", "/secret"))))
                    .isEqualTo(200);
            assertThat(proxy.heads()).hasSize(2).allMatch(head -> head.contains("::"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "socks5"})
    void proxy_isReached(String scheme) {
        try (TestProxy proxy = proxy(scheme);
                RecordingServer encrypted = tlsServer("hooks.example")) {
            URI mapped = URI.create(proxy.url().toString().replace("127.0.0.1", "[::ffff:127.0.0.1]"));
            for (Map<String, List<Secret>> headers :
                    List.of(Map.<String, List<Secret>>of(), Map.of("X-Tenant", List.of(Secret.of("a"))))) {
                HttpConfig config = through(mapped, headers);

                assertThat(status(bench.post(config, server.url("hooks.example", "/"))))
                        .isEqualTo(200);
                assertThat(status(bench.post(config, encrypted.url("hooks.example", "/"))))
                        .isEqualTo(200);
            }
        }
    }

    private TestProxy proxy(String scheme) {
        return switch (scheme) {
            case "http" -> TestProxy.http(bench.vertx);
            case "https" -> TestProxy.https(bench.vertx, CA.issue("127.0.0.1"));
            default -> TestProxy.socks5(bench.vertx);
        };
    }

    private RecordingServer tlsServer(String name) {
        return new RecordingServer(bench.vertx, RecordingServer.tlsOptions(CA.issue(name)), true, "::");
    }

    private static HttpConfig through(URI proxy, Map<String, List<Secret>> headers) {
        return with(trusting(CA.ca()), new ProxyConfig(Optional.of(proxy), "", false, headers));
    }
}
