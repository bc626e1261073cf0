package io.tocsin.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult.Delivered;
import io.tocsin.notifiers.contract.NotifierBench;
import io.tocsin.notifiers.contract.RealTemplates;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.http.RecordingServer;
import io.tocsin.notifiers.http.TestCertificates;
import io.tocsin.notifiers.http.TestProxy;
import io.tocsin.notifiers.settings.SettingsFixture;
import io.vertx.core.http.HttpServerRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Slack's real URLs, as configurations have them, which a proxy leads here: all of {@code http_config} counts, and once. */
final class SlackThroughProxyTest {
    private static final SettingsFixture<SlackConfig> FIXTURE = new SettingsFixture<>(SlackIntegrationType.INSTANCE);

    private final NotifierBench bench = new NotifierBench();
    private final RecordingServer slack =
            RecordingServer.tls(bench.vertx, new TestCertificates("authority").issue("slack.com"));
    private final TestProxy proxy = TestProxy.http(bench.vertx).leadingTo(slack.port());

    @BeforeEach
    void answer() {
        slack.on("/api/chat.postMessage", request -> answer(request, "1.1"))
                .on("/api/chat.update", request -> answer(request, "1.2"));
    }

    private static void answer(HttpServerRequest request, String timestamp) {
        request.response()
                .putHeader("content-type", "application/json; charset=utf-8")
                .end("{\"ok\":true,\"channel\":\"C1\",\"ts\":\"" + timestamp + "\"}");
    }

    @AfterEach
    void close() {
        proxy.close();
        slack.close();
        bench.close();
    }

    private Notifier notifier(String element, String authorization) {
        SlackConfig config =
                FIXTURE.accept(element + ", channel: '#ops', http_config: {proxy_url: '" + proxy.url("user:word@")
                        + "', tls_config: {insecure_skip_verify: true}, enable_http2: false" + authorization
                        + ", http_headers: {X-Team: {values: [a]}}}");
        return new SlackNotifier(config, bench.environment(RealTemplates.builtIn()));
    }

    @Test
    void send_messageToBeChanged_isPostedThenChanged() throws Exception {
        try (Notifier notifier = notifier(
                "api_url: 'https://slack.com/api/chat.postMessage', update_message: true",
                ", authorization: {credentials: bot}")) {
            // when
            var posted = (Delivered) NotifierBench.await(notifier.send(TestNotifications.simple()));
            var changed =
                    (Delivered) NotifierBench.await(notifier.send(TestNotifications.again(posted.receiverData())));
            NotifierBench.await(notifier.send(TestNotifications.again(changed.receiverData())));
        }
        // then
        assertThat(slack.asked())
                .extracting(asked -> asked.uri() + " " + asked.header("host") + " " + asked.header("authorization")
                        + " " + asked.header("x-team"))
                .containsExactly(
                        "/api/chat.postMessage slack.com Bearer bot a",
                        "/api/chat.update slack.com Bearer bot a",
                        "/api/chat.update slack.com Bearer bot a");
        assertThat(slack.asked().get(0).body()).contains("\"channel\":\"#ops\"").doesNotContain("\"ts\"");
        assertThat(slack.asked().get(1).body()).contains("\"channel\":\"C1\"", "\"ts\":\"1.1\"");
        assertThat(slack.asked().get(2).body()).contains("\"channel\":\"C1\"", "\"ts\":\"1.2\"");
        assertThat(proxy.heads())
                .allSatisfy(head -> assertThat(head).startsWith("CONNECT slack.com:443 "))
                .allSatisfy(head -> assertThat(head).containsIgnoringCase("proxy-authorization: Basic dXNlcjp3b3Jk"));
    }

    @Test
    void send_appTokenInAFile_isReadForEachAttempt() throws Exception {
        try (Notifier notifier = notifier("app_token_file: token", "")) {
            for (String token : new String[] {"first", "second"}) {
                bench.files.put("conf/token", token + "\n");
                assertThat(NotifierBench.await(notifier.send(TestNotifications.simple())))
                        .isInstanceOf(Delivered.class);
            }
        }
        assertThat(slack.asked())
                .extracting(asked -> asked.uri() + " " + asked.header("authorization"))
                .containsExactly("/api/chat.postMessage Bearer first", "/api/chat.postMessage Bearer second");
    }
}
