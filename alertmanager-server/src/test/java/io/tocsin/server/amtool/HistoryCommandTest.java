package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is asked of the server, and how its answers are printed. */
final class HistoryCommandTest {
    private static final String HISTORY = "GET /api/tocsin/v1/history";
    private static final String ALERTS = "\"alerts\":[{\"fingerprint\":\"00000000000000aa\",\"status\":\"firing\","
            + "\"labels\":{\"alertname\":\"Down\",\"node\":\"1\"}%s},{\"fingerprint\":\"00000000000000bb\","
            + "\"status\":\"resolved\"}]";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(String... entries) {
        server.answering(HISTORY, 200, page("", entries));
    }

    private static String page(String next, String... entries) {
        return "{\"entries\":[" + String.join(",", entries) + "]" + (next.isEmpty() ? "" : ",\"next\":" + next) + "}";
    }

    private static String entry(int id, String kind, String rest) {
        return "{\"id\":" + id + ",\"kind\":\"" + kind
                + "\",\"at\":\"2026-01-02T02:14:07.120Z\",\"text\":\"what it is about, " + id + "\"" + rest + "}";
    }

    private static String sent(int id) {
        return entry(id, "notification", "");
    }

    // --- lines ---

    @Test
    void simple_entry_isOneLine() {
        answer(sent(2), entry(1, "silence", ""));

        assertThat(server.run("history")).isEqualTo(new AmtoolRun(0, """
                        2026-01-02 02:14:07 UTC  what it is about, 2
                        2026-01-02 02:14:07 UTC  what it is about, 1
                        """, ""));
    }

    @Test
    void simple_controlCharacters_areNotPassedOn() {
        answer(sent(1).replace("about", "\\u001b[31m\\nx"));

        assertThat(server.run("history").out())
                .contains("what it is \uFFFD[31m x")
                .hasLineCount(1);
    }

    @Test
    void flushThatKeptNothingBack_isLeftOutUnlessAskedFor() {
        String quiet = entry(3, "flush", "," + ALERTS.formatted(""));
        String keeping = entry(2, "flush", "," + ALERTS.formatted(",\"mutedBy\":{\"text\":\"silenced by s1\"}"));
        answer(quiet, keeping, sent(1));

        assertThat(server.run("history").out()).hasLineCount(2).doesNotContain("about, 3");
        assertThat(server.run("history", "--kind=flush").out()).hasLineCount(3);
        assertThat(server.run("history", "-o", "extended").out()).contains("about, 3");
    }

