package io.tocsin.notifiers.contract;

import static io.tocsin.notifiers.contract.TestNotifications.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.HttpConfig.Header;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.pipeline.SendResult.Delivered;
import io.tocsin.core.pipeline.SendResult.Rejected;
import io.tocsin.core.pipeline.SendResult.RetryLater;
import io.tocsin.notifiers.http.RecordingServer;
import io.tocsin.notifiers.http.TestCertificates;
import io.tocsin.notifiers.http.TestProxy;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every integration over HTTP promises: time limits, what is retried, failure reasons, redirects, proxies, TLS, that
 * nothing shows a secret, that secrets in files are read for each attempt, and that no receiver delays another one.
 *
 * <p>A subclass says how its notifier is made and how its receiver answers; it adds what is its own.
 */
public abstract class HttpNotifierContract {
    private static final String PATH = "/CANARY-path/here";
    private static final String URL_FILE = "url.txt";
    private static final String FAILING = "{{ .Nope }}";
    private static final String FAILURE =
            "template: :1:3: executing \"\" at <.Nope>: can't evaluate field Nope in type *template.Data";
    private static final int HUGE_BODY_BYTES = 3 * 1024 * 1024;
    private static final TestCertificates CA = new TestCertificates("first");
    private static final TestCertificates OTHER_CA = new TestCertificates("other");

    protected final NotifierBench bench = new NotifierBench();
    protected final RecordingServer server = RecordingServer.plain(bench.vertx);

    /**
     * How a notifier is to be set up.
     *
     * @param url where it sends to
     * @param timeout its own; zero for none
     * @param text a template for one of its texts
     */
    protected record Setup(SecretOrFile url, HttpConfig http, Duration timeout, String text) {
        static Setup of(String url) {
            return new Setup(SecretOrFile.of(Secret.of(url)), HttpConfig.DEFAULT, Duration.ZERO, "text");
        }

        Setup with(HttpConfig other) {
            return new Setup(url, other, timeout, text);
        }

        Setup withTimeout(Duration other) {
            return new Setup(url, http, other, text);
        }

        Setup withText(String other) {
            return new Setup(url, http, timeout, other);
        }
    }

    /** Its name, as in messages: {@code webhook}. */
    protected abstract String integration();

    protected abstract Notifier notifier(Setup setup, NotifierEnvironment environment);

    /** The receiver takes the message. */
    protected abstract void accept(HttpServerResponse response);

    /** Statuses outside 5xx that are worth another attempt. */
    protected Set<Integer> retriedToo() {
        return Set.of();
    }

    /** Whether the integration has a timeout of its own. */
    protected boolean hasTimeout() {
        return true;
    }

    @AfterEach
    void closeBench() {
        server.close();
        bench.close();
    }

    protected final Setup setup() {
        return Setup.of(server.url(PATH));
    }

    protected final SendResult send(Setup setup) {
        return send(setup, TestNotifications.simple());
    }

    protected final SendResult send(Setup setup, Notification notification) {
        return NotifierBench.send(notifier(setup, bench.environment(RealTemplates.builtIn())), notification);
    }

    private void answer(int status, String body) {
        server.on(PATH, request -> request.response().setStatusCode(status).end(body));
    }

    private void acceptAll(RecordingServer receiver) {
        receiver.on(PATH, request -> accept(request.response()));
    }

    private static String message(SendResult result) {
        if (result instanceof Rejected rejected) {
            return rejected.message();
        }
        assertThat(result).isInstanceOf(RetryLater.class);
        return ((RetryLater) result).message();
    }

