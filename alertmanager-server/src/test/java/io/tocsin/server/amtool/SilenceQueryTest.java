package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The clock of the runs says {@link AmtoolRun#NOW}, 03:04:05.678. Output was recorded from amtool 0.33.1. */
final class SilenceQueryTest {
    private static final String SILENCES = "["
            + silence(
                    "later",
                    "2026-01-02T05:00:00.000Z",
                    "me",
                    "{\"isEqual\":true,\"isRegex\":false,"
                            + "\"name\":\"alertname\",\"value\":\"foo\"},{\"isRegex\":true,\"name\":\"node\",\"value\":\"a|b\"}")
            + ","
            + silence(
                    "soon",
                    "2026-01-02T03:30:00.000Z",
                    "you",
                    "{\"isEqual\":false,\"isRegex\":false,"
                            + "\"name\":\"x y\",\"value\":\"1\"},{\"isEqual\":false,\"isRegex\":true,\"name\":\"b\","
                            + "\"value\":\"(\"}")
            + ","
            + silence("gone", "2026-01-02T03:00:00.000Z", "me", "")
            + ","
            + silence("longGone", "2026-01-01T03:00:00.000Z", "me", "")
            + ","
            + silence("now", "2026-01-02T03:04:05.678Z", "nobody", "")
            + "]";

    private FakeServer server;

    private static String silence(String id, String end, String author, String matchers) {
        return "{\"id\":\"" + id + "\",\"status\":{\"state\":\"active\"},\"updatedAt\":\"2026-01-02T01:00:00.000Z\","
                + "\"comment\":\"of " + id + "\",\"createdBy\":\"" + author + "\",\"endsAt\":\"" + end
                + "\",\"matchers\":[" + matchers + "],\"startsAt\":\"2026-01-01T00:00:00.000Z\"}";
    }

    @BeforeEach
    void start() {
        server = new FakeServer().answering("GET /api/v2/silences", 200, SILENCES);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "silence -q; later soon now",
                "silence query -q; later soon now",
                "silence query -q --within 1h; soon now",
                "silence query -q --within 1w1d; later soon now",
                "silence query -q --within 0; later soon now",
                "silence query -q --within=-3h; later soon now",
                "silence query -q --expired; gone longGone now",
                "silence query -q --expired --within 1h; gone now",
                "silence query -q --expired --created-by me; gone longGone",
                "silence query -q --created-by me; later",
                "silence query -q --id soon -o json; soon",
                "silence query -q --id gone; ''"
            })
    void quiet_showsIdsOfTheSilencesWanted(String command, String ids) {
        String lines = ids.isEmpty() ? "" : ids.replace(' ', '\n') + "\n";
        assertThat(server.run(command.split(" "))).isEqualTo(new AmtoolRun(0, lines, ""));
    }

    @Test
    void simple_isATableByEnd() {
        assertThat(server.run("silence").out()).isEqualTo("""
            ID     Matchers                     Ends At                  Created By  Comment  \s
            now                                 2026-01-02 03:04:05 UTC  nobody      of now   \s
            soon   "x y"!="1" b!~"("            2026-01-02 03:30:00 UTC  you         of soon  \s
            later  alertname="foo" node=~"a|b"  2026-01-02 05:00:00 UTC  me          of later \s
            """);
    }

    @Test
    void extended_hasEveryTime() {
        assertThat(server.run("silence", "-o", "extended", "--date.format=15:04")
                        .out())
                .isEqualTo("""
                    ID     Matchers                       Starts At  Ends At  Updated At  Created By  Comment  \s
                    now    {}                             00:00      03:04    01:00       nobody      of now   \s
                    soon   {"x y"!="1",b!~"("}            00:00      03:30    01:00       you         of soon  \s
                    later  {alertname="foo",node=~"a|b"}  00:00      05:00    01:00       me          of later \s
                    """);
    }

    @Test
    void json_isTheAnswersOwn_inItsOrder() {
        String gone = silence("gone", "2026-01-02T03:00:00.000Z", "me", "");
        assertThat(server.run("silence", "query", "--expired", "--id=gone", "-o", "json")
                        .out())
                .isEqualTo("[" + gone + "]\n");
        assertThat(server.run("silence", "query", "--id=none", "-o", "json").out())
                .isEqualTo("[]\n");
    }

    @Test
    void matchers_areLeftToTheServer_andAFirstOneThatIsNoneIsTheAlertname() {
        server.run("silence", "query", "foo bar", "a=~\"b|c\"", "node=~(");
        assertThat(server.requests())
                .containsExactly("GET /api/v2/silences?filter=alertname%3D%22foo+bar%22&filter=a%3D~%22b%7Cc%22"
                        + "&filter=node%3D~%28");
    }

    @Test
    void textOfOthers_cannotSteerTheTerminal() {
        server.answering("GET /api/v2/silences", 200, SILENCES.replace("of soon", "\\u001b[2J"));
        assertThat(server.run("silence").out()).contains("\uFFFD[2J").doesNotContain("\u001b");
    }

    @Test
    void answerThatIsNoList_isRefused() {
        server.answering("GET /api/v2/silences", 200, "{}");
        assertThat(server.run("silence").err())
                .isEqualTo("amtool: error: the answer is no list of silences; is --alertmanager.url right?\n\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "silence query --within 1y; time: unknown unit \"y\" in duration \"1y\"",
                "silence query --within x; time: invalid duration \"x\""
            })
    void badDuration_isRefusedInTheOriginalsWords(String command, String message) {
        assertThat(server.run(command.split(" ")).err())
                .startsWith("amtool: error: " + message + "\n    hint: --within: ");
    }
}
