package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.status;
import static io.tocsin.notifiers.http.ClientBench.trusting;
import static io.tocsin.notifiers.http.ClientBench.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.OAuth2Config;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.vertx.core.Future;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy at every place where the client makes a connection. Internal addresses are those in 10.0.0.0/8 here. */
final class DeniedAddressTest {
    private static final TestCertificates CA = new TestCertificates("authority");
    private static final String DENIED = "connect: the address is in 10.0.0.0/8, which --notify.deny-cidr denies";
    private static final byte[] INTERNAL = {10, 0, 0, 1};
    private static final byte[] PUBLIC = {127, 0, 0, 1};

    private final ClientBench bench = new ClientBench();
    private final RecordingServer server = RecordingServer.plain(bench.vertx);
    private final List<String> lookedUp = new ArrayList<>();

    @BeforeEach
    void deny() {
        bench.policy = AddressPolicy.denying(List.of("10.0.0.0/8"));
    }

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    /** Every name has these addresses; addresses are their own. */
    private void resolving(byte[]... addresses) {
        bench.lookup = host -> {
            lookedUp.add(host);
            return Future.succeededFuture(IpAddress.parse(host).map(List::of).orElse(List.of(addresses)));
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "[::ffff:10.0.0.1]", "[64:ff9b::a00:1]"})
    void address_denied_isRejectedForGood(String host) {
        HttpAnswer answer = bench.post(HttpConfig.DEFAULT, "http://" + host + "/CANARY");

        assertDenied(answer, DENIED);
        assertThat(((HttpAnswer.Failed) answer).result())
                .isEqualTo(new SendResult.Rejected(FailureReason.CLIENT_ERROR, "Post \"<redacted>\": " + DENIED));
    }

    @Test
    void otherFailure_isRetried() {
        HttpAnswer answer = bench.post(HttpConfig.DEFAULT, "http://127.0.0.1:1/");

        assertThat(answer)
                .isInstanceOfSatisfying(
                        HttpAnswer.Failed.class,
                        failed -> assertThat(failed.result()).isInstanceOf(SendResult.RetryLater.class));
    }

    @Test
    void name_ofADeniedAddress_isRejected() {
        resolving(INTERNAL);

        assertDenied(bench.post(HttpConfig.DEFAULT, server.url("hooks.example", "/")), DENIED);
    }

