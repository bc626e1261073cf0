package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.http.HttpSettings;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server below {@code /alertmanager}. Every row was asked of Alertmanager 0.33.1. */
@SuppressWarnings("NullAway.Init")
final class RoutePrefixTest {
    private static RunningApi running;

    @BeforeAll
    static void start() {
        HttpSettings settings = new HttpSettings("/alertmanager", Duration.ZERO, 8, 1 << 20);
        running = new RunningApi(Options.DEFAULT.with(settings));
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET /,302,/alertmanager",
        "GET /?x=1,302,/alertmanager",
        // Deviation D-320: 405 there.
        "HEAD /,302,/alertmanager",
        "POST /,405,",
        "GET /alertmanager,301,/alertmanager/",
        "GET /alertmanager?x=1,301,/alertmanager/?x=1",
        "POST /alertmanager,404,",
        "HEAD /alertmanager,404,",
        "GET /alertmanager/,200,",
        "GET /alertmanager/-/healthy,200,",
        "GET /alertmanager/-/healthy/,301,/alertmanager/-/healthy",
        "GET /-/healthy,404,",
        "GET /metrics,404,",
        "GET /favicon.ico,404,",
        "GET /api/v2,404,",
        "GET /api/v2/status,404,",
        "GET /api/v1/alerts,404,",
        "GET /alertmanager/api/v1/alerts,410,",
        "GET /alertmanager/api/v2,301,/alertmanager/api/v2/",
        "GET /alertmanager/api/v2/,404,",
        "GET /alertmanager/api/v2/status,200,",
        "GET /alertmanager//api/v2/receivers,301,/alertmanager/api/v2/receivers",
        "GET /alertmanager/../api/v2/receivers,301,/api/v2/receivers",
        "GET /alertmanager/%2e%2e/api/v2/receivers,301,/api/v2/receivers",
        "GET /alertmanagerx,404,",
        "GET /alertmanager/alertmanager/,404,",
        "GET //,301,/",
        "PUT /alertmanager/api/v2/alerts,405,",
        "GET http://host/alertmanager/-/ready,200,",
    })
    void request_given_isAnsweredAsUpstreamDoes(String request, int status, String location) {
        String[] parts = request.split(" ");
        Answer answer = running.client.send(parts[0], parts[1], "");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.headers().get("Location")).isEqualTo(location);
    }

    @ParameterizedTest
    @CsvSource({"/alertmanager/api/v2/nothing,/api/v2/nothing", "/alertmanager/api/v2/,/api/v2/"})
    void unknownPath_belowPrefix_isNamedWithoutIt(String path, String named) {
        assertThat(running.client.get(path).body())
                .isEqualTo("{\"code\":404,\"message\":\"path " + named + " was not found\"}");
    }

    /** A prefix that comes with escapes, as browsers and curl make them. */
    @ParameterizedTest
    @ValueSource(strings = {"/-/ready", "/api/v2/receivers", "/api/v2/alerts/groups"})
    void prefixBeyondAscii_isUnderstood(String path) {
        HttpSettings settings = new HttpSettings("/a b/é", Duration.ZERO, 8, 1 << 20);
        try (RunningApi odd = new RunningApi(Options.DEFAULT.with(settings))) {
            assertThat(odd.client.get("/a%20b/%C3%A9" + path).status()).isEqualTo(200);
            assertThat(odd.client.get(path).status()).isEqualTo(404);
        }
    }
}
