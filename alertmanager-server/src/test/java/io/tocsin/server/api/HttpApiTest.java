package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.WireClient.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Status, headers and bodies that do not depend on alerts. Every row was asked of Alertmanager 0.33.1. */
@SuppressWarnings("NullAway.Init")
final class HttpApiTest {
    private static final String JSON = "Content-Type: application/json";
    private static final String UUID = "00000000-0000-4000-8000-000000000000";
    private static final String ORIGIN = "Origin: http://a.test";
    private static final String PREFLIGHT_VARY =
            "Vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
    private static final String GONE =
            "{\"status\":\"deprecated\",\"error\":\"The Alertmanager v1 API was deprecated in version 0.16.0 and is"
                    + " removed as of version 0.27.0 - please use the equivalent route in the v2 API\"}\n";

    private static RunningApi running;

    /**
     * One request and what must come back.
     *
     * @param sent header lines of the request
     * @param body of the answer
     * @param received header lines of the answer, all but Content-Length, Connection and Date
     */
    record Case(String request, List<String> sent, int status, String body, List<String> received) {
        Case sending(String... headers) {
            return new Case(request, List.of(headers), status, body, received);
        }

        Case receiving(String... headers) {
            List<String> all = new ArrayList<>(received);
            all.addAll(List.of(headers));
            return new Case(request, sent, status, body, all);
        }

        @Override
        public String toString() {
            return request + " " + sent;
        }
    }

