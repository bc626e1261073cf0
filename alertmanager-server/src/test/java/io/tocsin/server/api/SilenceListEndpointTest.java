package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.silence.SilenceChange;
import io.tocsin.core.silence.SilenceRequest;
import io.tocsin.core.silence.SilenceRequest.MatcherText;
import io.tocsin.server.api.WireClient.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pages of silences over real connections, at a time that stands still. */
final class SilenceListEndpointTest {
    private static final Instant NOW = RunningApi.NOW;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final MatcherText ANY_A = new MatcherText(MatchType.REGEX, "a", ".+");
    private static final Pattern COMMENT = Pattern.compile("\"comment\":\"([^\"]*)\"");
    private static final Pattern VERSION = Pattern.compile("^\\{\"version\":\"([^\"]+)\"");

    private final RunningApi running = new RunningApi();

    @AfterEach
    void stop() {
        running.close();
    }

    private String create(String comment, String creator, Duration start, Duration end, MatcherText... matchers) {
        return create(new SilenceRequest(
                "", List.of(List.of(matchers)), NOW.plus(start), NOW.plus(end), creator, comment, Labels.EMPTY));
    }

    private String create(SilenceRequest request) {
        SilenceChange change = RunningApi.await(running.engine.silences().set(request, Requester.NONE));
        return ((SilenceChange.Created) change).silence().id();
    }

    private String active(String comment, String creator, MatcherText... matchers) {
        return create(comment, creator, Duration.ZERO, HOUR, matchers);
    }

    private void expire(String id) {
        RunningApi.await(running.engine.silences().expire(id, Requester.NONE));
    }

    private static MatcherText equal(String name, String value) {
        return new MatcherText(MatchType.EQUAL, name, value);
    }

