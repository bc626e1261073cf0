package io.tocsin.core.config;

import static io.tocsin.core.config.Decoding.file;
import static io.tocsin.core.config.Decoding.http;
import static io.tocsin.core.config.Decoding.inline;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.Header;
import io.tocsin.core.config.HttpConfig.JwtBearer;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.config.TlsConfig.TlsVersion;
import java.math.BigInteger;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HttpConfigDecoderTest {
    @Test
    void decode_empty_isTheDefault() {
        assertThat(http("{}")).isEqualTo(HttpConfig.DEFAULT);
        assertThat(http("")).isEqualTo(HttpConfig.DEFAULT);
        assertThat(HttpConfig.DEFAULT.followRedirects()).isTrue();
        assertThat(HttpConfig.DEFAULT.enableHttp2()).isTrue();
    }

    @Test
    void flags_written_areRead() {
        HttpConfig http = http("{follow_redirects: no, enable_http2: off}");
        assertThat(http.followRedirects()).isFalse();
        assertThat(http.enableHttp2()).isFalse();
    }

    @Test
    void basicAuth_written_isRead() {
        assertThat(http("{basic_auth: {username: u, password: p}}").authentication())
                .isEqualTo(new Authentication.Basic(inline("u"), inline("p")));
        assertThat(http("{basic_auth: {username_file: u, password_file: /p}}").authentication())
                .isEqualTo(new Authentication.Basic(file("conf/u"), file("/p")));
        assertThat(http("{basic_auth: {}}").authentication()).isEqualTo(new Authentication.Basic(null, null));
    }

    @Test
    void authorization_written_isRead() {
        assertThat(http("{authorization: {credentials: c}}").authentication())
                .isEqualTo(new Authentication.Header("Bearer", inline("c")));
        assertThat(http("{authorization: {type: ' Token ', credentials_file: ../c}}")
                        .authentication())
                .isEqualTo(new Authentication.Header("Token", file("c")));
    }

    @Test
    void bearerToken_deprecated_becomesAuthorization() {
        assertThat(http("{bearer_token: c}").authentication())
                .isEqualTo(new Authentication.Header("Bearer", inline("c")));
        assertThat(http("{bearer_token_file: c}").authentication())
                .isEqualTo(new Authentication.Header("Bearer", file("conf/c")));
        assertThat(http("{bearer_token: }").authentication()).isEqualTo(new Authentication.None());
    }

    private static OAuth2Config oauth2(String keys) {
        HttpConfig http = http("{oauth2: {client_id: id, token_url: 'https://t/x', " + keys + "}}");
        return ((Authentication.OAuth2) http.authentication()).config();
    }

    @Test
    void oauth2_defaults_areClientCredentials() {
        assertThat(oauth2(""))
                .isEqualTo(new OAuth2Config(
                        "id",
                        null,
                        "client_credentials",
                        Optional.empty(),
                        List.of(),
                        URI.create("https://t/x"),
                        Map.of(),
                        TlsConfig.DEFAULT,
                        ProxyConfig.NONE));
    }

    @Test
    void oauth2_everyKey_isRead() {
        OAuth2Config config = oauth2("client_secret: s, scopes: [a, 1], endpoint_params: {b: c, n: },"
                + " tls_config: {insecure_skip_verify: true}, proxy_url: 'http://p:1', no_proxy: x");
        assertThat(config.clientSecret()).isEqualTo(inline("s"));
        assertThat(config.scopes()).containsExactly("a", "1");
        assertThat(config.endpointParams()).containsExactly(Map.entry("b", "c"), Map.entry("n", ""));
        assertThat(config.tls().insecureSkipVerify()).isTrue();
        assertThat(config.proxy().url()).contains(URI.create("http://p:1"));
        assertThat(config.proxy().noProxy()).isEqualTo("x");
        assertThat(oauth2("client_secret_file: s").clientSecret()).isEqualTo(file("conf/s"));
    }

    @Test
    void oauth2_jwtBearer_isRead() {
        OAuth2Config config = oauth2("grant_type: '" + OAuth2Decoder.JWT_BEARER + "', client_certificate_key_file: k,"
                + " client_certificate_key_id: kid, signature_algorithm: RS384, iss: me, audience: them,"
                + " claims: {n: 1, l: [x]}");
        assertThat(config.grantType()).isEqualTo(OAuth2Decoder.JWT_BEARER);
        assertThat(config.jwt())
                .contains(new JwtBearer(
                        file("conf/k"), "kid", "RS384", "me", "them", Map.of("n", BigInteger.ONE, "l", List.of("x"))));
    }

    @Test
    void tls_everyKey_isRead() {
        assertThat(http("{tls_config: {ca_file: ca, cert: c, key_file: /k, server_name: s, insecure_skip_verify: true,"
                                + " min_version: TLS10, max_version: TLS13}}")
                        .tls())
                .isEqualTo(new TlsConfig(
                        file("conf/ca"),
                        inline("c"),
                        file("/k"),
                        "s",
                        true,
                        Optional.of(TlsVersion.TLS10),
                        Optional.of(TlsVersion.TLS13)));
        assertThat(http("{tls_config: {min_version: TLS11, max_version: TLS12}}")
                        .tls()
                        .minVersion())
                .contains(TlsVersion.TLS11);
        assertThat(http("{tls_config: }").tls()).isEqualTo(TlsConfig.DEFAULT);
    }

    @Test
    void proxy_everyKey_isRead() {
        ProxyConfig proxy = http("{proxy_url: 'socks5://u:p@h:1', no_proxy: 'a,b', proxy_connect_header: {X: [s, t]}}")
                .proxy();
        assertThat(proxy.url()).contains(URI.create("socks5://u:p@h:1"));
        assertThat(proxy.noProxy()).isEqualTo("a,b");
        assertThat(proxy.connectHeaders()).containsExactly(Map.entry("X", List.of(Secret.of("s"), Secret.of("t"))));
        assertThat(http("{proxy_from_environment: true}").proxy().fromEnvironment())
                .isTrue();
        assertThat(http("{proxy_url: ''}").proxy()).isEqualTo(ProxyConfig.NONE);
    }

    @Test
    void headers_everyKey_isRead() {
        assertThat(http("{http_headers: {X-B: {values: [v, 1], secrets: [s], files: [f, /g]}, X-A: }}")
                        .headers())
                .containsExactly(
                        new Header("X-B", List.of("v", "1"), List.of(Secret.of("s")), List.of("conf/f", "/g")),
                        new Header("X-A", List.of(), List.of(), List.of()));
    }
}
