package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.server.api.WireClient.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Silences in and out over real connections, at a time that stands still. */
final class SilenceEndpointsTest {
    private static final String JSON = "Content-Type: application/json";
    private static final Pattern ID = Pattern.compile("\\{\"silenceID\":\"([0-9a-f-]{36})\"\\}\n");

    private final RunningApi running = new RunningApi();

    @AfterEach
    void stop() {
        running.close();
    }

    private Answer post(String body) {
        return running.client.send("POST", "/api/v2/silences", body, JSON);
    }

    private String create(String name, String value, String start, String end) {
        Answer answer = post("""
                {"matchers":[{"name":"%s","value":"%s","isRegex":false}],"startsAt":"2026-01-01T%sZ",
                 "endsAt":"2026-01-01T%sZ","createdBy":"<me>","comment":"c"}""".formatted(name, value, start, end));
        var id = ID.matcher(answer.body());
        assertThat(id.matches()).as(answer.body()).isTrue();
        return id.group(1);
    }

    private String list(String query) {
        return running.client.get("/api/v2/silences?" + query).body();
    }

    private List<String> values(String query) {
        return Pattern.compile("\"value\":\"([^\"]*)\"")
                .matcher(list(query))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void get_created_hasEveryFieldInOrder() {
        String id = create("a", "<b>", "00:00:00", "01:00:00");
        String expected = "{\"id\":\"" + id + "\",\"status\":{\"state\":\"active\"},"
                + "\"updatedAt\":\"2026-01-01T00:00:00.000Z\",\"comment\":\"c\",\"createdBy\":\"\\u003cme\\u003e\","
                + "\"endsAt\":\"2026-01-01T01:00:00.000Z\",\"matchers\":[{\"isEqual\":true,\"isRegex\":false,"
                + "\"name\":\"a\",\"value\":\"\\u003cb\\u003e\"}],\"startsAt\":\"2026-01-01T00:00:00.000Z\"}";
        assertThat(running.client.get("/api/v2/silence/" + id).body()).isEqualTo(expected + "\n");
        assertThat(list("")).isEqualTo("[" + expected + "]\n");
    }

    @Test
    void get_severalSets_areShownBesideTheFirst() throws Exception {
        // given
        MatcherText first = new MatcherText(MatchType.EQUAL, "a", "1");
        MatcherText second = new MatcherText(MatchType.NOT_REGEX, "b", "2");
        Instant end = Instant.parse("2026-01-02T00:00:00Z");
        SilenceRequest request = new SilenceRequest(
                "", List.of(List.of(first), List.of(second)), SilenceRequest.NO_TIME, end, "", "", Labels.of("k", "v"));
        SilenceChange change = running.engine
                .silences()
                .set(request, Requester.NONE)
                .toCompletableFuture()
                .get();
        // when
        String list = list("");
        // then
        Silence silence = ((SilenceChange.Created) change).silence();
        assertThat(list)
                .contains("\"id\":\"" + silence.id() + "\"", ",\"annotations\":{\"k\":\"v\"},\"comment\":\"\"")
                .contains("\"matchers\":[{\"isEqual\":true,\"isRegex\":false,\"name\":\"a\",\"value\":\"1\"}],")
                .endsWith(",\"matcherSets\":[[{\"isEqual\":true,\"isRegex\":false,\"name\":\"a\",\"value\":\"1\"}],"
                        + "[{\"isEqual\":false,\"isRegex\":true,\"name\":\"b\",\"value\":\"2\"}]]}]\n");
        assertThat(list("filter=b!~2")).isEqualTo(list);
    }

    @Test
    void list_severalStates_areInTheOriginalsOrder() {
        // given
        create("a", "active-2", "00:00:00", "02:00:00");
        create("a", "active-1", "00:00:00", "01:00:00");
        create("a", "pending-2", "02:00:00", "03:00:00");
        create("a", "pending-1", "01:00:00", "09:00:00");
        running.client.send("DELETE", "/api/v2/silence/" + create("a", "expired", "00:00:00", "01:00:00"), "");
        // when, then
        assertThat(values("")).containsExactly("active-1", "active-2", "pending-1", "pending-2", "expired");
        assertThat(values("active=false")).containsExactly("pending-1", "pending-2", "expired");
        assertThat(values("pending=no&expired=0")).containsExactly("active-1", "active-2");
        assertThat(values("active=false&pending=false&expired=false")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "filter=a%3D1,1",
        "filter=a%3D%221%22&filter=a%3D1,1",
        "filter=a%3D1&filter=b%3D1,0",
        "filter=a%3D~1,0",
        "filter=a!%3D1,0",
        "filter=a%3D~%22.*%22,0",
        "filter=a%3D,0"
    })
    void list_filter_wantsMatchersThatStandInTheSilence(String query, int count) {
        create("a", "1", "00:00:00", "01:00:00");
        create("b", "1", "00:00:00", "01:00:00");
        assertThat(values(query)).hasSize(count);
    }

    @Test
    void list_many_areAllSent() {
        IntStream.range(0, 2_000).forEach(i -> create("a", "v" + i, "00:00:00", "01:00:00"));
        assertThat(values("")).hasSize(2_000).startsWith("v0", "v1").endsWith("v1999");
    }

    @Test
    void delete_activeThenAgain_isExpiredOnce() {
        String id = create("a", "1", "00:00:00", "01:00:00");
        Answer first = running.client.send("DELETE", "/api/v2/silence/" + id, "");
        Answer second = running.client.send("DELETE", "/api/v2/silence/" + id, "");
        assertThat(List.of(first.status(), second.status())).containsExactly(200, 200);
        assertThat(first.body()).isEmpty();
        assertThat(list("")).contains("\"state\":\"expired\"", "\"endsAt\":\"2026-01-01T00:00:00.000Z\"");
    }

    @Test
    void post_unknownId_isNotFound() {
        Answer answer = post("""
                {"id":"x","matchers":[{"name":"a","value":"1","isRegex":false}],"startsAt":"2026-01-01T00:00:00Z",
                 "endsAt":"2026-01-01T01:00:00Z","createdBy":"","comment":""}""");
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.body()).isEqualTo("\"silence not found\"\n");
    }