    @Test
    void name_ofTheOwnMachine_isLookedUp() {
        bench.policy = AddressPolicy.denying(List.of("127.0.0.0/8", "::1/128"));

        HttpAnswer answer = bench.post(HttpConfig.DEFAULT, server.url("localhost", "/"));

        assertThat(((HttpAnswer.Failed) answer).message()).endsWith("which --notify.deny-cidr denies");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void name_ofSeveralAddresses_reachesTheFirstAllowedOne() {
        resolving(INTERNAL, PUBLIC);

        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url("hooks.example", "/"))))
                .isEqualTo(200);

        assertThat(server.last().header("host")).isEqualTo("hooks.example:" + server.port());
    }

    /** Nobody else knows the name: the connection can only go to the address that was checked. */
    @Test
    void name_isLookedUpOncePerRequest_andTheConnectionGoesThere() {
        resolving(PUBLIC);
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            assertThat(status(ClientBench.post(client, server.url("hooks.example", "/"))))
                    .isEqualTo(200);
            assertThat(lookedUp).containsExactly("hooks.example");
        }
    }

    @Test
    void name_thatMovesToADeniedAddress_isRejectedThoughAConnectionIsOpen() {
        List<byte[]> current = new ArrayList<>(List.of(PUBLIC));
        bench.lookup = host -> Future.succeededFuture(List.copyOf(current));
        try (IntegrationHttpClient client = bench.clients().open(HttpConfig.DEFAULT)) {
            assertThat(status(ClientBench.post(client, server.url("hooks.example", "/"))))
                    .isEqualTo(200);
            current.set(0, INTERNAL);

            assertThat(((HttpAnswer.Failed) ClientBench.post(client, server.url("hooks.example", "/"))).message())
                    .endsWith(DENIED);
        }
    }

    @Test
    void tls_toACheckedAddress_verifiesTheName() {
        resolving(PUBLIC);
        try (RecordingServer good = RecordingServer.tls(bench.vertx, CA.issue("hooks.example"));
                RecordingServer other = RecordingServer.tls(bench.vertx, CA.issue("127.0.0.1"))) {
            HttpConfig config = with(trusting(CA.ca()));

            assertThat(status(bench.post(config, good.url("hooks.example", "/"))))
                    .isEqualTo(200);
            assertThat(bench.post(config, other.url("hooks.example", "/"))).isInstanceOf(HttpAnswer.Failed.class);
        }
    }

    @Test
    void redirect_toADeniedAddress_isRejected() {
        server.redirect("/hook", 307, "http://10.0.0.1:" + server.port() + "/internal");

        HttpAnswer answer = bench.post(HttpConfig.DEFAULT, server.url("/hook"));

        assertThat(answer).isEqualTo(new HttpAnswer.Failed("Post \"<redacted>\": " + DENIED, true));
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void token_fromADeniedAddress_isRejected() {
        var oauth = new OAuth2Config(
                "id",
                ClientBench.inline("s"),
                "client_credentials",
                Optional.empty(),
                List.of(),
                URI.create("http://10.0.0.1/token"),
                Map.of(),
                TlsConfig.DEFAULT,
                ProxyConfig.NONE);

        HttpAnswer answer = bench.post(with(new Authentication.OAuth2(oauth)), server.url("/"));

        assertThat(answer)
                .isEqualTo(new HttpAnswer.Failed(
                        "Post \"<redacted>\": oauth2: cannot fetch token: Post \"<redacted>\": " + DENIED, true));
        assertThat(server.asked()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "https", "socks5"})
    void proxy_atADeniedAddress_isRejected(String scheme) {
        HttpConfig config = through(URI.create(scheme + "://10.0.0.1:3128"), Map.of());

        assertDenied(bench.post(config, "http://hooks.example/"), DENIED);
        assertDenied(bench.post(config, "https://hooks.example/"), DENIED);
    }

    @Test
    void proxyWithHeaders_atADeniedAddress_isRejected() {
        HttpConfig config = through(URI.create("http://10.0.0.1:3128"), Map.of("X-Tenant", List.of(Secret.of("a"))));

        assertDenied(bench.post(config, "https://hooks.example/"), DENIED);
    }

    @Test
    void proxy_targetIsADeniedAddress_isRejected() {
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            HttpConfig config = through(proxy.url(), Map.of());

            assertDenied(bench.post(config, "http://10.0.0.1/"), DENIED);
            assertDenied(bench.post(config, "https://[::ffff:10.0.0.1]/"), DENIED);
            assertThat(proxy.heads()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.1", "2130706433", "0x7f.1", "10.0.0.1.", "0x0a000001"})
    void proxy_targetIsAnAddressInAnOddNotation_isRejected(String host) {
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            HttpConfig config = through(proxy.url(), Map.of());

            assertDenied(
                    bench.post(config, "http://" + host + "/"),
                    "connect: an address in this notation cannot be checked against --notify.deny-cidr");
            assertThat(proxy.heads()).isEmpty();
        }
    }

    /** What the name means there, the proxy alone knows. */
    @Test
    void proxy_targetIsAName_isAsked() {
        try (TestProxy proxy = TestProxy.http(bench.vertx);
                RecordingServer encrypted = RecordingServer.tls(bench.vertx, CA.issue("hooks.example"))) {
            resolving(INTERNAL);
            for (HttpConfig config : List.of(
                    through(proxy.url(), Map.of()),
                    through(proxy.url(), Map.of("X-Tenant", List.of(Secret.of("a")))))) {
                assertThat(status(bench.post(config, server.url("hooks.example", "/"))))
                        .isEqualTo(200);
                assertThat(status(bench.post(config, encrypted.url("hooks.example", "/"))))
                        .isEqualTo(200);
            }
        }
    }

    private void assertDenied(HttpAnswer answer, String why) {
        assertThat(answer).isEqualTo(new HttpAnswer.Failed("Post \"<redacted>\": " + why, true));
        assertThat(server.asked()).isEmpty();
    }

    private static HttpConfig through(URI proxy, Map<String, List<Secret>> headers) {
        return with(trusting(CA.ca()), new ProxyConfig(Optional.of(proxy), "", false, headers));
    }
}
