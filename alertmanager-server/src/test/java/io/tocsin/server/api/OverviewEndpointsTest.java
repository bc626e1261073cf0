package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.overview.AlertStatuses;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of alerts and groups over real connections. What is selected, counted and ordered is tested with its package. */
final class OverviewEndpointsTest {
    private static final String ALERTS = "/api/tocsin/v1/alerts?";
    private static final String GROUPS = "/api/tocsin/v1/alert-groups?";

    private static final AlertStatuses STATUSES =
            alert -> alert.labels().get("alertname").equals("Quiet")
                    ? new AlertStatus(List.of("5f1b2a3c-0000-4000-8000-000000000001"), List.of())
                    : AlertStatus.ACTIVE;

    private final RunningApi running = new RunningApi(Options.DEFAULT.with(STATUSES));

    @AfterEach
    void stop() {
        running.close();
    }

    @BeforeEach
    void post() {
        running.client.post("""
                [{"labels":{"alertname":"Quiet","severity":"warning","job":"db"},"annotations":{"summary":"all <is> well"}},
                 {"labels":{"alertname":"Loud","severity":"critical","job":"db"},"startsAt":"2026-01-01T00:59:50+01:00",
                  "generatorURL":"http://p.test/?a=1&b=2"},
                 {"labels":{"alertname":"Loud","job":"web"}},
                 {"labels":{"alertname":"Gone"},"endsAt":"2025-12-31T23:59:59Z"},
                 {"labels":{"alertname":"Sent","x":"1"}}]""");
    }

    private Answer get(String target) {
        return running.client.get(target);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void alerts_one_hasEveryField() {
        Answer answer = get(ALERTS + "filter=" + encoded("severity=\"critical\""));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body())
                .matches("(?s)\\{\"version\":\"[0-9a-f]{16}\",.*")
                .endsWith("""
                        "now":"2026-01-01T00:00:00.000Z","all":4,"total":1,\
                        "states":{"active":0,"unprocessed":1,"silenced":0,"inhibited":0,"muted":0},\
                        "severities":[{"value":"critical","total":1,\
                        "states":{"active":0,"unprocessed":1,"silenced":0,"inhibited":0,"muted":0}}],\
                        "facets":[],\
                        "matchers":[{"name":"severity","value":"critical","isRegex":false,"isEqual":true,\
                        "text":"severity=\\"critical\\""}],\
                        "alerts":[{"fingerprint":"3801d3144160e6dd",\
                        "labels":{"alertname":"Loud","job":"db","severity":"critical"},"annotations":{},\
                        "startsAt":"2025-12-31T23:59:50.000Z","endsAt":"2026-01-01T00:05:00.000Z",\
                        "updatedAt":"2026-01-01T00:00:00.000Z","generatorURL":"http://p.test/?a=1&b=2",\
                        "state":"unprocessed","severity":"critical","nextFlush":"2026-01-01T00:00:30.000Z",\
                        "silencedBy":[],"inhibitedBy":[],"mutedBy":[],"receivers":["default"]}]}
                        """);
    }

    @Test
    void groups_ofRoutes_haveEveryField() {
        assertThat(get(GROUPS + "alerts=0&filter=alertname=Loud").body()).endsWith("""
                "totalGroups":1,"groups":[{"key":"{}:{alertname=\\"Loud\\"}","receiver":"default",\
                "labels":{"alertname":"Loud"},"shared":{"alertname":"Loud"},"sharedAnnotations":{},"total":2,\
                "states":{"active":0,"unprocessed":2,"silenced":0,"inhibited":0,"muted":0},"severity":"critical",\
                "startsAt":"2026-01-01T00:00:00.000Z","nextFlush":"2026-01-01T00:00:30.000Z","mutedBy":[],"alerts":[]}]}
                """);
    }

    @Test
    void groups_byLabels_haveNeitherKeyNorReceiver() {
        assertThat(get(GROUPS + "by=job&by=severity&alerts=1&limit=1").body())
                .contains("\"total\":4,", "\"totalGroups\":4,\"groups\":[{\"labels\":{},\"shared\":")
                .doesNotContain("\"key\"", "\"receiver\"", "\"nextFlush\"");
    }

    @ParameterizedTest
    @CsvSource({
        "'',4",
        "state=silenced,1",
        "state=silenced&state=unprocessed,4",
        "state=active,0",
        "search=WELL+db,1",
        "receiver=th.*,1",
        "receiver=th,0",
        "filter=%7Bjob%3D%22db%22%2Cseverity%3D~%22crit.*%22%7D,1",
        "filter=job%3Ddb&filter=severity!%3Dcritical,1",
        "filter=+&filter=%7B%7D,4",
        "fingerprint=3801d3144160e6dd,1",
        "fingerprint=3801d3144160e6de,0",
        "group=%7B%7D%3A%7Balertname%3D%22Loud%22%7D,2",
        "group=%7B%7D%3A%7Balertname%3D%22Loud%22%7D&groupReceiver=other,0",
        "unheard=of,4",
    })
    void alerts_selected_areCounted(String query, int total) {
        assertThat(get(ALERTS + query).body()).contains("\"all\":4,\"total\":" + total + ",");
    }

