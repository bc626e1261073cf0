package io.tocsin.server.amtool;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReceiverTestCommandTest {
    private static final String TEST = "POST /api/tocsin/v1/receivers/team%2Fa/test";
    private static final String DELIVERED =
            "{\"integration\":\"slack[0]\",\"outcome\":\"delivered\",\"durationMillis\":120}";
    private static final String FAILED =
            "{\"integration\":\"webhook[10]\",\"outcome\":\"failed\",\"reason\":\"authError\","
                    + "\"message\":\"status\\t401\\u001b[31m\",\"retried\":false,\"durationMillis\":3}";
    private static final String LATE =
            "{\"integration\":\"webhook[11]\",\"outcome\":\"timed_out\",\"message\":\"late\",\"durationMillis\":20000}";

    private final FakeServer server = new FakeServer();

    @AfterEach
    void stop() {
        server.close();
    }

    private void answer(String... entries) {
        server.answering(
                TEST,
                200,
                "{\"receiver\":\"team/a\",\"groupKey\":\"{}:{}\",\"integrations\":[" + String.join(",", entries)
                        + "]}");
    }

    @Test
    void test_delivered_printsATableAndSucceeds() {
        answer(DELIVERED);
        AmtoolRun run = server.run("receiver", "test", "team/a");
        assertThat(run).isEqualTo(new AmtoolRun(0, """
            Integration  Outcome    Time    Message \s
            slack[0]     delivered  120 ms          \s
            """.replace("\\s", ""), ""));
        assertThat(server.requests()).containsExactly(TEST + " {\"resolved\":false}");
    }

    @Test
    void test_oneThatFailed_endsWithStatus1() {
        answer(DELIVERED, FAILED, LATE);
        AmtoolRun run = server.run("receiver", "test", "team/a");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "Integration  Outcome    Time      Message",
                        "slack[0]     delivered  120 ms",
                        "webhook[10]  failed     3 ms      authError: status 401\uFFFD[31m",
                        "webhook[11]  timed out  20000 ms  late");
    }

    @Test
    void test_asJson_printsTheReport() {
        answer(LATE);
        AmtoolRun run = server.run("-o", "json", "receiver", "test", "team/a");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .isEqualTo("{\"receiver\":\"team/a\",\"groupKey\":\"{}:{}\",\"integrations\":[" + LATE + "]}\n");
    }

    @Test
    void test_withAnAlert_sendsIt() {
        answer();
        AmtoolRun run = server.run(
                "receiver",
                "test",
                "team/a",
                "DiskFull",
                "severity=page",
                "--annotation=summary=all about it",
                "--integration=slack",
                "--integration=webhook[1]",
                "--resolved");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEqualTo("The receiver has no integrations: nobody is told.\n");
        assertThat(server.requests())
                .singleElement()
                .asString()
                .contains("\"labels\":{\"alertname\":\"DiskFull\",\"severity\":\"page\"}")
                .contains("\"annotations\":{\"summary\":\"all about it\"}")
                .contains("\"integrations\":[\"slack\",\"webhook[1]\"],\"resolved\":true");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | {\"code\":404,\"message\":\"no receiver is called x\"} | no receiver is called x",
                "429 | {\"code\":429,\"message\":\"too many\"} | too many",
                "404 | 404 page not found | the server answered 404; is --alertmanager.url a Tocsin server that can test"
                        + " receivers?",
                "200 | {} | the answer is no report; is --alertmanager.url a Tocsin server that can test receivers?",
            })
    void test_refused_saysWhy(int status, String body, String message) {
        server.answering(TEST, status, body);
        assertThat(server.run("receiver", "test", "team/a"))
                .isEqualTo(new AmtoolRun(1, "", "amtool: error: " + message.replace("\\n", "\n") + "\n\n"));
    }

    @Test
    void test_withoutPermission_saysHowToComeByIt() {
        server.answering(TEST, 403, "no permission\n");
        assertThat(server.run("receiver", "test", "team/a").err())
                .isEqualTo("amtool: error: no permission\n    hint: name a user with the permission test, as in"
                        + " --alertmanager.url=http://user:password@host:9093.\n\n");
    }

    @Test
    void test_withAWrongPassword_saysSo() {
        server.answering(TEST, 401, "Unauthorized\n");
        assertThat(server.run("receiver", "test", "team/a").err())
                .startsWith("amtool: error: the server answered 401\n    hint: user or password is wrong or missing; ");
    }

    @Test
    void test_withoutAReceiver_saysWhatIsMissing() {
        assertThat(server.run("receiver", "test").err()).startsWith("amtool: error: no receiver named\n    hint: ");
    }
}
