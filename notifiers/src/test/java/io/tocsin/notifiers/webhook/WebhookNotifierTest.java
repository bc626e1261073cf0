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
import io.tocsin.notifiers.rendering.Renderings;
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
    @ValueSource(ints = {204, 226})
    void send_successWithoutBody_isDelivered(int status) throws Exception {
        answer(status, "");

        assertThat(send(TestNotifications.simple())).isEqualTo(SendResult.delivered());
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
    void send_okThenBodyBreaks_isDelivered() throws Exception {
        // Whoever said 2xx has taken the notification; asking again would tell people twice.
        SERVER.stubFor(post(urlEqualTo(PATH)).willReturn(aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));

        assertThat(send(TestNotifications.simple())).isEqualTo(SendResult.delivered());
    }

    @Test
    void send_okThenBodyOutlastsDeadline_isDelivered() throws Exception {
        SERVER.stubFor(post(urlEqualTo(PATH))
                .willReturn(aResponse().withBody("very slowly, piece by piece").withChunkedDribbleDelay(20, 40_000)));

        assertThat(send(TestNotifications.simple(NOW.plusSeconds(6)))).isEqualTo(SendResult.delivered());
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
    void send_templatesInUrl_areRendered() throws Exception {
        SERVER.stubFor(post(urlEqualTo("/firing/a%20b?x=Simple")).willReturn(aResponse()));
        String template = SERVER.baseUrl() + "/{{ .Status }}/a b?x={{ urlquery .GroupLabels.alertname }}";
        files.put("url", template + "\n");

        assertThat(send(config(Secret.of(template), null, Duration.ZERO), TestNotifications.simple()))
                .isEqualTo(SendResult.delivered());
        assertThat(send(config(null, "url", Duration.ZERO), TestNotifications.simple()))
                .isEqualTo(SendResult.delivered());
    }

    @Test
    void send_templateOfUrlFails_isRejectedAndDoesNotShowTheUrl() throws Exception {
        assertThat(send(
                        config(Secret.of("http://CANARY/{{ .Nope }}"), null, Duration.ZERO),
                        TestNotifications.simple()))
                .isEqualTo(new SendResult.Rejected(
                        FailureReason.OTHER,
                        "failed to template webhook URL: template: :1:17: executing \"\" at <.Nope>: can't evaluate field"
                                + " Nope in type *template.Data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Status }}", "ftp://{{ .Status }}/", "http://{{ if false }}x{{ end }}/"})
    void send_templateBecomesNoUrl_fails(String template) throws Exception {
        assertThat(send(config(Secret.of(template), null, Duration.ZERO), TestNotifications.simple()))
                .isNotEqualTo(SendResult.delivered());
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
        return notifier.send(notification).toCompletableFuture().get(60, TimeUnit.SECONDS);
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
                VERTX,
                clients,
                new BlockingSends(VERTX),
                new Renderings(),
                source,
                clock,
                RealTemplates.builtIn(),
                "http://am");
    }
}
