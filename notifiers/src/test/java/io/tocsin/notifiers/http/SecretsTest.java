package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.file;
import static io.tocsin.notifiers.http.ClientBench.inline;
import static io.tocsin.notifiers.http.ClientBench.tls;
import static io.tocsin.notifiers.http.ClientBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.TlsConfig;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A canary in every secret; a server that repeats all it was sent; nothing of it in what the client says. */
final class SecretsTest {
    private static final String CANARY = "CANARY0123456789";

    private final ClientBench bench = new ClientBench();
    private final RecordingServer server = RecordingServer.plain(bench.vertx);

    record Case(String name, HttpConfig config) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> configs() {
        var header = new HttpConfig.Header("X-Key", List.of(), List.of(Secret.of(CANARY + "1")), List.of("canary"));
        URI proxy = URI.create("http://" + CANARY + ":" + CANARY + "@127.0.0.1:1");
        Map<String, List<Secret>> connectHeaders = Map.of("X-Key", List.of(Secret.of(CANARY)));
        return Stream.of(
                new Case("url", HttpConfig.DEFAULT),
                new Case("basic", with(new Authentication.Basic(inline("user"), inline(CANARY)))),
                new Case("basic from file", with(new Authentication.Basic(inline("user"), file("canary")))),
                new Case("bearer", with(new Authentication.Header("Bearer", inline(CANARY)))),
                new Case("bearer from file", with(new Authentication.Header("Bearer", file("canary")))),
                new Case("headers", with(header)),
                new Case("ca", with(tls(inline(CANARY), null, null, ""))),
                new Case("key", with(tls(null, inline(CANARY), file("canary"), ""))),
                new Case("proxy", with(new ProxyConfig(Optional.of(proxy), "", false, Map.of()))),
                new Case("proxy headers", with(new ProxyConfig(Optional.of(proxy), "", false, connectHeaders))),
                new Case("oauth", with(new Authentication.OAuth2(oauth("http://127.0.0.1:1/" + CANARY)))),
                new Case("oauth, wrong URL", with(new Authentication.OAuth2(oauth(CANARY)))));
    }

    private static OAuth2Config oauth(String url) {
        return new OAuth2Config(
                "id",
                inline(CANARY),
                "client_credentials",
                Optional.empty(),
                List.of(),
                URI.create(url),
                Map.of("key", CANARY),
                TlsConfig.DEFAULT,
                ProxyConfig.NONE);
    }

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    @ParameterizedTest
    @MethodSource("configs")
    void send_anyFailure_saysNothingSecret(Case tried) {
        bench.files.put("canary", CANARY + "2");
        server.on("/" + CANARY, SecretsTest::repeatRequest);
        String path = "/" + CANARY + "?key=" + CANARY + "%20";

        for (String url : List.of(
                server.url(path).replace("://", "://user:" + CANARY + "@"),
                server.url(path).replace("http", "https"),
                "http://127.0.0.1:1" + path,
                "http://" + CANARY + ".invalid" + path,
                CANARY)) {
            assertThat(said(bench.post(tried.config(), url)))
                    .doesNotContainIgnoringCase(CANARY)
                    .doesNotContain("Q0FOQVJZ")
                    .doesNotContain("127.0.0.1");
        }
    }

    private static String said(HttpAnswer answer) {
        if (answer instanceof HttpAnswer.Received received) {
            return StatusRule.DEFAULT.judge(received).toString();
        }
        return answer.toString();
    }

    private static void repeatRequest(HttpServerRequest request) {
        request.response()
                .setStatusCode(404)
                .end("no " + request.path() + " with " + request.uri() + " and " + request.getHeader("authorization")
                        + " and " + request.getHeader("x-key"));
    }
}
