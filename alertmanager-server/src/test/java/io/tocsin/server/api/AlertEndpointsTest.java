package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts in, alerts and groups out, over real connections. Expectations were asked of Alertmanager 0.33.1. */
final class AlertEndpointsTest {
    private static final String TIMES =
            "\"endsAt\":\"2026-01-01T00:05:00.000Z\",\"fingerprint\":\"%s\",\"receivers\":[%s],"
                    + "\"startsAt\":\"2026-01-01T00:00:00.000Z\",\"status\":%s,"
                    + "\"updatedAt\":\"2026-01-01T00:00:00.000Z\"";
    private static final String ACTIVE = "{\"inhibitedBy\":[],\"mutedBy\":[],\"silencedBy\":[],\"state\":\"active\"}";

    private RunningApi running = new RunningApi();

    @AfterEach
    void stop() {
        running.close();
    }

    private void restart(Options options) {
        running.close();
        running = new RunningApi(options);
    }

    private String alerts(String query) {
        return running.client.get("/api/v2/alerts?" + query).body();
    }

    private List<String> fingerprints(String query) {
        return alerts(query)
                .lines()
                .flatMap(line ->
                        List.of(line.split("\"fingerprint\":\"")).stream().skip(1))
                .map(rest -> rest.substring(0, 16))
                .toList();
    }

    private Answer post(String body) {
        return running.client.post(body);
    }