    @Test
    void alerts_ofASilence_areThoseThatItsMatchersMatch() {
        String id = running.client
                .send("POST", "/api/v2/silences", """
                        {"matchers":[{"name":"job","value":"d.","isRegex":true}],"createdBy":"a","comment":"b",
                         "startsAt":"2026-02-01T00:00:00Z","endsAt":"2026-02-02T00:00:00Z"}""", "Content-Type: application/json")
                .body()
                .replaceAll("(?s).*\"silenceID\":\"([^\"]*)\".*", "$1");
        assertThat(get(ALERTS + "silence=" + id).body()).contains("\"total\":2,");
        assertThat(get(ALERTS + "silence=unknown").status()).isEqualTo(404);
        assertThat(get(ALERTS + "silence=unknown").body())
                .isEqualTo("{\"code\":404,\"message\":\"silence unknown not found\"}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "filter=😀x    | \"filter\",\"offset\":3,\"length\":0",
                "filter=a=~(   | \"filter\",\"offset\":3,\"length\":1",
                "state=x       | \"state\"",
                "sort=x        | \"sort\"",
                "limit=1001    | \"limit\"",
                "offset=-1     | \"offset\"",
                "fingerprint=1 | \"fingerprint\"",
                "receiver=(    | \"receiver\"",
            })
    void alerts_badParameter_isNamed(String query, String place) {
        String[] nameAndValue = query.split("=", 2);
        Answer answer = get(ALERTS + nameAndValue[0] + "=" + encoded(nameAndValue[1]));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"code\":400,\"message\":\"").contains("\"parameter\":" + place);
    }

    @Test
    void completions_ofHalfAMatcher_sayHowItGoesOnAndWhatIsMissing() {
        assertThat(get("/api/tocsin/v1/completions?filter=job%3Ddb&text=" + encoded("{alertname=\"Loud\",sev"))
                        .body())
                .isEqualTo("""
                        {"matchers":[],"error":{"message":"end of input: expected an operator such as '=', '!=', '=~' or '!~'",\
                        "offset":21,"length":0,\
                        "hint":"put an operator behind the name: = is, != is not, =~ matches, !~ does not match"},\
                        "suggestions":[{"kind":"name","text":"severity","count":1,"from":18,"to":21,"insert":"severity="}]}
                        """);
    }

    @Test
    void completions_ofNothing_areTheNamesAndNoError() {
        assertThat(get("/api/tocsin/v1/completions").body())
                .startsWith("{\"matchers\":[],\"suggestions\":[{\"kind\":\"name\",\"text\":\"alertname\",\"count\":4,");
        assertThat(get("/api/tocsin/v1/completions?text=a%3Db&cursor=4").body()).contains("\"parameter\":\"cursor\"");
        assertThat(get("/api/tocsin/v1/completions?text=" + encoded("b=\"1\", a!=2"))
                        .body())
                .startsWith("{\"matchers\":[{\"name\":\"b\",\"value\":\"1\",\"isRegex\":false,\"isEqual\":true,"
                        + "\"text\":\"b=\\\"1\\\"\"},{\"name\":\"a\",\"value\":\"2\",\"isRegex\":false,\"isEqual\":false,"
                        + "\"text\":\"a!=\\\"2\\\"\"}],\"suggestions\":[");
    }

    @Test
    void search_wordTooLong_isToldWhere() {
        String word = "w".repeat(129);
        for (String target : new String[] {ALERTS, GROUPS, SilenceListEndpoint.PATH + "?"}) {
            assertThat(get(target + "search=disk+" + word.substring(1)).status())
                    .isEqualTo(200);
            Answer answer = get(target + "search=disk+" + word);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.body())
                    .isEqualTo(
                            "{\"code\":400,\"message\":\"a word of 129 characters (expected: at most 128)\","
                                    + "\"parameter\":\"search\",\"offset\":5,\"length\":129,\"hint\":\"search for a part of it\"}\n");
        }
    }

    @Test
    void completions_tooManyPieces_areToldWhere() {
        Answer answer = get("/api/tocsin/v1/completions?text=" + encoded(",".repeat(5_001)));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("{\"code\":400,\"message\":\"more than 5000 names, values and signs\","
                        + "\"parameter\":\"text\",\"offset\":5000,\"length\":1,\"hint\":\"write fewer matchers\"}\n");
    }

    @Test
    void answers_keptByTheClient_areNotSentAgainUntilTheyAreOthers() {
        for (String target : new String[] {ALERTS + "state=silenced", GROUPS + "by=job"}) {
            String tag = get(target).header("ETag");
            assertThat(tag).as("weak: the next answer has another now").matches("W/\"[^\"]+\"");
            Answer kept = running.client.get(target, "If-None-Match: " + tag);
            assertThat(kept.status()).isEqualTo(304);
            assertThat(kept.body()).isEmpty();
            assertThat(running.client
                            .get(target + "&limit=1", "If-None-Match: " + tag)
                            .status())
                    .as("another page")
                    .isEqualTo(200);
            running.client.post("[{\"labels\":{\"alertname\":\"New\",\"n\":\"%d\"}}]".formatted(target.length()));
            assertThat(running.client.get(target, "If-None-Match: " + tag).status())
                    .as("another alert")
                    .isEqualTo(200);
        }
    }

    @Test
    void alerts_longAnswer_isCompressedForThoseWhoTakeIt() {
        Answer answer = running.client.get(ALERTS, "Accept-Encoding: gzip");
        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(answer.bodyBytes()).isLessThan(answer.body().length());
    }
}