    @Test
    void nothingButFlushesThatKeptNothingBack_isSaid() {
        answer(entry(3, "flush", "," + ALERTS.formatted("")));

        assertThat(server.run("history").out()).isEqualTo("""
            nothing but flushes that kept nothing back; -o extended or --kind flush shows them
            """);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
        --fingerprint=xyz | expected 16 hexadecimal digits, as explain prints them, got "xyz"
        --limit=x         | strconv.ParseFloat: parsing "x": invalid syntax
        """)
    void valueThatIsNone_isAnErrorThatNamesTheFlag(String flag, String error) {
        assertThat(server.run("history", flag).err())
                .startsWith("amtool: error: " + error + "\n    hint: " + flag.split("=")[0] + ": ");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void extended_entry_showsGroupAlertsAndAttempts() {
        answer(entry(
                1,
                "notification",
                ",\"groupKey\":\"{}:{}\"," + ALERTS.formatted(",\"mutedBy\":{\"text\":\"silenced by s1\"}")
                        + ",\"alertsLeftOut\":3,\"attemptsMade\":[{\"number\":1,\"at\":\"2026-01-02T02:14:07.120Z\","
                        + "\"latencyMillis\":7,\"outcome\":\"retried\",\"failure\":{\"reason\":\"serverError\","
                        + "\"message\":\"500\"}},{\"number\":2,\"at\":\"2026-01-02T02:14:08.120Z\","
                        + "\"latencyMillis\":400,\"outcome\":\"delivered\"}]"));

        assertThat(server.run("history", "-o", "extended").out()).isEqualTo("""
                        2026-01-02 02:14:07 UTC  what it is about, 1
                            group {}:{}
                            firing 00000000000000aa {alertname="Down", node="1"}, silenced by s1
                            resolved 00000000000000bb
                            and 3 more alerts
                            attempt 1 at 2026-01-02 02:14:07 UTC: retried: 500 (serverError) after 7 ms
                            attempt 2 at 2026-01-02 02:14:08 UTC: delivered after 400 ms
                        """);
    }

    @Test
    void dateFormat_isThatOfTheFlag() {
        answer(sent(1));

        assertThat(server.run("--date.format=15:04:05", "history").out()).startsWith("02:14:07  what it is");
    }

    @Test
    void nothing_isSaid() {
        answer();

        assertThat(server.run("history")).isEqualTo(new AmtoolRun(0, "nothing has happened yet\n", ""));
        assertThat(server.run("history", "foo"))
                .isEqualTo(new AmtoolRun(0, "nothing fits; \"amtool history\" alone shows everything\n", ""));
    }

    @Test
    void alertsThatMatchersCouldNotBeAskedAbout_areWarnedOf() {
        server.answering(HISTORY, 200, "{\"entries\":[],\"unknownAlerts\":3}");

        AmtoolRun run = server.run("history", "foo");

        assertThat(run.out()).isEqualTo("nothing fits; \"amtool history\" alone shows everything\n");
        assertThat(run.err()).startsWith("Warning: there are entries about alerts whose labels nobody knows any more");
    }

    // --- questions ---

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "history | ",
                "history Down node!=1 | alert=alertname%3D%22Down%22&alert=node%21%3D%221%22&",
                "history {alertname=\"Down\"} | alert=%7Balertname%3D%22Down%22%7D&",
                "history --fingerprint 00000000000000aa | alert=00000000000000aa&",
                "history --group {}:{} --receiver team/x | group=%7B%7D%3A%7B%7D&receiver=team%2Fx&",
                "history --silence s1 --since 2h --until 30m | silence=s1&since=2h&until=30m&",
                "history --kind flush --kind silence | kind=flush&kind=silence&",
            })
    void arguments_becomeParameters(String line, String parameters) {
        answer();
        AmtoolRun run = server.run(line.strip().split(" "));

        assertThat(run.err()).isEmpty();
        assertThat(server.requests())
                .containsExactly(HISTORY + "?" + (parameters == null ? "" : parameters) + "limit=100");
    }

    // --- pages ---

    @Test
    void pages_areFollowedUntilThereAreEnough() {
        server.answering(HISTORY + "?limit=1000", 200, page("801", entries(1_800, 1_000)));
        server.answering(HISTORY + "?limit=200&before=801", 200, page("601", entries(800, 200)));

        AmtoolRun run = server.run("history", "--limit=1200");

        assertThat(run.out().lines()).hasSize(1_202).endsWith("there are older entries; --limit shows more of them");
        assertThat(server.requests()).containsExactly(HISTORY + "?limit=1000", HISTORY + "?limit=200&before=801");
    }

    @Test
    void limit0_followsThemToTheEnd() {
        server.answering(HISTORY + "?limit=1000", 200, page("801", entries(1_300, 500)));
        server.answering(HISTORY + "?limit=1000&before=801", 200, page("", entries(800, 3)));

        assertThat(server.run("history", "--limit=0").out().lines()).hasSize(503);
    }

    @Test
    void emptyPage_withMoreToCome_isPassedOver() {
        server.answering(HISTORY + "?limit=100", 200, page("801"));
        server.answering(HISTORY + "?limit=100&before=801", 200, page("", sent(8)));

        assertThat(server.run("history").out()).hasLineCount(1);
    }

    @Test
    void json_isOneObject_whichSaysWhereItGoesOn() {
        server.answering(HISTORY + "?limit=100", 200, page("801", entries(900, 60)));

        assertThat(server.run("history", "-o", "json", "--limit=2").out())
                .isEqualTo("{\"entries\":[" + String.join(",", entries(900, 2)) + "],\"next\":899}\n");
    }

    @Test
    void json_ofAll_hasNoNext() {
        answer(sent(2), sent(1));

        assertThat(server.run("history", "-o", "json").out()).isEqualTo(page("", sent(2), sent(1)) + "\n");
    }

    private static String[] entries(int first, int count) {
        return IntStream.range(0, count).mapToObj(i -> sent(first - i)).toArray(String[]::new);
    }

    // --- failures ---

    @Test
    void refused_saysWhatTheServerSaid() {
        server.answering(HISTORY, 400, "\"since: expected a time\"\n");

        assertThat(server.run("history", "--since=x"))
                .isEqualTo(new AmtoolRun(1, "", "amtool: error: since: expected a time\n\n"));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | 404 page not found | is --alertmanager.url a Tocsin server?",
                "200 | [] | the answer is no history; is --alertmanager.url a Tocsin server?",
            })
    void otherServer_isNamedAsThat(int status, String body, String words) {
        server.answering(HISTORY, status, body);

        AmtoolRun run = server.run("history");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).contains(words);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"history", "explain"})
    void firstArgumentThatIsNearlyAMatcher_isNoName(String command) {
        AmtoolRun run = server.run(command, "node=~\"(\"");

        assertThat(run.err()).startsWith("amtool: error: ").contains("missing closing )");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void negativeLimit_isRefused() {
        assertThat(server.run("history", "--limit=-1").err())
                .isEqualTo("amtool: error: --limit: -1 (expected: at least 1, or 0 for all)\n\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void help_namesTheFlags() {
        String help = List.of(AmtoolRun.of("help", "history").out().split("\n")).stream()
                .collect(Collectors.joining(" "));
        assertThat(help).contains("--since", "--until", "--limit", "--receiver", "--group", "--silence", "--kind");
    }
}