    @Test
    void post_accepted_answersEmpty() {
        Answer answer = post("[{\"labels\":{\"alertname\":\"minimal\"}}]");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(answer.headers()).doesNotContainKey("Content-Type");
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void alerts_minimal_hasEveryFieldInOrder() {
        post("[{\"labels\":{\"alertname\":\"minimal\"}}]");
        assertThat(alerts(""))
                .isEqualTo("[{\"annotations\":{},"
                        + TIMES.formatted("e25d83efbccf60a7", "{\"name\":\"default\"}", ACTIVE)
                        + ",\"labels\":{\"alertname\":\"minimal\"}}]\n");
    }

    @Test
    void alerts_full_keepOffsetsAndEscapeHtml() {
        post("""
                [{"labels":{"v":"a\\"b\\\\c\\n\\t\\u0001\\u001fé<>&\\u2028"},"annotations":{"z":"1","s":""},
                  "startsAt":"2020-01-01T02:00:00.9999+02:00","endsAt":"2099-01-01T00:00:00Z",
                  "generatorURL":"http://p.test/graph?a=1&b=2"}]""");
        assertThat(alerts(""))
                .contains("\"annotations\":{\"s\":\"\",\"z\":\"1\"},\"endsAt\":\"2099-01-01T00:00:00.000Z\"")
                .contains("\"startsAt\":\"2020-01-01T02:00:00.999+02:00\"")
                .contains("\"updatedAt\":\"2026-01-01T00:00:00.000Z\","
                        + "\"generatorURL\":\"http://p.test/graph?a=1\\u0026b=2\",\"labels\":")
                .contains("{\"v\":\"a\\\"b\\\\c\\n\\t\\u0001\\u001fé\\u003c\\u003e\\u0026\\u2028\"}");
    }

    @Test
    void alerts_several_areSortedByFingerprint() {
        post(
                "[{\"labels\":{\"a\":\"1\"}},{\"labels\":{\"a\":\"2\"}},{\"labels\":{\"a\":\"3\"}},{\"labels\":{\"a\":\"4\"}}]");
        assertThat(fingerprints("")).hasSize(4).isSorted();
    }

    @Test
    void alerts_resolved_areHiddenFromTheMomentAfterTheirEnd() {
        post("[{\"labels\":{\"a\":\"past\"},\"endsAt\":\"2025-12-31T23:59:59.999Z\"},"
                + "{\"labels\":{\"a\":\"now\"},\"endsAt\":\"2026-01-01T00:00:00Z\"}]");
        assertThat(alerts("")).contains("\"now\"").doesNotContain("\"past\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'',3",
        "filter=alertname%3Dz,1",
        "filter=alertname%3D%22z%22&filter=x%3D2,0",
        "filter=x%3D1,1",
        "filter=x!%3D1,2",
        "filter=x%3D~%221|2%22,1",
        "filter=x!~%221|2%22,2",
        "filter=nope%3D,3",
        "filter=nope!%3D,0",
        "filter=x%3D,2",
        "filter=x!%3D,1",
        "filter=x%3D~%22%22,2",
        "filter=x!~%22%22,1",
        "receiver=,3",
        "receiver=default,2",
        "receiver=def,0",
        "receiver=def.*,2",
        "receiver=third,1",
        "receiver=other&receiver=nope,0",
        "receiver_matchers=team%3Da,1",
        "receiver_matchers=team%3Dc,0",
        "receiver=third&receiver_matchers=team%3Da,1",
        "active=false,0",
        "active=xyz,0",
        "active=TRUE,3",
        "active=on,3",
        "active=%20true,0",
        "active=,3",
        "active,3",
        "active=false&active=true,3",
        "silenced=false&inhibited=no&unprocessed=false,3",
    })
    void alerts_query_selects(String query, int expected) {
        post("[{\"labels\":{\"alertname\":\"z\",\"x\":\"1\"}},{\"labels\":{\"alertname\":\"y\"}},"
                + "{\"labels\":{\"alertname\":\"w\"}}]");
        assertThat(fingerprints(query)).hasSize(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "'',s i a",
        "silenced=false,i a",
        "inhibited=false,s a",
        "active=false,s i",
        "active=false&inhibited=false,s",
        "active=false&inhibited=false&silenced=false,''"
    })
    void alerts_suppressed_areSelectedByState(String query, String expected) {
        restart(Options.DEFAULT.with(alert -> switch (alert.labels().get("s")) {
            case "s" -> new AlertStatus(List.of("id"), List.of());
            case "i" -> new AlertStatus(List.of(), List.of("00000000000000ff"));
            default -> AlertStatus.ACTIVE;
        }));
        post("[{\"labels\":{\"s\":\"s\"}},{\"labels\":{\"s\":\"i\"}},{\"labels\":{\"s\":\"a\"}}]");
        String body = alerts(query);
        assertThat(List.of("s", "i", "a").stream()
                        .filter(each -> body.contains("{\"s\":\"" + each + "\"}"))
                        .reduce("", (all, each) -> all.isEmpty() ? each : all + " " + each))
                .isEqualTo(expected);
    }

    @Test
    void alerts_suppressed_nameTheirCauses() {
        restart(Options.DEFAULT.with(alert -> new AlertStatus(List.of("id"), List.of("00000000000000ff"))));
        post("[{\"labels\":{\"a\":\"b\"}}]");
        assertThat(alerts(""))
                .contains("\"status\":{\"inhibitedBy\":[\"00000000000000ff\"],\"mutedBy\":[],\"silencedBy\":[\"id\"],"
                        + "\"state\":\"suppressed\"}");
    }

    @Test
    void alerts_severalRoutes_listReceiversInRouteOrder() {
        post("[{\"labels\":{\"x\":\"1\"}}]");
        assertThat(alerts("")).contains("\"receivers\":[{\"name\":\"other\"},{\"name\":\"third\"}]");
    }

    @Test
    void groups_oneAlertInTwoGroups_showsBothWithAllReceivers() {
        post("[{\"labels\":{\"alertname\":\"z\",\"x\":\"1\"}}]");
        String alert = "{\"annotations\":{},"
                + TIMES.formatted("ad12ac5eaff78531", "{\"name\":\"other\"},{\"name\":\"third\"}", ACTIVE)
                + ",\"labels\":{\"alertname\":\"z\",\"x\":\"1\"}}";
        String rest = ",\"labels\":{\"alertname\":\"z\"},\"receiver\":{\"name\":\"%s\"},\"routeLabels\":{}}";
        assertThat(groups(""))
                .isEqualTo("[{\"alerts\":[" + alert + "]" + rest.formatted("other") + ",{\"alerts\":[" + alert + "]"
                        + rest.formatted("third") + "]\n");
    }

    private String groups(String query) {
        return running.client.get("/api/v2/alerts/groups?" + query).body();
    }

    @Test
    void groups_receiverGiven_listsOnlyThatReceiver() {
        post("[{\"labels\":{\"alertname\":\"z\",\"x\":\"1\"}}]");
        assertThat(groups("receiver=third"))
                .contains("\"receivers\":[{\"name\":\"third\"}]")
                .doesNotContain("other");
        assertThat(groups("receiver_matchers=team%3Da")).doesNotContain("third");
        assertThat(groups("receiver=third&receiver_matchers=team%3Da")).isEqualTo("[]\n");
    }

    @Test
    void groups_order_isByLabelsThenReceiver() {
        post(
                "[{\"labels\":{\"alertname\":\"b\"}},{\"labels\":{\"alertname\":\"a\",\"x\":\"1\"}},{\"labels\":{\"x\":\"2\"}},"
                        + "{\"labels\":{\"alertname\":\"b\",\"job\":\"j\"}}]");
        List<String> heads = List.of(groups("").split("\"labels\":\\{")).stream()
                .filter(part -> part.contains("\"receiver\":{"))
                .map(part -> part.substring(0, part.indexOf(",\"routeLabels")))
                .toList();
        assertThat(heads)
                .containsExactly(
                        "},\"receiver\":{\"name\":\"default\"}",
                        "\"alertname\":\"a\"},\"receiver\":{\"name\":\"other\"}",
                        "\"alertname\":\"a\"},\"receiver\":{\"name\":\"third\"}",
                        "\"alertname\":\"b\"},\"receiver\":{\"name\":\"default\"}");
    }

    @Test
    void groups_stringsOutsideAlerts_areNotEscapedForHtml() {
        post("[{\"labels\":{\"alertname\":\"<z>\"}}]");
        assertThat(groups(""))
                .contains("\"labels\":{\"alertname\":\"\\u003cz\\u003e\"}}]", "\"labels\":{\"alertname\":\"<z>\"}");
    }

    @Test
    void groups_filteredToNothing_areLeftOut() {
        post("[{\"labels\":{\"alertname\":\"z\"}}]");
        assertThat(groups("filter=alertname%3Dy")).isEqualTo("[]\n");
        assertThat(groups("active=false")).isEqualTo("[]\n");
        assertThat(groups("muted=false")).contains("\"z\"");
    }

    @Test
    void post_partlyBad_keepsTheGoodAndSaysWhatIsWrong() {
        Answer answer = post("[{\"labels\":{\"alertname\":\"\"}},{\"labels\":{\"a\":\"b\"},\"startsAt\":\"2099-01-02\","
                + "\"endsAt\":\"2099-01-01\"},{\"labels\":{\"case\":\"3\"}}]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("\"at least one label pair required\\nstart time must be before end time\"\n");
        assertThat(fingerprints("")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[{\"labels\":{\"a\":\"b\",\"\":\"x\"}}]|invalid label set: invalid name \\\"\\\"",
                "[{\"labels\":{\"a\":\"b\"},\"annotations\":{\"\":\"x\"}}]|invalid annotations: invalid name \\\"\\\"",
                "[{\"labels\":{}}]|at least one label pair required",
                "[{\"labels\":{\"a\":\"b\"},\"startsAt\":\"2098-01-01T00:00:00Z\"}]|start time must be before end time",
            })
    void post_invalid_answersAString(String body, String problem) {
        Answer answer = post(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("\"" + problem + "\"\n");
    }

    /** Deviation D-180. Four million empty alerts once ended a process with a heap of half a gigabyte. */
    @Test
    void post_veryManyInvalid_namesTheFirstThousandAndCountsTheRest() {
        Answer answer = post("[" + "{\"labels\":{}},".repeat(1_002) + "{\"labels\":{\"a\":\"b\"}}]");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("\"" + "at least one label pair required\\n".repeat(1_000)
                        + "and 2 more alerts were refused\"\n");
        assertThat(fingerprints("")).hasSize(1);
    }

    @Test
    void post_unparseable_answersTheFrameworksShapeEscapedAndStoresNothing() {
        Answer answer = post("<xml/>");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"code\":400,\"message\":\"parsing alerts body from \\\"\\\" failed, because invalid"
                        + " character '\\u003c' looking for beginning of value\"}");
        assertThat(post("[{\"labels\":{\"a\":\"b\"}},{}]").status()).isEqualTo(422);
        assertThat(alerts("")).isEqualTo("[]\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"application/json", "Application/JSON", "application/json; charset=utf-8", "application/json;"})
    void post_jsonType_isTaken(String type) {
        assertThat(postAs(type).status()).isEqualTo(200);
    }

    private Answer postAs(String type) {
        return running.client.send(
                "POST", "/api/v2/alerts", "[{\"labels\":{\"a\":\"b\"}}]", "Content-Type: " + type, "Accept: text/html");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "text/plain|415|unsupported media type \\\"text/plain\\\", only [application/json] are allowed",
                "application/problem+json|415|unsupported media type \\\"application/problem+json\\\", only"
                        + " [application/json] are allowed",
                "''|415|unsupported media type \\\"application/octet-stream\\\", only [application/json] are allowed",
                "application/json; charset|400|parsing Content-Type header from \\\"application/json; charset\\\""
                        + " failed, because mime: invalid media parameter",
                ";;;|400|parsing Content-Type header from \\\";;;\\\" failed, because mime: no media type",
            })
    void post_otherType_isRefused(String type, int status, String message) {
        Answer answer = postAs(type);
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isEqualTo("{\"code\":" + status + ",\"message\":\"" + message + "\"}");
    }

    @Test
    void post_withoutBody_needsNoTypeButABody() {
        Answer answer = running.client.send("POST", "/api/v2/alerts", "");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).isEqualTo("{\"code\":602,\"message\":\"alerts in body is required\"}");
    }
}
