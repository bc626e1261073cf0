package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.file;
import static io.tocsin.notifiers.http.ClientBench.inline;
import static io.tocsin.notifiers.http.ClientBench.status;
import static io.tocsin.notifiers.http.ClientBench.tls;
import static io.tocsin.notifiers.http.ClientBench.trusting;
import static io.tocsin.notifiers.http.ClientBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.config.TlsConfig.TlsVersion;
import io.tocsin.core.tls.NamedCertificates;
import io.tocsin.core.tls.TestCertificates.Pair;
import io.tocsin.notifiers.http.TestCertificates.Identity;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class TlsTest {
    private static final TestCertificates CA = new TestCertificates("first");
    private static final TestCertificates OTHER_CA = new TestCertificates("other");
    private static final Identity LOOPBACK = CA.issue("127.0.0.1");

    private final ClientBench bench = new ClientBench();
    private RecordingServer server = RecordingServer.tls(bench.vertx, LOOPBACK);

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @Test
    void send_trustedAuthority_isAnsweredOverHttp2() {
        assertThat(status(bench.post(with(trusting(CA.ca())), server.url("/")))).isEqualTo(200);
        assertThat(server.last().protocol()).isEqualTo("HTTP_2");
        assertThat(server.last().header("host")).isEqualTo("127.0.0.1:" + server.port());
    }

    @Test
    void send_http2NotEnabled_speaksHttp1() {
        var config =
                new HttpConfig(new Authentication.None(), trusting(CA.ca()), true, false, ProxyConfig.NONE, List.of());

        assertThat(status(bench.post(config, server.url("/")))).isEqualTo(200);
        assertThat(server.last().protocol()).isEqualTo("HTTP_1_1");
    }

    @Test
    void send_unknownAuthority_fails() {
        assertThat(failure(bench.post(with(trusting(OTHER_CA.ca())), server.url("/"))))
                .isEqualTo("Post \"<redacted>\": tls: failed to verify certificate: "
                        + "it is signed by an unknown authority");
    }

    @Test
    void send_platformAuthoritiesOnly_fails() {
        assertThat(failure(bench.post(HttpConfig.DEFAULT, server.url("/")))).contains("unknown authority");
    }

    @Test
    void send_certificateForOtherName_fails() {
        assertThat(failure(bench.post(with(trusting(CA.ca())), server.url("localhost", "/"))))
                .isEqualTo("Post \"<redacted>\": tls: failed to verify certificate: "
                        + "it is not valid for the server's name");
    }

    @Test
    void send_certificateExpired_fails() {
        replaceServer(RecordingServer.tls(bench.vertx, CA.issueExpired("127.0.0.1")));

        assertThat(failure(bench.post(with(trusting(CA.ca())), server.url("/"))))
                .contains("expired");
    }

    @Test
    void send_verificationSkipped_isAnswered() {
        var tls = new TlsConfig(null, null, null, "", true, Optional.empty(), Optional.empty());

        assertThat(status(bench.post(with(tls), server.url("localhost", "/")))).isEqualTo(200);
    }

    @Test
    void send_serverNameConfigured_isWhatIsVerified() {
        replaceServer(RecordingServer.tls(bench.vertx, CA.issue("hooks.example")));

        HttpAnswer answer = bench.post(with(tls(inline(CA.ca()), null, null, "hooks.example")), server.url("/"));

        assertThat(status(answer)).isEqualTo(200);
        assertThat(server.last().header("host")).isEqualTo("127.0.0.1:" + server.port());
    }

    @Test
    void send_plainServer_failsInTheOriginalsWords() {
        try (RecordingServer plain = RecordingServer.plain(bench.vertx)) {
            String url = plain.url("/").replace("http:", "https:");

            assertThat(failure(bench.post(HttpConfig.DEFAULT, url)))
                    .isEqualTo("Post \"<redacted>\": http: server gave HTTP response to HTTPS client");
        }
    }

    @Test
    void send_clientCertificate_isShown() {
        Identity client = CA.issue("client-one");
        replaceServer(RecordingServer.mutualTls(bench.vertx, LOOPBACK, CA.ca()));
        TlsConfig tls = tls(inline(CA.ca()), inline(client.certificate()), inline(client.key()), "");

        assertThat(status(bench.post(with(tls), server.url("/")))).isEqualTo(200);
        assertThat(server.last().peer()).isEqualTo("CN=client-one");
    }

    @Test
    void send_clientCertificateMissing_fails() {
        replaceServer(RecordingServer.mutualTls(bench.vertx, LOOPBACK, CA.ca()));

        assertThat(bench.post(with(trusting(CA.ca())), server.url("/"))).isInstanceOf(HttpAnswer.Failed.class);
        assertThat(server.asked()).isEmpty();
    }

    static Stream<HttpServerOptions> concurrency() {
        return Stream.of(
                RecordingServer.tlsOptions(LOOPBACK).setInitialSettings(new Http2Settings().setMaxConcurrentStreams(2)),
                RecordingServer.tlsOptions(LOOPBACK).setAlpnVersions(List.of(HttpVersion.HTTP_1_1)));
    }

    /** The pool would have them wait for a stream of the first connection, or for what its server speaks. */
    @ParameterizedTest
    @MethodSource("concurrency")
    void send_requestsHang_noneWaitsForAnother(HttpServerOptions options) throws Exception {
        // given
        replaceServer(new RecordingServer(bench.vertx, options, true));
        var reached = new CountDownLatch(9);
        server.on("/slow", request -> reached.countDown());
        HttpCall call = HttpCall.postJson(Secret.of(server.url("/slow")), new byte[0]);
        try (IntegrationHttpClient client = bench.clients().open(with(trusting(CA.ca())))) {
            // when
            for (int i = 0; i < 9; i++) {
                var unused = client.send(call, ClientBench.LIMIT);
            }
            // then
            assertThat(reached.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(status(ClientBench.post(client, server.url("/fast")))).isEqualTo(200);
            client.close(Duration.ofMillis(1));
        }
    }

    @Test
    void send_clientCertificateRotated_newOneIsShown() {
        // given
        replaceServer(RecordingServer.mutualTls(bench.vertx, LOOPBACK, CA.ca()));
        bench.files.put("ca", CA.ca());
        write(CA.issue("before"));
        TlsConfig tls = tls(file("ca"), file("cert"), file("key"), "");
        try (IntegrationHttpClient client = bench.clients().open(with(tls))) {
            // when
            ClientBench.post(client, server.url("/"));
            ClientBench.post(client, server.url("/"));
            write(CA.issue("after"));
            ClientBench.post(client, server.url("/"));
        }
        // then
        assertThat(server.asked())
                .extracting(RecordingServer.Asked::peer)
                .containsExactly("CN=before", "CN=before", "CN=after");
        assertThat(server.connections()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec", "rsa", "ed"})
    void send_keyOfEachKind_isPresented(String kind) {
        Pair pair = NamedCertificates.get(kind);
        replaceServer(RecordingServer.mutualTls(bench.vertx, LOOPBACK, pair.certificateText()));
        TlsConfig tls = tls(inline(CA.ca()), inline(pair.certificateText()), inline(pair.keyText()), "");

        assertThat(status(bench.post(with(tls), server.url("/")))).isEqualTo(200);
        assertThat(server.last().peer()).isEqualTo("CN=" + kind + ",O=Tocsin");
    }

    /** As the original: only a file without any certificate is of no use. */
    @Test
    void send_oneAuthorityDamaged_othersAreTrusted() {
        String damaged = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
        bench.files.put("ca", damaged + CA.ca());

        assertThat(status(bench.post(with(tls(file("ca"), null, null, "")), server.url("/"))))
                .isEqualTo(200);
    }

    @Test
    void send_authorityRotated_oldConnectionsAreNotUsed() {
        bench.files.put("ca", CA.ca());
        try (IntegrationHttpClient client = bench.clients().open(with(tls(file("ca"), null, null, "")))) {
            assertThat(status(ClientBench.post(client, server.url("/")))).isEqualTo(200);

            bench.files.put("ca", OTHER_CA.ca());

            assertThat(failure(ClientBench.post(client, server.url("/")))).contains("unknown authority");
        }
    }

    @Test
    void send_authorityFileIsNoPem_failsWithoutItsContents() {
        bench.files.put("ca", "CANARY, no PEM");

        assertThat(failure(bench.post(with(tls(file("ca"), null, null, "")), server.url("/"))))
                .isEqualTo(
                        "Post \"<redacted>\": tls: unable to use the CA cert: it holds no certificate (expected: PEM)");
    }

    @Test
    void send_keyIsNoPem_failsWithoutItsContents() {
        Identity client = CA.issue("client-one");
        TlsConfig tls = tls(inline(CA.ca()), inline(client.certificate()), inline("CANARY"), "");

        assertThat(failure(bench.post(with(tls), server.url("/"))))
                .isEqualTo(
                        "Post \"<redacted>\": tls: unable to use the client cert and key: tls: failed to find any PEM data"
                                + " in key input");
    }

    @Test
    void send_versionBelowMinimum_fails() {
        replaceServer(new RecordingServer(bench.vertx, onlyTls12(), true));
        var tls =
                new TlsConfig(inline(CA.ca()), null, null, "", false, Optional.of(TlsVersion.TLS13), Optional.empty());

        assertThat(failure(bench.post(with(tls), server.url("/")))).contains("tls:");
    }

    @Test
    void send_versionWithinBounds_isAnswered() {
        replaceServer(new RecordingServer(bench.vertx, onlyTls12(), true));
        var tls = new TlsConfig(
                inline(CA.ca()), null, null, "", false, Optional.of(TlsVersion.TLS10), Optional.of(TlsVersion.TLS12));

        assertThat(status(bench.post(with(tls), server.url("/")))).isEqualTo(200);
    }

    @Test
    void send_redirectedToHttps_isFollowed() {
        try (RecordingServer plain = RecordingServer.plain(bench.vertx)) {
            plain.redirect("/hook", 307, server.url("/landed"));

            assertThat(status(bench.post(with(trusting(CA.ca())), plain.url("/hook"))))
                    .isEqualTo(200);
            assertThat(server.last().uri()).isEqualTo("/landed");
        }
    }

    private static HttpServerOptions onlyTls12() {
        HttpServerOptions options = RecordingServer.tlsOptions(LOOPBACK);
        options.setEnabledSecureTransportProtocols(Set.of("TLSv1.2"));
        return options;
    }

    private void write(Identity identity) {
        bench.files.put("cert", identity.certificate());
        bench.files.put("key", identity.key());
    }

    private void replaceServer(RecordingServer replacement) {
        server.close();
        server = replacement;
    }
}
