package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code silence add}, {@code expire} and {@code update}. Bodies and messages were recorded from amtool 0.33.1. */
final class SilenceChangesTest {
    private static final String PENDING = "{\"id\":\"abc\",\"status\":{\"state\":\"pending\"},"
            + "\"updatedAt\":\"2026-01-01T00:00:00.000Z\",\"annotations\":{\"a\":\"b\"},\"comment\":\"old\","
            + "\"createdBy\":\"me\",\"endsAt\":\"2026-02-02T00:00:00.000Z\","
            + "\"matchers\":[{\"isEqual\":true,\"isRegex\":false,\"name\":\"x\",\"value\":\"1\"}],"
            + "\"startsAt\":\"2026-02-01T00:00:00.000Z\"}";
    private static final String MATCHERS =
            "\"matchers\":[{\"isEqual\":true,\"isRegex\":false,\"name\":\"x\",\"value\":\"1\"}]";

    private FakeServer server;

    @BeforeEach
    void start() {
        server = new FakeServer()
                .answering("POST /api/v2/silences", 200, "{\"silenceID\":\"new\"}")
                .answering("GET /api/v2/silence/abc", 200, PENDING)
                .answering("GET /api/v2/silence/unknown", 404, "")
                .answering("DELETE /api/v2/silence/", 200, "")
                .answering("DELETE /api/v2/silence/unknown", 404, "")
                .answering("DELETE /api/v2/silence/bad", 422, "{\"code\":601}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private AmtoolRun run(String command) {
        return server.run(command.split(" "));
    }

    @Test
    void add_everything_postsWhatTheOriginalPosts() {
        AmtoolRun run = server.run(
                "silence",
                "add",
                "foo",
                "c!~\"x<\"",
                "-c",
                "c<d",
                "--annotation=z=1",
                "--annotation=a=2",
                "-a",
                "me",
                "--start=2026-01-03T00:00:00.5+02:00",
                "-d",
                "1d2h");
        assertThat(run).isEqualTo(new AmtoolRun(0, "new\n", ""));
        assertThat(server.requests())
                .containsExactly("POST /api/v2/silences {\"annotations\":{\"a\":\"2\",\"z\":\"1\"},"
                        + "\"comment\":\"c\\u003cd\",\"createdBy\":\"me\",\"endsAt\":\"2026-01-04T00:00:00.500Z\","
                        + "\"matchers\":[{\"isEqual\":true,\"isRegex\":false,\"name\":\"alertname\","
                        + "\"value\":\"foo\"},{\"isEqual\":false,\"isRegex\":true,\"name\":\"c\","
                        + "\"value\":\"x\\u003c\"}],\"startsAt\":\"2026-01-03T00:00:00.500+02:00\"}");
    }

    /** An empty author is what {@code -a "$USER"} gives where that is not set. */
    @ParameterizedTest
    @ValueSource(strings = {"", " --author="})
    void add_littleGiven_startsNowForAnHourInTheNameOfTheUser(String author) {
        assertThat(run("silence add x=1 --no-require-comment" + author).status())
                .isZero();
        assertThat(server.requests())
                .containsExactly("POST /api/v2/silences {\"comment\":\"\",\"createdBy\":\"somebody\","
                        + "\"endsAt\":\"2026-01-02T04:04:05.678Z\"," + MATCHERS
                        + ",\"startsAt\":\"2026-01-02T03:04:05.678Z\"}");
    }

    @Test
    void add_end_winsOverADurationThatIsNone() {
        assertThat(run("silence add x=1 -c y -d ? --end 2030-01-01T00:00:00Z").status())
                .isZero();
        assertThat(server.requests().get(0)).contains("\"endsAt\":\"2030-01-01T00:00:00.000Z\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "add; no matchers specified",
                "add x; comment required by config",
                "add x bad!y -c z; bad matcher format: bad!y",
                "add x=1 -d 1x -c z; unknown unit \"x\" in duration \"1x\"",
                "add x=1 -d 0 -c z; silence duration must be greater than 0",
                "add x=1 -d=-1h -c z; not a valid duration string: \"=-1h\"",
                "add x=1 --duration= -c z; empty duration string",
                "add x=1 --start 2020-01-01T00:00:00Z --end 2019-01-01T00:00:00Z; silence cannot start after it ends",
                "add x=1 --start ?; parsing time \"?\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"?\" as"
                        + " \"2006\"",
                "add x=1 --end ?; parsing time \"?\" as \"2006-01-02T15:04:05Z07:00\": cannot parse \"?\" as \"2006\"",
                "add x=1 -c z --annotation k!=v; annotations must be specified as key=value pairs",
                "add x=1 -c z --annotation kv; bad matcher format: kv",
                "expire; no silence IDs specified",
                "expire unknown; [DELETE /silence/{silenceID}][404] deleteSilenceNotFound",
                "expire bad; [DELETE /silence/{silenceID}] deleteSilence (status 422): {}",
                "update; no silence IDs specified",
                "update unknown; [GET /silence/{silenceID}][404] getSilenceNotFound",
                "update abc -d 0; silence duration must be greater than 0",
                "update abc --end 2026-01-01T00:00:00Z; silence cannot start after it ends"
            })
    void badCommand_isRefusedInTheOriginalsWords(String command, String message) {
        AmtoolRun run = run("silence " + command);
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines().findFirst()).hasValue("amtool: error: " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "add; hint: name the alerts to silence: amtool silence add alertname=foo node=bar",
                "add x; hint: say why with -c",
                "add x=1 -c z -d 1.5h; hint: expected a duration such as \"30s\"",
                "expire; hint: \"amtool silence query\" shows them."
            })
    void badCommand_hasAHint(String command, String hint) {
        assertThat(run("silence " + command).err()).contains("\n    " + hint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "400; \"a <b>\"; [POST /silences][400] postSilencesBadRequest \"a \\u003cb\\u003e\"",
                "404; \"x\"; [POST /silences][404] postSilencesNotFound \"x\"",
                "503; \"x\"; [POST /silences] postSilences (status 503): {}"
            })
    void addRefusedByTheServer_saysWhy(int status, String body, String message) {
        server.answering("POST /api/v2/silences", status, body);
        assertThat(run("silence add x=1 -c y").err().lines().findFirst()).hasValue("amtool: error: " + message);
    }