    @BeforeAll
    static void start() {
        running = new RunningApi();
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    /** An answer of the API: a body, if any, is JSON. */
    private static Case api(String request, int status, String body) {
        Case bare = new Case(request, List.of(), status, body, List.of("Cache-Control: no-store", "Vary: Origin"));
        return body.isEmpty() ? bare : bare.receiving(JSON);
    }

    private static Case refusal(String request, int status, int code, String message) {
        return api(request, status, "{\"code\":" + code + ",\"message\":\"" + message + "\"}");
    }

    private static Case plain(String request, int status, String body, String... headers) {
        return new Case(request, List.of(), status, body, List.of(headers));
    }

    private static Case notFound(String request) {
        return plain(request, 404, request.startsWith("HEAD") ? "" : "404 page not found\n", NOSNIFF, TEXT);
    }

    private static Case notAllowed(String request, String allow) {
        return plain(
                request,
                405,
                request.startsWith("HEAD") ? "" : "Method Not Allowed\n",
                NOSNIFF,
                TEXT,
                "Allow: " + allow);
    }

    private static Case moved(String request, String location) {
        return plain(
                request,
                301,
                "<a href=\"" + location + "\">Moved Permanently</a>.\n\n",
                "Content-Type: text/html; charset=utf-8",
                "Location: " + location);
    }

    private static final String NOSNIFF = "X-Content-Type-Options: nosniff";
    private static final String TEXT = "Content-Type: text/plain; charset=utf-8";

    private static Case preflight(String... allowed) {
        return plain("OPTIONS /api/v2/alerts", 204, "", PREFLIGHT_VARY).receiving(allowed);
    }

    private static String wants(String method) {
        return "Access-Control-Request-Method: " + method;
    }

    private static String wantsHeaders(String names) {
        return "Access-Control-Request-Headers: " + names;
    }

    static Stream<Case> unknownPathsAndMethods() {
        return Stream.of(
                refusal("GET /api/v2/nothing", 404, 404, "path /api/v2/nothing was not found"),
                refusal("POST /api/v2/nothing", 404, 404, "path /api/v2/nothing was not found"),
                refusal("GET /api/v2/", 404, 404, "path /api/v2/ was not found"),
                refusal("GET /api/v2/silence/", 404, 404, "path /api/v2/silence/ was not found"),
                refusal("GET /api/v2/silence", 404, 404, "path /api/v2/silence was not found"),
                refusal("GET /api/v2/receivers/x", 404, 404, "path /api/v2/receivers/x was not found"),
                refusal("GET /%61pi/v2/receivers", 404, 404, "path /%61pi/v2/receivers was not found"),
                refusal("GET /api/v2/receivers%2f", 404, 404, "path /api/v2/receivers%2f was not found"),
                refusal("GET /api%2fv2/receivers", 404, 404, "path /api%2fv2/receivers was not found"),
                refusal("GET /api/v2/x%3cy", 404, 404, "path /api/v2/x%3cy was not found"),
                refusal("PUT /api/v2/alerts", 405, 405, "method PUT is not allowed, but [POST,GET] are")
                        .receiving("Allow: POST,GET"),
                refusal("FOO /api/v2/alerts", 405, 405, "method FOO is not allowed, but [POST,GET] are")
                        .receiving("Allow: POST,GET"),
                refusal("OPTIONS /api/v2/alerts", 405, 405, "method OPTIONS is not allowed, but [POST,GET] are")
                        .receiving("Allow: POST,GET"),
                refusal("POST /api/v2/alerts/groups", 405, 405, "method POST is not allowed, but [GET] are")
                        .receiving("Allow: GET"),
                refusal("POST /api/v2/status", 405, 405, "method POST is not allowed, but [GET] are")
                        .receiving("Allow: GET"),
                refusal("PUT /api/v2/silence/x", 405, 405, "method PUT is not allowed, but [GET,DELETE] are")
                        .receiving("Allow: GET,DELETE"),
                api("HEAD /api/v2/alerts", 405, "").receiving(JSON, "Allow: POST,GET"),
                api("HEAD /api/v2/nothing", 404, "").receiving(JSON),
                notFound("GET /nothing"),
                notFound("POST /nothing"),
                notFound("HEAD /nothing"),
                notFound("OPTIONS /nothing"),
                notFound("GET /api/v3/alerts"),
                notFound("GET /api"),
                notFound("GET /api/"),
                notFound("GET /API/v2/receivers"),
                notFound("GET /index.html"),
                notFound("GET /alertmanager/api/v2/status"),
                notFound("GET /assets/x"),
                notFound("GET /assets/"),
                notFound("POST /-/healthy/"),
                plain("GET /%zz", 400, "400 Bad Request", TEXT));
    }

    static Stream<Case> redirects() {
        return Stream.of(
                moved("GET /api/v2", "/api/v2/"),
                plain("POST /api/v2", 301, "", "Location: /api/v2/"),
                moved("GET /api/v2//alerts", "/api/v2/alerts"),
                plain("POST /api/v2//alerts", 301, "", "Location: /api/v2/alerts"),
                moved("GET /api/v2/../v2/status", "/api/v2/status"),
                moved("GET /api/v2/alerts/../receivers?a=b", "/api/v2/receivers?a=b"),
                moved("GET /api/v2/receivers//", "/api/v2/receivers/"),
                moved("GET //", "/"),
                moved("GET //evil.test/..", "/"),
                moved("GET /./-/healthy", "/-/healthy"),
                moved("GET /-/healthy/", "/-/healthy"),
                moved("GET /-/Healthy", "/-/healthy"),
                moved("GET /-/healthy//", "/-/healthy/"),
                moved("GET /metrics/", "/metrics"),
                moved("GET /assets", "/assets/"),
                moved("GET /assets/%2e%2e%2findex.html", "/index.html"));
    }

    static Stream<Case> operatorPaths() {
        return Stream.of(
                plain("GET /-/healthy", 200, "OK", TEXT),
                plain("GET /-/ready", 200, "OK", TEXT),
                plain("HEAD /-/healthy", 200, ""),
                plain("HEAD /-/ready", 200, ""),
                plain("OPTIONS /-/healthy", 200, "", "Allow: GET, HEAD, OPTIONS"),
                notAllowed("POST /-/healthy", "GET, HEAD, OPTIONS"),
                notAllowed("FOO /-/healthy", "GET, HEAD, OPTIONS"),
                plain("POST /-/reload", 200, ""),
                notAllowed("GET /-/reload", "OPTIONS, POST"),
                notAllowed("PUT /-/reload", "OPTIONS, POST"),
                notAllowed("HEAD /-/reload", "OPTIONS, POST"),
                plain("GET /metrics", 200, "1\n", "Content-Type: text/plain; version=0.0.4"),
                notAllowed("POST /metrics", "GET, OPTIONS"),
                notAllowed("HEAD /metrics", "GET, OPTIONS"),
                // Deviation D-320: HEAD of these is 405 there.
                notFound("HEAD /assets/x"),
                notAllowed("POST /", "GET, HEAD, OPTIONS"),
                notAllowed("POST /favicon.ico", "GET, HEAD, OPTIONS"),
                notAllowed("POST /ui/alerts", "GET, HEAD, OPTIONS"),
                plain("OPTIONS /", 200, "", "Allow: GET, HEAD, OPTIONS"),
                plain("OPTIONS *", 200, ""),
                plain("GET /api/v1/alerts", 410, GONE, JSON),
                plain("POST /api/v1/alerts", 410, GONE, JSON),
                plain("GET /api/v1/status", 410, GONE, JSON),
                plain("GET /api/v1/receivers", 410, GONE, JSON),
                plain("GET /api/v1/silences", 410, GONE, JSON),
                plain("GET /api/v1/silence/abc", 410, GONE, JSON),
                plain("DELETE /api/v1/silence/abc", 410, GONE, JSON),
                notAllowed("PUT /api/v1/alerts", "GET, OPTIONS, POST"),
                notAllowed("POST /api/v1/silence/x", "DELETE, GET, OPTIONS"),
                notFound("GET /api/v1/nothing"),
                notFound("GET /api/v1/"));
    }

    static Stream<Case> crossOrigin() {
        return Stream.of(
                preflight("Access-Control-Allow-Methods: GET", "Access-Control-Allow-Origin: *")
                        .sending(ORIGIN, wants("GET")),
                preflight("Access-Control-Allow-Methods: HEAD", "Access-Control-Allow-Origin: *")
                        .sending(ORIGIN, wants("HEAD")),
                // Deviation D-071: the original grants this one.
                preflight().sending(ORIGIN, wants("POST"), wantsHeaders("content-type")),
                preflight(
                                "Access-Control-Allow-Methods: GET",
                                "Access-Control-Allow-Origin: *",
                                "Access-Control-Allow-Headers: accept, content-type")
                        .sending(ORIGIN, wants("GET"), wantsHeaders("accept, content-type")),
                preflight().sending(ORIGIN, wants("GET"), wantsHeaders("content-type,accept")),
                preflight().sending(ORIGIN, wants("GET"), wantsHeaders("Accept")),
                preflight().sending(ORIGIN, wants("GET"), wantsHeaders("authorization")),
                preflight().sending(ORIGIN, wants("DELETE")),
                preflight().sending(ORIGIN, wants("get")),
                preflight().sending(wants("GET")),
                refusal("OPTIONS /api/v2/alerts", 405, 405, "method OPTIONS is not allowed, but [POST,GET] are")
                        .sending(ORIGIN)
                        .receiving("Allow: POST,GET", "Access-Control-Allow-Origin: *"),
                refusal("GET /api/v2/nothing", 404, 404, "path /api/v2/nothing was not found")
                        .sending(ORIGIN)
                        .receiving("Access-Control-Allow-Origin: *"),
                refusal("PUT /api/v2/alerts", 405, 405, "method PUT is not allowed, but [POST,GET] are")
                        .sending(ORIGIN)
                        .receiving("Allow: POST,GET"),
                plain("GET /-/healthy", 200, "OK", TEXT).sending(ORIGIN),
                plain("OPTIONS /-/healthy", 200, "", "Allow: GET, HEAD, OPTIONS")
                        .sending(ORIGIN, wants("GET")));
    }

    static Stream<Case> negotiation() {
        String receivers = "[{\"labels\":{\"name\":\"default\"},\"name\":\"default\"},{\"labels\":{\"name\":\"other\","
                + "\"team\":\"a\"},\"name\":\"other\"},{\"labels\":{\"name\":\"third\",\"team\":\"b\"},\"name\":\"third\"}]\n";
        String only = "unsupported media type requested, only [application/json] are available";
        Stream<Case> accepted = Stream.of(
                        "application/json",
                        "*/*",
                        "application/*",
                        "text/html, */*;q=0.1",
                        "APPLICATION/JSON",
                        "application/json; version=1")
                .map(accept -> api("GET /api/v2/receivers", 200, receivers).sending("Accept: " + accept));
        Stream<Case> refused = Stream.of("text/html", "*/*;q=0", "application/json;q=0", "", "garbage", "text/*")
                .map(accept -> refusal("GET /api/v2/receivers", 406, 406, only).sending("Accept: " + accept));
        Stream<Case> others = Stream.of(
                api("GET /api/v2/receivers/", 200, receivers),
                api("GET /api/v2/receivers?x=%zz", 200, receivers),
                api("GET /api/v2/receivers", 200, receivers).sending("Content-Type: text/plain"),
                refusal("GET /api/v2/silence/abc", 406, 406, only).sending("Accept: text/html"),
                refusal("GET /api/v2/nothing", 404, 404, "path /api/v2/nothing was not found")
                        .sending("Accept: text/html"));
        return Stream.of(accepted, refused, others).flatMap(cases -> cases);
    }

    static Stream<Case> parameters() {
        return Stream.of(
                api(
                        "GET /api/v2/receivers?receiver_matchers=team%3D%22a%22",
                        200, "[{\"labels\":{\"name\":\"other\",\"team\":\"a\"},\"name\":\"other\"}]\n"),
                api(
                        "GET /api/v2/receivers?receiver_matchers=a",
                        400,
                        "\"failed to parse receiver_matchers param: bad matcher format: a\"\n"),
                api(
                        "GET /api/v2/alerts?receiver_matchers=",
                        400,
                        "\"failed to parse receiver_matchers param: bad matcher format: \"\n"),
                api(
                        "GET /api/v2/alerts?receiver_matchers=%7B%7B",
                        400, "\"failed to parse receiver_matchers param: unexpected open or close brace: {{\"\n"),
                api(
                        "GET /api/v2/alerts?filter=abc&receiver=(&receiver_matchers=x",
                        400,
                        "\"bad matcher format: abc\"\n"),
                api(
                        "GET /api/v2/alerts?receiver=(&receiver_matchers=x",
                        400,
                        "\"failed to parse receiver param: error parsing regexp: missing closing ): `^(?:()$`\"\n"),
                api(
                        "GET /api/v2/alerts?filter=a%3D~%22(%22",
                        400, "\"error parsing regexp: missing closing ): `^(?:()$`\"\n"),
                api("GET /api/v2/alerts?filter=", 400, "\"bad matcher format: \"\n"),
                api("GET /api/v2/alerts?filter=alertname%00", 400, "\"bad matcher format: alertname\\u0000\"\n"),
                api(
                        "GET /api/v2/alerts?filter=alertname%3D%22minimal%22,b%3D%22c%22",
                        400, "\"matcher value contains unescaped double quote: \\\"minimal\\\",b=\\\"c\\\"\"\n"),
                api(
                        "GET /api/v2/alerts/groups?receiver=(",
                        400,
                        "\"failed to parse receiver param: error parsing regexp: missing closing ): `^(?:()$`\"\n"),
                api("GET /api/v2/alerts?filter=%zz", 200, "[]\n"),
                api("GET /api/v2/alerts?filter=a;b", 200, "[]\n"),
                api("GET /api/v2/alerts/?unknown=x", 200, "[]\n"),
                api("GET /api/v2/alerts/groups/", 200, "[]\n"),
                api("GET /api/v2/silences", 200, "[]\n"),
                api("GET /api/v2/silences?filter=a%3D%7B", 200, "[]\n"),
                api("GET /api/v2/silences?filter=abc", 400, "\"bad matcher format: abc\"\n"),
                api("GET /api/v2/silence/" + UUID, 404, ""),
                api("GET /api/v2/silence/" + UUID + "/", 404, ""),
                api("GET /api/v2/silence/" + UUID.replace("-", ""), 404, ""),
                api("GET /api/v2/silence/{" + UUID + "}", 404, ""),
                api("DELETE /api/v2/silence/" + UUID, 404, ""),
                refusal("GET /api/v2/silence/abc", 422, 601, "silenceID in path must be of type uuid: \\\"abc\\\""),
                refusal("DELETE /api/v2/silence/abc", 422, 601, "silenceID in path must be of type uuid: \\\"abc\\\""),
                refusal("GET /api/v2/silence/a%20b", 422, 601, "silenceID in path must be of type uuid: \\\"a b\\\""),
                refusal("GET /api/v2/silence/a%2fb", 422, 601, "silenceID in path must be of type uuid: \\\"a/b\\\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"unknownPathsAndMethods", "redirects", "operatorPaths", "crossOrigin", "negotiation", "parameters"})
    void request_given_isAnsweredAsUpstreamDoes(Case expected) {
        // when
        String[] request = expected.request().split(" ", 2);
        Answer answer =
                running.client.send(request[0], request[1], "", expected.sent().toArray(String[]::new));
        // then
        assertThat(answer.body()).isEqualTo(expected.body());
        assertThat(answer.status()).isEqualTo(expected.status());
        assertThat(lines(answer)).containsExactlyInAnyOrderElementsOf(expected.received());
    }

    private static List<String> lines(Answer answer) {
        return answer.headers().entrySet().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase("Content-Length")
                        && !header.getKey().equalsIgnoreCase("Connection"))
                .map(header -> header.getKey() + ": " + header.getValue())
                .toList();
    }

    @Test
    void status_lonelyMember_showsConfigurationAndVersion() {
        assertThat(running.client.get("/api/v2/status").body())
                .startsWith("{\"cluster\":{\"peers\":[],\"status\":\"disabled\"},"
                        + "\"config\":{\"original\":\"route:\\n  receiver: default\\n\"},"
                        + "\"uptime\":\"2026-01-01T00:00:00.000Z\",\"versionInfo\":{\"branch\":\"tocsin\","
                        + "\"buildDate\":\"20260101-00:00:00\",\"buildUser\":\"tocsin\",\"goVersion\":\"java")
                .endsWith(",\"revision\":\"abc\",\"version\":\"0.34.0\"}}\n");
    }

    @Test
    void root_get_isAPageThatIsNotCached() {
        Answer answer = running.client.get("/");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-cache, no-store, must-revalidate");
        assertThat(answer.header("Expires")).isEqualTo("0");
        assertThat(answer.header("Pragma")).isEqualTo("no-cache");
        assertThat(answer.body()).contains("<title>Tocsin</title>", "api/v2/status");
    }
}
