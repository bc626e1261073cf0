package io.tocsin.notifiers.http;

import static io.tocsin.notifiers.http.ClientBench.failure;
import static io.tocsin.notifiers.http.ClientBench.inline;
import static io.tocsin.notifiers.http.ClientBench.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.ProxyConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.config.TlsConfig;
import io.tocsin.notifiers.http.RecordingServer.Asked;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RedirectTest {
    private final ClientBench bench = new ClientBench();
    private final RecordingServer server = RecordingServer.plain(bench.vertx);

    @AfterEach
    void close() {
        server.close();
        bench.close();
    }

    /** As recorded from Alertmanager 0.33.1, which also drops the content type. */
    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303})
    void send_redirectedToAnotherResource_getsItWithoutBody(int status) {
        server.redirect("/hook", status, "/landed?q=1#fragment");

        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url("/hook")))).isEqualTo(200);

        Asked landed = server.last();
        assertThat(landed.method()).isEqualTo("GET");
        assertThat(landed.uri()).isEqualTo("/landed?q=1");
        assertThat(landed.body()).isEmpty();
        assertThat(landed.headers()).doesNotContainKeys("content-type", "referer");
        assertThat(landed.header("user-agent")).isEqualTo(ClientBench.USER_AGENT);
    }

    @ParameterizedTest
    @ValueSource(ints = {307, 308})
    void send_resourceMoved_repeatsMethodAndBody(int status) {
        server.redirect("/hook", status, "landed");

        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url("/hook")))).isEqualTo(200);

        Asked landed = server.last();
        assertThat(landed.method() + landed.uri() + landed.body()).isEqualTo("POST/landed{}");
        assertThat(landed.header("content-type")).isEqualTo("application/json");
    }

    @Test
    void send_redirectWithoutLocation_isTheAnswer() {
        server.answer("/hook", 302, "");

        assertThat(status(bench.post(HttpConfig.DEFAULT, server.url("/hook")))).isEqualTo(302);
    }

    @Test
    void send_redirectsNotFollowed_isTheAnswer() {
        server.redirect("/hook", 307, "/landed");
        var config =
                new HttpConfig(new Authentication.None(), TlsConfig.DEFAULT, false, true, ProxyConfig.NONE, List.of());

        assertThat(status(bench.post(config, server.url("/hook")))).isEqualTo(307);
        assertThat(server.asked()).hasSize(1);
    }

    @Test
    void send_redirectLoop_stopsAfterTenRequests() {
        server.redirect("/loop", 307, "/loop");

        assertThat(failure(bench.post(HttpConfig.DEFAULT, server.url("/loop"))))
                .isEqualTo("Post \"<redacted>\": stopped after 10 redirects");
        assertThat(server.asked()).hasSize(10);
    }

    @Test
    void send_locationIsNoUrl_fails() {
        server.redirect("/hook", 302, "ftp://elsewhere/CANARY");

        assertThat(failure(bench.post(HttpConfig.DEFAULT, server.url("/hook"))))
                .startsWith("Post \"<redacted>\": failed to parse Location header")
                .doesNotContain("CANARY");
    }

    @Test
    void send_redirectedOnSameHost_keepsCredentials() {
        server.redirect("/hook", 307, "/landed");

        bench.post(bearer("token"), server.url("/hook"));

        assertThat(server.last().header("authorization")).isEqualTo("Bearer token");
    }

    @Test
    void send_redirectedToOtherHost_dropsCredentialsForGood() {
        // given another name of the same server that redirects back
        server.redirect("/hook", 307, server.url("localhost", "/there"));
        server.redirect("/there", 307, server.url("/back"));
        var cookies = new HttpConfig.Header("Cookie", List.of(), List.of(Secret.of("session=1")), List.of());
        var config = new HttpConfig(
                new Authentication.Header("Bearer", inline("token")),
                TlsConfig.DEFAULT,
                true,
                true,
                ProxyConfig.NONE,
                List.of(cookies));
        // when
        bench.post(config, server.url("/hook"));
        // then
        List<Asked> asked = server.asked();
        assertThat(asked).extracting(Asked::uri).containsExactly("/hook", "/there", "/back");
        assertThat(asked).extracting(each -> each.header("authorization")).containsExactly("Bearer token", "", "");
        assertThat(asked).extracting(each -> each.header("cookie")).containsExactly("session=1", "", "");
        assertThat(asked.get(1).header("host")).isEqualTo("localhost:" + server.port());
    }

    private static HttpConfig bearer(String token) {
        return ClientBench.with(new Authentication.Header("Bearer", inline(token)));
    }
}
