package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.http.Gate;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.HttpSettings.Access;
import io.tocsin.server.http.OriginRules;
import io.tocsin.server.http.Permissions;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of other origins, against a server that has an external URL and allows one origin. */
@SuppressWarnings("NullAway.Init")
final class CrossOriginTest {
    private static final String[] CHANGES = {
        "POST /api/v2/alerts", "POST /api/v2/silences", "DELETE /api/v2/silence/x", "POST /-/reload"
    };
    private static final String JSON = "Content-Type: application/json";

    private static RunningApi running;

    @BeforeAll
    static void start() {
        OriginRules rules = new OriginRules(
                Optional.of(LabelPattern.compile("https?://karma\\.test(:[0-9]+)?")), "https://Alerts.test");
        running = new RunningApi(Options.DEFAULT.with(
                HttpSettings.DEFAULT.with(new Access(Gate.WIDE_OPEN, rules, Permissions.AS_UPSTREAM))));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    private static Answer send(String request, String... headers) {
        String[] parts = request.split(" ");
        String[] all = Stream.concat(Stream.of(JSON), Arrays.stream(headers)).toArray(String[]::new);
        return running.client.send(parts[0], parts[1], parts[0].equals("POST") ? "[]" : "", all);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "programs send neither | '' | ''",
                "the host that was asked | Origin: http://test | ''",
                "the external URL | Origin: https://alerts.test | ''",
                "the host before a proxy | Origin: https://front.test | X-Forwarded-Host: front.test",
                "the browser knows better | Origin: https://front.test | Sec-Fetch-Site: same-origin",
                "typed by the user | Origin: https://front.test | Sec-Fetch-Site: none",
                "allowed | Origin: https://karma.test:8443 | Sec-Fetch-Site: cross-site",
            })
    void change_fromWhereItMayCome_isServed(String why, String header, String other) {
        for (String request : CHANGES) {
            assertThat(send(request, headers(header, other)).status())
                    .describedAs("%s, %s", request, why)
                    .isNotEqualTo(403);
        }
    }

    private static String[] headers(String... headers) {
        return Stream.of(headers).filter(header -> !header.isEmpty()).toArray(String[]::new);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Origin: http://evil.test | ''",
                "Origin: null | ''",
                "Origin: test | ''",
                "Origin: http://test.evil.test | ''",
                "Origin: https://karma.test.evil.test | ''",
                "Origin: http://alerts.test | ''",
                "Origin: http://evil.test | Sec-Fetch-Site: cross-site",
                "Sec-Fetch-Site: same-site | ''",
            })
    void change_fromAPageOfAnotherOrigin_isRefused(String header, String other) {
        for (String request : CHANGES) {
            assertThat(send(request, headers(header, other)).status())
                    .describedAs(request)
                    .isEqualTo(403);
        }
    }

    @Test
    void refusal_inTheApi_hasItsShapeAndSaysTheWayOut() {
        Answer answer = send("POST /api/v2/alerts", "Origin: http://evil.test");
        assertThat(answer.body())
                .isEqualTo("{\"code\":403,\"message\":\"a page of another origin, \\\"http://evil.test\\\", must not"
                        + " change anything here; --web.external-url tells the server its own origin,"
                        + " --web.cors.origin allows others\"}");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(send("POST /-/reload", "Origin: http://evil.test").header("Content-Type"))
                .isEqualTo("text/plain; charset=utf-8");
    }

    @Test
    void read_fromAnyOrigin_isServedAndMarkedForAll() {
        Answer answer = send("GET /api/v2/alerts", "Origin: http://evil.test", "Sec-Fetch-Site: cross-site");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers())
                .containsEntry("Access-Control-Allow-Origin", "*")
                .doesNotContainKey("Access-Control-Allow-Credentials");
    }

    @Test
    void read_fromAnAllowedOrigin_isMarkedForItWithPasswords() {
        assertThat(send("GET /api/v2/alerts", "Origin: http://karma.test").headers())
                .containsEntry("Access-Control-Allow-Origin", "http://karma.test")
                .containsEntry("Access-Control-Allow-Credentials", "true")
                .containsEntry("Vary", "Origin");
    }

    @ParameterizedTest
    @CsvSource({"DELETE", "POST", "PUT"})
    void preflight_fromAnAllowedOrigin_isGranted(String method) {
        Answer answer = send(
                "OPTIONS /api/v2/silence/x",
                "Origin: http://karma.test",
                "Access-Control-Request-Method: " + method,
                "Access-Control-Request-Headers: authorization,content-type");
        assertThat(answer.status()).isEqualTo(204);
        assertThat(answer.headers())
                .containsEntry("Access-Control-Allow-Origin", "http://karma.test")
                .containsEntry("Access-Control-Allow-Methods", method)
                .containsEntry("Access-Control-Allow-Headers", "authorization,content-type")
                .containsEntry("Access-Control-Allow-Credentials", "true");
    }

    @ParameterizedTest
    @CsvSource({"DELETE", "POST", "PUT"})
    void preflight_fromAnotherOrigin_isNotGranted(String method) {
        assertThat(send(
                                "OPTIONS /api/v2/silence/x",
                                "Origin: http://evil.test",
                                "Access-Control-Request-Method: " + method)
                        .headers())
                .doesNotContainKeys("Access-Control-Allow-Origin", "Access-Control-Allow-Methods");
    }
}