    @Test
    void expire_deletesOneAfterTheOther_andStopsAtTheFirstFailure() {
        assertThat(run("silence expire a/b c:d")).isEqualTo(new AmtoolRun(0, "", ""));
        assertThat(run("silence expire bad x").status()).isEqualTo(1);
        assertThat(server.requests())
                .containsExactly(
                        "DELETE /api/v2/silence/a%2Fb", "DELETE /api/v2/silence/c:d", "DELETE /api/v2/silence/bad");
    }

    @Test
    void update_nothingGiven_postsTheSilenceAsItIs() {
        AmtoolRun run = run("silence update abc -o json");
        assertThat(run).isEqualTo(new AmtoolRun(0, "[" + PENDING.replace("\"abc\"", "\"new\"") + "]\n", ""));
        assertThat(server.requests())
                .containsExactly(
                        "GET /api/v2/silence/abc",
                        "POST /api/v2/silences {\"id\":\"abc\",\"annotations\":{\"a\":\"b\"},\"comment\":\"old\","
                                + "\"createdBy\":\"me\",\"endsAt\":\"2026-02-02T00:00:00.000Z\"," + MATCHERS
                                + ",\"startsAt\":\"2026-02-01T00:00:00.000Z\"}");
    }

    @Test
    void update_duration_countsFromTheStart() {
        assertThat(run("silence update abc -d 2d -c new").out()).isEqualTo("""
            ID   Matchers  Ends At                  Created By  Comment \s
            new  x="1"     2026-02-03 00:00:00 UTC  me          new     \s
            """);
    }

    @Test
    void update_end_isShownInItsOwnOffset() {
        assertThat(run("silence update abc --end 2098-01-01T00:00:00+05:00 -d ? --start 2027-01-01T00:00:00Z")
                        .out())
                .contains("2098-01-01 00:00:00 +0500");
        assertThat(server.requests().get(1))
                .contains("\"endsAt\":\"2098-01-01T00:00:00.000+05:00\"", "\"startsAt\":\"2027-01-01T00:00:00.000Z\"");
    }

    @Test
    void update_quiet_printsIds() {
        assertThat(run("silence update abc abc -q")).isEqualTo(new AmtoolRun(0, "new\nnew\n", ""));
    }

    @Test
    void update_oneFails_theOthersAreShown() {
        AmtoolRun run = run("silence update -q abc unknown abc");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("new\n");
    }
}
