package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.file;
import static io.tocsin.notifiers.http.ClientBench.inline;
import static io.tocsin.notifiers.http.ClientBench.status;
import static io.tocsin.notifiers.http.ClientBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.JwtBearer;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.config.TlsConfig;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OAuth2Test {
    private static final String JWT_BEARER = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    private final ClientBench bench = new ClientBench();
    private final RecordingServer tokens = RecordingServer.plain(bench.vertx);
    private final RecordingServer server = RecordingServer.plain(bench.vertx);
    private final AtomicInteger issued = new AtomicInteger();

    @AfterEach
    void close() {
        tokens.close();
        server.close();
        bench.close();
    }

    @Test
    void clientCredentials_tokenIsFetchedAndSent() {
        tokens.on("/token", issuing("bearer", 3600));

        assertThat(status(bench.post(secret(inline("s&cret")), server.url("/hook"))))
                .isEqualTo(200);

        assertThat(tokens.last().body()).isEqualTo("audience=a+b&grant_type=client_credentials&scope=one+two");
        assertThat(tokens.last().header("content-type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(tokens.last().header("user-agent")).isEqualTo(ClientBench.USER_AGENT);
        assertThat(tokens.last().header("authorization")).isEqualTo(TargetUrl.basicAuthorization("client+id:s%26cret"));
        assertThat(server.last().header("authorization")).isEqualTo("Bearer token-1");
    }

    @Test
    void clientCredentials_headerRefused_secretGoesInForm() {
        // given a server that wants the secret in the form
        tokens.on("/token", request -> {
            if (request.getHeader("authorization") != null) {
                request.response().setStatusCode(401).end();
            } else {
                issuing("bearer", 1).accept(request);
            }
        });
        try (IntegrationHttpClient client = bench.clients().open(secret(inline("s")))) {
            // when two tokens are needed
            ClientBench.post(client, server.url("/"));
            ClientBench.post(client, server.url("/"));
        }
        // then the second one is asked for in the right way at once
        assertThat(tokens.asked()).hasSize(3);
        assertThat(tokens.last().body()).contains("client_id=client+id&client_secret=s&");
        assertThat(server.last().header("authorization")).isEqualTo("Bearer token-2");
    }

    @Test
    void token_notExpired_isUsedAgain() {
        tokens.on("/token", issuing("bearer", 3600));
        try (IntegrationHttpClient client = bench.clients().open(secret(inline("s")))) {
            ClientBench.post(client, server.url("/"));
            bench.now = bench.now.plusSeconds(3589);
            ClientBench.post(client, server.url("/"));
            assertThat(server.last().header("authorization")).isEqualTo("Bearer token-1");

            bench.now = bench.now.plusSeconds(1);
            ClientBench.post(client, server.url("/"));
            assertThat(server.last().header("authorization")).isEqualTo("Bearer token-2");
        }
    }

    @Test
    void token_clockSetBackBehindIt_isFetchedAnew() {
        tokens.on("/token", issuing("bearer", 3600));
        try (IntegrationHttpClient client = bench.clients().open(secret(inline("s")))) {
            ClientBench.post(client, server.url("/"));
            bench.now = bench.now.minusSeconds(7200);
            ClientBench.post(client, server.url("/"));
            assertThat(server.last().header("authorization")).isEqualTo("Bearer token-2");
        }
    }

    /** As in the original, which leaves a refused token in its cache. */
    @Test
    void token_refusedByReceiver_isKept() {
        tokens.on("/token", issuing("bearer", 3600));
        server.answer("/", 401, "");
        try (IntegrationHttpClient client = bench.clients().open(secret(inline("s")))) {
            assertThat(status(ClientBench.post(client, server.url("/")))).isEqualTo(401);
            assertThat(status(ClientBench.post(client, server.url("/")))).isEqualTo(401);
        }
        assertThat(tokens.asked()).hasSize(1);
    }

    @Test
    void token_neededByManyAtOnce_isFetchedOnce() {
        tokens.on("/token", issuing("bearer", 3600));
        try (IntegrationHttpClient client = bench.clients().open(secret(inline("s")))) {
            HttpCall call = HttpCall.postJson(Secret.of(server.url("/")), new byte[0]);
            CompletableFuture<?>[] sent = Stream.generate(() -> client.send(call, ClientBench.LIMIT))
                    .limit(20)
                    .map(stage -> stage.toCompletableFuture())
                    .toArray(CompletableFuture<?>[]::new);
            CompletableFuture.allOf(sent).join();
        }
        assertThat(tokens.asked()).hasSize(1);
        assertThat(server.asked()).hasSize(20);
    }

    @Test
    void secretFile_changed_fetchesNewToken() {
        tokens.on("/token", issuing("bearer", 3600));
        bench.files.put("secret", "one\n");
        try (IntegrationHttpClient client = bench.clients().open(secret(file("secret")))) {
            ClientBench.post(client, server.url("/"));
            bench.files.put("secret", "two");
            ClientBench.post(client, server.url("/"));
        }
        assertThat(tokens.last().header("authorization")).isEqualTo(TargetUrl.basicAuthorization("client+id:two"));
        assertThat(server.last().header("authorization")).isEqualTo("Bearer token-2");
    }

    @ParameterizedTest
    @CsvSource({"bearer,Bearer", "BEARER,Bearer", "mac,MAC", "basic,Basic", "Custom,Custom"})
    void tokenType_isWrittenAsReceiversWant(String type, String sent) {
        tokens.on("/token", issuing(type, 3600));

        bench.post(secret(inline("s")), server.url("/"));

        assertThat(server.last().header("authorization")).isEqualTo(sent + " token-1");
    }

    @Test
    void token_inForm_isRead() {
        tokens.on(
                "/token",
                request -> request.response()
                        .putHeader("content-type", "text/plain; charset=utf-8")
                        .end("access_token=a%2Fb&expires_in=5"));

        bench.post(secret(inline("s")), server.url("/"));

        assertThat(server.last().header("authorization")).isEqualTo("Bearer a/b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "[]", "{\"access_token\":", "{\"error\":\"CANARY\"}", "CANARY", ""})
    void tokenAnswer_withoutToken_failsWithoutItsText(String answer) {
        tokens.answer("/token", 200, answer);

        assertThat(failure(bench.post(secret(inline("s")), server.url("/CANARY"))))
                .startsWith("Post \"<redacted>\": oauth2: cannot fetch token: ")
                .doesNotContain("CANARY");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void tokenServer_refuses_failsWithItsWordsButNotTheSecret() {
        tokens.answer("/token", 400, "{\"error\":\"invalid_client\",\"secret\":\"CANARY-s\"}");

        assertThat(failure(bench.post(secret(inline("CANARY-s")), server.url("/"))))
                .isEqualTo("Post \"<redacted>\": oauth2: cannot fetch token: unexpected status code 400: "
                        + "{\"error\":\"invalid_client\",\"secret\":\"<secret>\"}");
    }

    @Test
    void tokenServer_failedOnce_isAskedAgain() {
        tokens.answer("/token", 503, "");
        try (IntegrationHttpClient client = bench.clients().open(secret(inline("s")))) {
            assertThat(failure(ClientBench.post(client, server.url("/")))).contains("503");
            tokens.on("/token", issuing("bearer", 60));
            assertThat(status(ClientBench.post(client, server.url("/")))).isEqualTo(200);
        }
    }

    @Test
    void tokenServer_ownTlsAndProxy_areUsed() {
        var ca = new TestCertificates("tokens");
        try (RecordingServer encrypted = RecordingServer.tls(bench.vertx, ca.issue("tokens.example"));
                TestProxy proxy = TestProxy.http(bench.vertx)) {
            encrypted.on("/token", issuing("bearer", 60));
            var config = new OAuth2Config(
                    "id",
                    inline("s"),
                    "client_credentials",
                    Optional.empty(),
                    List.of(),
                    URI.create(encrypted.url("tokens.example", "/token")),
                    Map.of(),
                    ClientBench.trusting(ca.ca()),
                    new ProxyConfig(Optional.of(proxy.url()), "", false, Map.of()));

            assertThat(status(bench.post(with(new Authentication.OAuth2(config)), server.url("/"))))
                    .isEqualTo(200);
            assertThat(proxy.heads()).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"RS256,SHA256withRSA", "RS384,SHA384withRSA", "RS512,SHA512withRSA"})
    void jwtBearer_assertionIsSigned(String algorithm, String javaAlgorithm) throws Exception {
        // given
        KeyPair keys = rsa();
        tokens.on("/token", issuing("bearer", 60));
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----";
        var bearer = new JwtBearer(
                inline(pem), "kid-1", algorithm, "me", "", Map.of("groups", List.of("a", 1), "admin", true));
        // when
        assertThat(status(bench.post(jwt(bearer), server.url("/")))).isEqualTo(200);
        // then
        Map<String, String> form = form(tokens.last().body());
        assertThat(form).containsEntry("grant_type", JWT_BEARER).containsEntry("scope", "one two");
        String[] parts = form.getOrDefault("assertion", "").split("\\.");
        assertThat(decode(parts[0])).isEqualTo(Map.of("alg", algorithm, "kid", "kid-1", "typ", "JWT"));
        assertThat(decode(parts[1]))
                .containsEntry("iss", "me")
                .containsEntry("sub", "client id")
                .containsEntry("aud", tokens.url("/token"))
                .containsEntry("scope", "one two")
                .containsEntry("iat", (int) bench.now.getEpochSecond())
                .containsEntry("exp", (int) bench.now.getEpochSecond() + 1800)
                .containsEntry("groups", List.of("a", 1))
                .containsEntry("admin", true)
                .containsKey("jti");
        Signature signature = Signature.getInstance(javaAlgorithm);
        signature.initVerify(keys.getPublic());
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
    }

    @Test
    void jwtBearer_oldKeyFormat_isRead() throws Exception {
        // given the key as PKCS#1: what is inside PKCS#8 after 26 bytes of header
        byte[] pkcs8 = rsa().getPrivate().getEncoded();
        String pem = "-----BEGIN RSA PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(Arrays.copyOfRange(pkcs8, 26, pkcs8.length))
                + "\n-----END RSA PRIVATE KEY-----";
        tokens.on("/token", issuing("bearer", 60));
        // then
        var bearer = new JwtBearer(inline(pem), "", "RS256", "", "audience", Map.of());
        assertThat(status(bench.post(jwt(bearer), server.url("/")))).isEqualTo(200);
    }

    @Test
    void jwtBearer_keyUnusable_failsWithoutIt() {
        var bearer = new JwtBearer(inline("CANARY"), "", "RS256", "", "", Map.of());

        assertThat(failure(bench.post(jwt(bearer), server.url("/"))))
                .isEqualTo("Post \"<redacted>\": oauth2: cannot fetch token: "
                        + "the private key is not usable (expected: RSA in PEM)");
    }

    private Consumer<HttpServerRequest> issuing(String type, int seconds) {
        return request -> request.response()
                .putHeader("content-type", "application/json")
                .end(new JsonObject()
                        .put("access_token", "token-" + issued.incrementAndGet())
                        .put("token_type", type)
                        .put("extra", List.of(1, 2))
                        .put("expires_in", seconds)
                        .encode());
    }

    private HttpConfig secret(SecretSource secret) {
        return oauth(secret, "client_credentials", Optional.empty(), Map.of("audience", "a b"));
    }

    private HttpConfig jwt(JwtBearer bearer) {
        return oauth(null, JWT_BEARER, Optional.of(bearer), Map.of());
    }

    private HttpConfig oauth(
            @org.jspecify.annotations.Nullable SecretSource secret,
            String grant,
            Optional<JwtBearer> bearer,
            Map<String, String> parameters) {
        return with(new Authentication.OAuth2(new OAuth2Config(
                "client id",
                secret,
                grant,
                bearer,
                List.of("one", "two"),
                URI.create(tokens.url("/token")),
                parameters,
                TlsConfig.DEFAULT,
                ProxyConfig.NONE)));
    }

    private static KeyPair rsa() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private static Map<String, String> form(String body) {
        return Arrays.stream(body.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        parts -> parts[0], parts -> URLDecoder.decode(parts[1], StandardCharsets.UTF_8)));
    }

    private static Map<String, Object> decode(String part) {
        var json = new JsonObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
        return json.getMap();
    }
}
