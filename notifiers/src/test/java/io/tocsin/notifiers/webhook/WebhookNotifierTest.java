package io.tocsin.notifiers.webhook;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static io.tocsin.notifiers.contract.TestNotifications.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.http.Fault;
import io.tocsin.core.config.FileSource;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.PathGlob;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.Ipv6;
import io.tocsin.notifiers.contract.RealTemplates;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.AddressPolicy;
import io.tocsin.notifiers.http.HttpClients;
import io.tocsin.notifiers.integration.BlockingSends;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookNotifierTest {
    private static final String PATH = "/hooks/CANARY-path?key=CANARY-query";

    private static final Vertx VERTX = Vertx.vertx();
    private static final WireMockServer SERVER = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    private final Map<String, String> files = new HashMap<>();
    private NotifierEnvironment environment = environment(AddressPolicy.NONE);

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        VERTX.close().await();
    }

    @BeforeEach
    void reset() {
        SERVER.resetAll();
    }

    @Test
    void send_ok_postsPayload() throws Exception {
        answer(200, "");

        assertThat(send(TestNotifications.simple())).isEqualTo(SendResult.delivered());
        SERVER.verify(
                1,
                postRequestedFor(urlEqualTo(PATH))
                        .withHeader("Content-Type", equalTo("application/json"))
                        .withHeader("User-Agent", equalTo("Alertmanager/0.34.0"))
                        .withRequestBody(equalTo(new String(
                                WebhookPayload.of(TestNotifications.simple(), 0, "http://am")
                                        .toJson(),
                                StandardCharsets.UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 202, 204, 226})
    void send_success_isDelivered(int status) throws Exception {
        answer(status, "");

        assertThat(send(TestNotifications.simple())).isEqualTo(SendResult.delivered());
    }

    @ParameterizedTest
    @ValueSource(ints = {500, 501, 502, 503, 504, 599})
    void send_serverError_isRetried(int status) throws Exception {
        answer(status, "busy");

        assertThat(send(TestNotifications.simple()))
                .isEqualTo(new SendResult.RetryLater(
                        FailureReason.SERVER_ERROR, "unexpected status code " + status + ": busy"));
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 304, 400, 401, 403, 404, 410, 429})
    void send_otherStatus_isRejected(int status) throws Exception {
        answer(status, "");

        assertThat(send(TestNotifications.simple()))
                .isEqualTo(new SendResult.Rejected(FailureReason.ofStatus(status), "unexpected status code " + status));
    }

    @Test
    void send_bodyRepeatsUrl_messageDoesNot() throws Exception {
        answer(404, "Cannot POST /hooks/CANARY-path?key=CANARY-query on this <server>");

        assertThat(send(TestNotifications.simple()))
                .isEqualTo(new SendResult.Rejected(
                        FailureReason.CLIENT_ERROR,
                        "unexpected status code 404: Cannot POST <secret> on this <server>"));
    }

    @Test
    void send_connectionClosed_isRetriedWithoutUrl() throws Exception {
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));

        assertThat(send(TestNotifications.simple()))
                .isEqualTo(new SendResult.RetryLater(FailureReason.OTHER, "Post \"<redacted>\": EOF"));
    }

    @Test
    void send_configuredTimeoutPasses_isRetriedWithTheOriginalsWords() throws Exception {
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(aResponse().withFixedDelay(2_000)));

        assertThat(send(config(Secret.of(url()), null, Duration.ofMillis(200)), TestNotifications.simple()))
                .isEqualTo(new SendResult.RetryLater(
                        FailureReason.OTHER, "Post \"<redacted>\": configured webhook timeout reached (200ms)"));
    }

    @Test
    void send_deadlinePasses_isRetriedWithDeadlineReason() throws Exception {
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(aResponse().withFixedDelay(2_000)));

        assertThat(send(TestNotifications.simple(NOW.plusMillis(150))))
                .isEqualTo(new SendResult.RetryLater(
                        FailureReason.CONTEXT_DEADLINE_EXCEEDED, "Post \"<redacted>\": context deadline exceeded"));
    }

    @Test
    void send_deadlinePassed_asksNobody() throws Exception {
        assertThat(send(TestNotifications.simple(NOW))).isInstanceOf(SendResult.RetryLater.class);
        assertThat(SERVER.getAllServeEvents()).isEmpty();
    }

    @Test
    void send_okThenBodyBreaks_isDelivered() throws Exception {
        // Whoever said 2xx has taken the notification; asking again would tell people twice.
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));

        assertThat(send(TestNotifications.simple())).isEqualTo(SendResult.delivered());
    }

    @Test
    void send_okThenBodyOutlastsDeadline_isDelivered() throws Exception {
        SERVER.stubFor(post(urlEqualTo(PATH))
                .willReturn(aResponse().withBody("very slowly, piece by piece").withChunkedDribbleDelay(20, 6_000)));

        assertThat(send(TestNotifications.simple(NOW.plusMillis(800)))).isEqualTo(SendResult.delivered());
    }

    @Test
    void send_headerCannotBeSent_costsNoConnection() throws Exception {
        // given
        answer(200, "");
        HttpConfig http = new HttpConfig(
                new HttpConfig.Authentication.Header("Bearer", new SecretSource.FromFile("token")),
                HttpConfig.DEFAULT.tls(),
                true,
                true,
                HttpConfig.DEFAULT.proxy(),
                List.of());
        try (var notifier = new WebhookNotifier(
                new WebhookConfig(true, http, SecretOrFile.of(Secret.of(url())), 0, Duration.ZERO, null),
                environment)) {
            // when: more attempts than there are connections
            files.put("token", "two\nlines");
            for (int i = 0; i < 70; i++) {
                assertThat(await(notifier, TestNotifications.simple())).isNotEqualTo(SendResult.delivered());
            }
            files.put("token", "good");

            // then
            assertThat(await(notifier, TestNotifications.simple())).isEqualTo(SendResult.delivered());
        }
    }

    @Test
    void send_urlFile_isReadAgainForEachNotification() throws Exception {
        // given
        SERVER.stubFor(post(urlEqualTo("/first")).willReturn(aResponse()));
        SERVER.stubFor(post(urlEqualTo("/second")).willReturn(aResponse().withStatus(204)));
        WebhookConfig config = config(null, "url.txt", Duration.ZERO);
        try (var notifier = new WebhookNotifier(config, environment)) {
            // when
            files.put("url.txt", " " + SERVER.baseUrl() + "/first\n");
            SendResult first = await(notifier, TestNotifications.simple());
            files.put("url.txt", SERVER.baseUrl() + "/second");
            SendResult second = await(notifier, TestNotifications.simple());
            // then
            assertThat(List.of(first, second)).containsOnly(SendResult.delivered());
        }
        SERVER.verify(1, postRequestedFor(urlEqualTo("/first")));
        SERVER.verify(1, postRequestedFor(urlEqualTo("/second")));
    }

    @Test
    void send_urlFileMissing_isRejected() throws Exception {
        assertThat(send(config(null, "/none", Duration.ZERO), TestNotifications.simple()))
                .isEqualTo(new SendResult.Rejected(
                        FailureReason.OTHER, "read url_file: open /none: no such file or directory"));
    }

    @Test
    void send_urlFileEmpty_isRejected() throws Exception {
        files.put("empty", "\n");

        assertThat(send(config(null, "empty", Duration.ZERO), TestNotifications.simple()))
                .isEqualTo(new SendResult.Rejected(FailureReason.OTHER, "webhook URL is empty after templating"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10.0.0.0/8"})
    void send_urlWithAnIpv6Address_posts(String denied) throws Exception {
        Ipv6.assumeLoopback();
        environment = environment(AddressPolicy.denying(denied.isEmpty() ? List.of() : List.of(denied)));
        HttpServer server = VERTX.createHttpServer()
                .requestHandler(request -> request.response()
                        .setStatusCode(request.path().equals("/hook") ? 200 : 404)
                        .end())
                .listen(0, "::1")
                .await();
        try {
            Secret url = Secret.of("http://[::1]:" + server.actualPort() + "/hook");

            assertThat(send(config(url, null, Duration.ZERO), TestNotifications.simple()))
                    .isEqualTo(SendResult.delivered());
        } finally {
            server.close().await();
        }
    }

    private void answer(int status, String body) {
        SERVER.stubFor(
                post(urlEqualTo(PATH)).willReturn(aResponse().withStatus(status).withBody(body)));
    }

    private static String url() {
        return SERVER.baseUrl() + PATH;
    }

    private SendResult send(Notification notification) throws Exception {
        return send(config(Secret.of(url()), null, Duration.ZERO), notification);
    }

    private SendResult send(WebhookConfig config, Notification notification) throws Exception {
        try (var notifier = new WebhookNotifier(config, environment)) {
            return await(notifier, notification);
        }
    }

    private static SendResult await(WebhookNotifier notifier, Notification notification) throws Exception {
        return notifier.send(notification).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    private static WebhookConfig config(@Nullable Secret url, @Nullable String urlFile, Duration timeout) {
        return new WebhookConfig(true, HttpConfig.DEFAULT, new SecretOrFile(url, urlFile), 0, timeout, null);
    }

    private NotifierEnvironment environment(AddressPolicy policy) {
        FileSource source = new FileSource() {
            @Override
            public byte[] read(String path) throws IOException {
                String text = files.get(path);
                if (text == null) {
                    throw new IOException("open " + path + ": no such file or directory");
                }
                return text.getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public List<String> glob(PathGlob pattern) {
                return List.of();
            }
        };
        InstantSource clock = InstantSource.fixed(NOW);
        var clients = new HttpClients(VERTX, source, clock, "Alertmanager/0.34.0", Map.of(), policy);
        return new NotifierEnvironment(
                VERTX, clients, new BlockingSends(VERTX), source, clock, RealTemplates.builtIn(), "http://am");
    }
}