    private static FailureReason reason(SendResult result) {
        return result instanceof Rejected rejected ? rejected.reason() : ((RetryLater) result).reason();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 299})
    void send_receiverTakesIt_isDelivered(int status) {
        server.on(PATH, request -> accept(request.response().setStatusCode(status)));

        assertThat(send(setup())).isInstanceOf(Delivered.class);
        assertThat(server.asked()).singleElement().satisfies(asked -> {
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.header("content-type")).isEqualTo("application/json");
            assertThat(asked.header("user-agent")).isEqualTo("Alertmanager/0.34.0");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 404, 408, 410, 413, 418, 429, 499})
    void send_otherStatus_isFinalUnlessListed(int status) {
        answer(status, "no");

        SendResult result = send(setup());

        assertThat(result).isInstanceOf(retriedToo().contains(status) ? RetryLater.class : Rejected.class);
        assertThat(reason(result)).isEqualTo(FailureReason.ofStatus(status));
        assertThat(message(result)).contains("" + status);
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 599})
    void send_serverError_isRetried(int status) {
        answer(status, "busy");

        SendResult result = send(setup());

        assertThat(result).isInstanceOf(RetryLater.class);
        assertThat(reason(result)).isEqualTo(FailureReason.SERVER_ERROR);
        assertThat(message(result)).contains("unexpected status code " + status).contains("busy");
    }

    @Test
    void send_redirectThatKeepsTheMethod_isFollowed() {
        server.redirect(PATH, 307, "/there").on("/there", request -> accept(request.response()));

        assertThat(send(setup())).isInstanceOf(Delivered.class);
        assertThat(server.last().method()).isEqualTo("POST");
        assertThat(server.last().body()).isEqualTo(server.asked().get(0).body()).isNotEmpty();
    }

    @Test
    void send_redirectThatChangesTheMethod_isFollowedWithoutBody() {
        server.redirect(PATH, 302, "/there").on("/there", request -> accept(request.response()));

        assertThat(send(setup())).isInstanceOf(Delivered.class);
        assertThat(server.last().method()).isEqualTo("GET");
        assertThat(server.last().body()).isEmpty();
    }

    @Test
    void send_redirectsNotFollowed_isFinal() {
        server.redirect(PATH, 307, "/there");
        HttpConfig http =
                new HttpConfig(new Authentication.None(), TlsConfig.DEFAULT, false, true, ProxyConfig.NONE, List.of());

        SendResult result = send(setup().with(http));

        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(message(result)).contains("unexpected status code 307");
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void send_endlessRedirects_areCutOff() {
        server.redirect(PATH, 307, PATH);

        assertThat(send(setup())).isNotInstanceOf(Delivered.class);
        assertThat(server.asked()).hasSizeLessThan(20);
    }

    @Test
    void send_proxy_isUsed() {
        acceptAll(server);
        try (TestProxy proxy = TestProxy.http(bench.vertx)) {
            HttpConfig http = HttpConfig.DEFAULT.withProxy(
                    new ProxyConfig(Optional.of(proxy.url("user:CANARY-proxy@")), "", false, Map.of()));

            assertThat(send(setup().with(http))).isInstanceOf(Delivered.class);
            assertThat(proxy.heads()).singleElement().asString().startsWith("POST " + server.url(PATH));
        }
    }

    @Test
    void send_authorityTrusted_isDelivered() {
        try (RecordingServer encrypted = RecordingServer.tls(bench.vertx, CA.issue("127.0.0.1"))) {
            acceptAll(encrypted);

            assertThat(send(Setup.of(encrypted.url(PATH)).with(trusting(CA)))).isInstanceOf(Delivered.class);
        }
    }

    @Test
    void send_authorityUnknown_isRetried() {
        try (RecordingServer encrypted = RecordingServer.tls(bench.vertx, CA.issue("127.0.0.1"))) {
            SendResult result = send(Setup.of(encrypted.url(PATH)).with(trusting(OTHER_CA)));

            assertThat(result).isInstanceOf(RetryLater.class);
            assertThat(reason(result)).isEqualTo(FailureReason.OTHER);
            assertThat(message(result)).contains("certificate").doesNotContain("CANARY");
            assertThat(encrypted.asked()).isEmpty();
        }
    }

    private static HttpConfig trusting(TestCertificates authority) {
        TlsConfig tls = new TlsConfig(
                new SecretSource.Inline(Secret.of(authority.ca())),
                null,
                null,
                "",
                false,
                Optional.empty(),
                Optional.empty());
        return new HttpConfig(new Authentication.None(), tls, true, true, ProxyConfig.NONE, List.of());
    }

    @Test
    void send_nobodyListens_isRetriedWithoutUrl() {
        int port;
        try (RecordingServer gone = RecordingServer.plain(bench.vertx)) {
            port = gone.port();
        }

        SendResult result = send(Setup.of("http://127.0.0.1:" + port + PATH));

        assertThat(result).isInstanceOf(RetryLater.class);
        assertThat(reason(result)).isEqualTo(FailureReason.OTHER);
        assertThat(message(result)).startsWith("Post \"<redacted>\": ").doesNotContain("CANARY");
    }

    @Test
    void send_connectionBreaks_isRetried() {
        server.on(PATH, request -> request.connection().close());

        SendResult result = send(setup());

        assertThat(result).isInstanceOf(RetryLater.class);
        assertThat(reason(result)).isEqualTo(FailureReason.OTHER);
        assertThat(message(result)).doesNotContain("CANARY");
    }

    @Test
    void send_ownTimeoutPasses_isRetriedAndNamesIt() {
        if (!hasTimeout()) {
            return;
        }
        server.on(PATH, request -> {});

        SendResult result = send(setup().withTimeout(Duration.ofMillis(200)));

        assertThat(result)
                .isEqualTo(new RetryLater(
                        FailureReason.OTHER,
                        "Post \"<redacted>\": configured " + integration() + " timeout reached (200ms)"));
    }

    @Test
    void send_deadlinePasses_saysSo() {
        server.on(PATH, request -> {});

        assertThat(send(setup(), TestNotifications.simple(NOW.plusMillis(200))))
                .isEqualTo(new RetryLater(
                        FailureReason.CONTEXT_DEADLINE_EXCEEDED, "Post \"<redacted>\": context deadline exceeded"));
    }

    @Test
    void send_deadlinePassed_asksNobody() {
        assertThat(reason(send(setup(), TestNotifications.simple(NOW))))
                .isEqualTo(FailureReason.CONTEXT_DEADLINE_EXCEEDED);
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void send_hugeAnswer_isReadInPart() {
        for (int status : List.of(200, 400, 500)) {
            server.on(
                    PATH,
                    request -> request.response()
                            .setStatusCode(status)
                            .putHeader("content-type", "application/json")
                            .end("x".repeat(HUGE_BODY_BYTES)));

            SendResult result = send(setup());

            if (!(result instanceof Delivered)) {
                assertThat(message(result)).hasSizeLessThan(2 * 1024);
            }
        }
    }

    static Stream<Integer> failures() {
        return Stream.of(200, 302, 400, 401, 404, 500);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void send_receiverRepeatsEverything_noSecretIsShown(int status) {
        // given
        for (String type : List.of("application/json", "text/plain")) {
            server.on(
                    PATH,
                    request -> request.response()
                            .setStatusCode(status)
                            .putHeader("content-type", type)
                            .end(everythingAbout(request)));
            HttpConfig http = new HttpConfig(
                    new Authentication.Header("Bearer", inline("CANARY-token")),
                    TlsConfig.DEFAULT,
                    false,
                    true,
                    ProxyConfig.NONE,
                    List.of(new Header("X-Key", List.of(), List.of(Secret.of("CANARY-header")), List.of())));
            // when
            Notifier notifier = notifier(setup().with(http), bench.environment(RealTemplates.builtIn()));
            SendResult result = NotifierBench.send(notifier, TestNotifications.simple());
            // then
            assertThat(server.last().header("authorization")).isEqualTo("Bearer CANARY-token");
            assertThat(result.toString() + notifier).doesNotContain("CANARY");
        }
    }

    private static String everythingAbout(HttpServerRequest request) {
        return "{\"ok\":false,\"error\":\"" + request.uri() + " " + request.getHeader("authorization") + " "
                + request.getHeader("x-key") + "\"}";
    }

    private static SecretSource inline(String secret) {
        return new SecretSource.Inline(Secret.of(secret));
    }

    @Test
    void send_secretFilesRotated_areReadForEachAttempt() {
        // given
        server.on("/first", request -> accept(request.response())).on("/second", request -> accept(request.response()));
        HttpConfig http = HttpConfig.DEFAULT.withAuthentication(
                new Authentication.Header("Bearer", new SecretSource.FromFile("token")));
        Setup setup = new Setup(SecretOrFile.inFile(URL_FILE), http, Duration.ZERO, "text");
        try (Notifier notifier = notifier(setup, bench.environment(RealTemplates.builtIn()))) {
            // when
            for (String name : List.of("first", "second")) {
                bench.files.put(URL_FILE, " " + server.url("/" + name) + "\n");
                bench.files.put("token", name + "\n");
                assertThat(NotifierBench.await(notifier.send(TestNotifications.simple())))
                        .isInstanceOf(Delivered.class);
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        // then
        assertThat(server.asked())
                .extracting(asked -> asked.uri() + " " + asked.header("authorization"))
                .containsExactly("/first Bearer first", "/second Bearer second");
    }

    @Test
    void send_secretFileMissing_isFinalAndNamesIt() {
        SendResult result = send(new Setup(SecretOrFile.inFile("/none"), HttpConfig.DEFAULT, Duration.ZERO, "text"));

        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(reason(result)).isEqualTo(FailureReason.OTHER);
        assertThat(message(result)).endsWith("open /none: no such file or directory");
    }

    @Test
    void send_templateFails_isFinalInItsWords() {
        SendResult result = send(setup().withText(FAILING));

        assertThat(result).isInstanceOf(Rejected.class);
        assertThat(reason(result)).isEqualTo(FailureReason.OTHER);
        assertThat(message(result)).endsWith(FAILURE);
        assertThat(server.asked()).isEmpty();
    }

    static Stream<String> hostile() {
        return Stream.of(
                "{{ template \"forever\" . }}",
                "{{ range 1000000000 }}{{ end }}",
                "{{ range 100000000 }}0123456789{{ end }}",
                "{{ template \"doubling\" \"0123456789\" }}",
                "{{ range .Alerts }}{{ reReplaceAll \"(a*)*b\" \"\" (printf \"%1000000d\" 1) }}{{ end }}{{ .Nope }}",
                "{{ range 100000000 }}{{ match \"(x+x+)+y\" \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" }}{{ end }}");
    }

    /** They end in a failure of that notification alone, within the time that it has. */
    @ParameterizedTest
    @MethodSource("hostile")
    void send_hostileTemplate_failsAlone(String text) throws Exception {
        // given
        NotifierEnvironment environment = bench.environment(
                RealTemplates.with(
                        "{{ define \"forever\" }}{{ template"
                                + " \"forever\" . }}{{ end }}{{ define \"doubling\" }}{{ template \"doubling\" (printf \"%s%s\" . .) }}{{ end }}"));
        server.on("/quick", request -> accept(request.response()));
        try (Notifier hostile = notifier(setup().withText(text), environment);
                Notifier other = notifier(Setup.of(server.url("/quick")), environment)) {
            // when
            CompletionStage<SendResult> failing = hostile.send(TestNotifications.simple());
            SendResult delivered = NotifierBench.await(other.send(TestNotifications.simple()));
            // then
            assertThat(delivered).isInstanceOf(Delivered.class);
            SendResult failed = NotifierBench.await(failing);
            assertThat(failed).isInstanceOf(Rejected.class);
            assertThat(reason(failed)).isEqualTo(FailureReason.OTHER);
            assertThat(message(failed)).contains("template: ").hasSizeLessThan(1024);
        }
        assertThat(server.asked()).extracting(RecordingServer.Asked::uri).containsExactly("/quick");
    }

    @Test
    void send_anotherReceiverHangs_isNotDelayed() throws Exception {
        // given
        var released = new CompletableFuture<@Nullable Void>();
        server.on(PATH, request -> {
                    var unused = released.thenRun(() -> accept(request.response()));
                })
                .on("/quick", request -> accept(request.response()));
        NotifierEnvironment environment = bench.environment(RealTemplates.builtIn());
        Notification patient = TestNotifications.simple(NOW.plusSeconds(60));
        try (Notifier slow = notifier(setup(), environment);
                Notifier quick = notifier(Setup.of(server.url("/quick")), environment)) {
            // when
            List<CompletionStage<SendResult>> hanging = new ArrayList<>();
            IntStream.range(0, 300).forEach(i -> hanging.add(slow.send(patient)));
            List<SendResult> results = IntStream.range(0, 20)
                    .mapToObj(i -> NotifierBench.await(quick.send(TestNotifications.simple())))
                    .toList();
            // then
            assertThat(results).allMatch(Delivered.class::isInstance);
            assertThat(hanging).noneMatch(sent -> sent.toCompletableFuture().isDone());
            // when
            released.complete(null);
            // then
            assertThat(hanging)
                    .allSatisfy(sent -> assertThat(NotifierBench.await(sent)).isInstanceOf(Delivered.class));
        }
    }
}