    @Test
    void post_refusedByTheRules_saysWhy() {
        Answer answer = post("""
                {"matchers":[{"name":"a","value":"(","isRegex":true}],"startsAt":"2026-01-01T00:00:00Z",
                 "endsAt":"2026-01-01T01:00:00Z","createdBy":"","comment":""}""");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .isEqualTo("\"invalid silence: invalid label matcher 0 in set 0: invalid regular expression \\\"(\\\":"
                        + " error parsing regexp: missing closing ): `(`\"\n");
    }

    /** Deviation D-181. Sixty megabytes of empty matchers once ended a process with a heap of half a gigabyte. */
    @Test
    void post_largerThanAnySilence_isRefusedUnread() throws IOException {
        try (Socket socket = running.client.open()) {
            String head = String.join(
                    "\r\n", "POST /api/v2/silences HTTP/1.1", "Host: t", JSON, "Content-Length: 1048577", "", "");
            socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
            Answer answer = WireClient.read(socket.getInputStream());
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.body())
                    .isEqualTo("{\"code\":413,\"message\":\"request body is larger than 1048576 bytes, the limit of a"
                            + " silence\"}");
        }
    }

    /** Deviation D-150. The original, 0.33.1, takes them; here they once stopped all that had to do with the alerts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "b(?:a?){1000}(?:a?){1000}",
                "b%s",
                "(?:-in-all-more-than-fifty-characters-a-thousand-times-){1000}"
            })
    void post_patternLargerThanTheEngineBears_refusedAndAlertsAreServed(String shape) {
        // given
        String pattern = shape.formatted("a?".repeat(10_000));

        // when
        Answer answer = post("""
                {"matchers":[{"name":"x","value":"%s","isRegex":true}],"startsAt":"2026-01-01T00:00:00Z",
                 "endsAt":"2026-01-01T01:00:00Z","createdBy":"","comment":""}""".formatted(pattern));

        // then
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("error parsing regexp: expression too large: `" + pattern + "`");
        assertThat(running.client
                        .post("[{\"labels\":{\"x\":\"b\"}},{\"labels\":{\"x\":\"q\"}}]")
                        .status())
                .isEqualTo(200);
        assertThat(running.client.get("/api/v2/alerts").body()).contains("\"x\":\"b\"", "\"x\":\"q\"");
        assertThat(running.client.get("/api/v2/alerts/groups").status()).isEqualTo(200);
        String filter = URLEncoder.encode("x=~\"" + pattern + "\"", StandardCharsets.UTF_8);
        if (filter.length() < 1_000) {
            assertThat(running.client.get("/api/v2/alerts?filter=" + filter).status())
                    .isEqualTo(400);
        }
    }
}