    private String get(String query) {
        Answer answer = running.client.get(SilenceListEndpoint.PATH + "?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private List<String> comments(String query) {
        return COMMENT.matcher(get(query))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private String version() {
        var version = VERSION.matcher(get("limit=0"));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    @Test
    void get_oneSilence_hasEveryFieldInOrder() {
        running.client.post("[{\"labels\":{\"a\":\"1\",\"x\":\"<\"}},{\"labels\":{\"a\":\"2\"}}]");
        String id = create(new SilenceRequest(
                "",
                List.of(List.of(ANY_A, equal("x", "<")), List.of(new MatcherText(MatchType.NOT_REGEX, "a", "2.*"))),
                NOW,
                NOW.plus(HOUR),
                "<me>",
                "why",
                Labels.of("k", "v")));
        String first =
                "[{\"name\":\"a\",\"value\":\".+\",\"isRegex\":true,\"isEqual\":true,\"text\":\"a=~\\\".+\\\"\"},"
                        + "{\"name\":\"x\",\"value\":\"<\",\"isRegex\":false,\"isEqual\":true,\"text\":\"x=\\\"<\\\"\"}]";
        String second =
                "[{\"name\":\"a\",\"value\":\"2.*\",\"isRegex\":true,\"isEqual\":false,\"text\":\"a!~\\\"2.*\\\"\"}]";

        Answer answer = running.client.get(SilenceListEndpoint.PATH);

        assertThat(answer.body())
                .isEqualTo("{\"version\":\"" + version()
                        + "\",\"now\":\"2026-01-01T00:00:00.000Z\",\"all\":1,\"total\":1,"
                        + "\"states\":{\"active\":1,\"pending\":0,\"expired\":0},"
                        + "\"creators\":[{\"value\":\"<me>\",\"count\":1}],\"silences\":[{\"id\":\"" + id
                        + "\",\"state\":\"active\",\"matchers\":" + first + ",\"matcherSets\":[" + first + "," + second
                        + "],\"startsAt\":\"2026-01-01T00:00:00.000Z\",\"endsAt\":\"2026-01-01T01:00:00.000Z\","
                        + "\"updatedAt\":\"2026-01-01T00:00:00.000Z\",\"createdBy\":\"<me>\",\"comment\":\"why\","
                        + "\"annotations\":{\"k\":\"v\"},\"matched\":1}]}\n");
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void get_withoutState_showsWhatHasNotExpired() {
        active("active", "", ANY_A);
        create("pending", "", HOUR, HOUR.multipliedBy(2), ANY_A);
        expire(active("expired", "", ANY_A));

        assertThat(comments("")).containsExactly("active", "pending");
        assertThat(comments("state=expired")).containsExactly("expired");
        assertThat(comments("state=expired&state=pending")).containsExactly("pending", "expired");
        assertThat(get("state=pending"))
                .contains("\"all\":3,\"total\":1,\"states\":{\"active\":1,\"pending\":1,\"expired\":1}");
        assertThat(get("state=expired")).doesNotContain("\"matched\"");
    }

    @ParameterizedTest
    @CsvSource({
        "search=DISK, disk",
        "search=disk+Bob, disk",
        "search=disk+nothing, ",
        "search=b%3D%22y, net",
        "creator=bob, disk",
        "creator=bob&creator=eve, disk net",
        "creator=Bob, ",
        "filter=b%3D%22y%22, net",
        "filter=b%3Dy&filter=a%3D~%22.%2B%22, net",
        "filter=%7Bb%3Dy%2Ca%3D~%22.%2B%22%7D, net",
        "filter=b%3D~y, "
    })
    void get_filters_leaveWhatFits(String query, String expected) {
        active("disk", "bob", equal("b", "x"));
        active("net", "eve", equal("b", "y"), ANY_A);

        assertThat(String.join(" ", comments("sort=createdBy&" + query))).isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void get_byId_showsThoseAlone() {
        String one = active("one", "", ANY_A);
        String two = active("two", "", ANY_A);
        active("three", "", ANY_A);

        assertThat(comments("id=" + one + "&id=" + two.toUpperCase(Locale.ROOT)))
                .containsExactlyInAnyOrder("one", "two");
        assertThat(comments("search=" + one)).containsExactly("one");
    }

    @Test
    void get_forAnAlert_showsWhatMatchesIt_expiredOnesToo() {
        running.client.post("[{\"labels\":{\"a\":\"1\"}}]");
        String fingerprint = Labels.of("a", "1").fingerprint().toString();
        active("same", "", equal("a", "1"));
        active("other", "", equal("a", "2"));
        expire(active("before", "", ANY_A));

        assertThat(comments("state=active&state=expired&alert=" + fingerprint)).containsExactly("same", "before");
        assertThat(comments("alert=" + Labels.of("a", "2").fingerprint())).isEmpty();
    }

    @Test
    void get_matched_countsAlertsThatHaveNotEnded_pendingSilencesToo() {
        running.client.post(
                "[{\"labels\":{\"a\":\"1\"}},{\"labels\":{\"a\":\"2\"}},{\"labels\":{\"b\":\"1\"}},"
                        + "{\"labels\":{\"a\":\"3\"},\"startsAt\":\"2025-12-31T00:00:00Z\",\"endsAt\":\"2025-12-31T23:00:00Z\"}]");
        active("none", "", equal("a", "9"));
        create("two", "", HOUR, HOUR.multipliedBy(2), ANY_A);
        active("one", "", equal("a", "2"));

        assertThat(comments("sort=-matched")).containsExactly("two", "one", "none");
        assertThat(Pattern.compile("\"matched\":(\\d+)")
                        .matcher(get("sort=matched"))
                        .results()
                        .map(found -> found.group(1)))
                .containsExactly("0", "1", "2");
    }

    @Test
    void get_aPage_showsThatPartAndCountsAll() {
        IntStream.range(0, 25).forEach(i -> create("c" + i, "creator-" + i, Duration.ZERO, HOUR.plusMinutes(i), ANY_A));

        assertThat(comments("offset=3&limit=2")).containsExactly("c3", "c4");
        assertThat(comments("offset=24&limit=1000")).containsExactly("c24");
        assertThat(comments("offset=999999999&limit=1000")).isEmpty();
        assertThat(get("limit=0")).contains("\"total\":25").endsWith("\"silences\":[]}\n");
        assertThat(get("limit=0").split("\"value\"")).hasSize(21);
        assertThat(get("creator=creator-7"))
                .as("creators that might be chosen too")
                .contains("\"total\":1,", "{\"value\":\"creator-13\",\"count\":1}");
    }

    @Test
    void get_aThousand_areAllSentAndCompressed() {
        IntStream.range(0, 1_000).forEach(i -> active("c" + i, "", equal("a", "v" + i)));

        Answer answer = running.client.get(SilenceListEndpoint.PATH + "?limit=1000", "Accept-Encoding: gzip");

        assertThat(answer.header("Content-Encoding")).isEqualTo("gzip");
        assertThat(COMMENT.matcher(answer.body()).results()).hasSize(1_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            state=on | expected active, pending or expired, got \\"on\\"","parameter":"state"
            sort=end | expected one of: endsAt, startsAt, updatedAt, createdBy, matched, state, with - in front for descending, got \\"end\\"","parameter":"sort"
            limit=1001 | expected a number from 0 to 1000, got \\"1001\\"","parameter":"limit"
            limit=x | expected a number from 0 to 1000, got \\"x\\"","parameter":"limit"
            offset=-1 | expected a number from 0, got \\"-1\\"","parameter":"offset"
            alert=1 | expected a fingerprint of 16 hexadecimal digits, got \\"1\\"","parameter":"alert"
            """)
    void get_badParameter_isToldWhatIsExpected(String query, String expected) {
        Answer answer = running.client.get(SilenceListEndpoint.PATH + "?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":400,\"message\":\"" + expected + "}\n");
    }

    @Test
    void get_badFilter_isToldWhere() {
        Answer answer = running.client.get(SilenceListEndpoint.PATH + "?filter=a%3D%22b");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).contains("\"parameter\":\"filter\",\"offset\":2,\"length\":2");
    }

    @Test
    void version_changes_withWhatIsShownAndNothingElse() {
        running.client.post("[{\"labels\":{\"a\":\"1\"}}]");
        String id = active("c", "", ANY_A);
        String first = version();

        running.client.post("[{\"labels\":{\"a\":\"1\"}},{\"labels\":{\"b\":\"1\"}}]");
        assertThat(version()).as("an alert that no silence matches").isEqualTo(first);

        running.client.post("[{\"labels\":{\"a\":\"2\"}}]");
        String matchesMore = version();
        assertThat(matchesMore).isNotEqualTo(first);

        expire(id);
        assertThat(version()).isNotEqualTo(matchesMore).isNotEqualTo(first);
    }
}
