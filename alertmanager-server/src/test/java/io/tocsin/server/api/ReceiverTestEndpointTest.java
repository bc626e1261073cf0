package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.http.Gate;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.HttpSettings.Access;
import io.tocsin.server.http.OriginRules;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Permissions;
import io.tocsin.server.receivertest.ReceiverTest;
import io.tocsin.server.receivertest.TestReport;
import io.tocsin.server.receivertest.TestReport.Entry;
import io.tocsin.server.receivertest.TestReport.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests of receivers over real connections, without anybody to send to. */
final class ReceiverTestEndpointTest {
    private static final String PATH = "/api/tocsin/v1/receivers/team%2Fa%20b/test";

    private final List<ReceiverTest> asked = new CopyOnWriteArrayList<>();
    private final RunningApi running = new RunningApi(RunningApi.Options.DEFAULT
            .with(HttpSettings.DEFAULT.with(new Access(
                    Gate.WIDE_OPEN,
                    OriginRules.SAME_ORIGIN_ONLY,
                    Permissions.of(Map.of("*", Set.of(Permission.TEST))))))
            .withTests(this::test));

    @AfterEach
    void stop() {
        running.close();
    }

    private CompletionStage<TestReport> test(ReceiverTest test) {
        asked.add(test);
        return CompletableFuture.completedStage(new TestReport(
                test.receiver(),
                "{}:{}",
                List.of(
                        new Entry("slack[0]", new Outcome.Delivered(), Duration.ofMillis(12)),
                        new Entry(
                                "webhook[0]",
                                new Outcome.Failed(FailureReason.AUTH_ERROR, "status 401", false),
                                Duration.ofMillis(3)),
                        new Entry("webhook[1]", new Outcome.TimedOut("too late"), Duration.ofSeconds(20)),
                        new Entry("webhook[2]", new Outcome.Skipped("unwanted"), Duration.ZERO))));
    }

    private Answer post(String body) {
        return running.client.send("POST", PATH, body, "Content-Type: application/json");
    }

    @Test
    void post_withoutABody_asksForASampleAndReportsEachIntegration() {
        Answer answer = post("");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("""
                {"receiver":"team/a b","groupKey":"{}:{}","integrations":[\
                {"integration":"slack[0]","outcome":"delivered","durationMillis":12},\
                {"integration":"webhook[0]","outcome":"failed","reason":"authError","message":"status 401","retried":false,"durationMillis":3},\
                {"integration":"webhook[1]","outcome":"timed_out","message":"too late","durationMillis":20000},\
                {"integration":"webhook[2]","outcome":"skipped","message":"unwanted","durationMillis":0}]}
                """);
        assertThat(asked).singleElement().satisfies(test -> {
            assertThat(test.receiver()).isEqualTo("team/a b");
            assertThat(test.alerts()).isEmpty();
            assertThat(test.groupLabels()).isEmpty();
            assertThat(test.integrations()).isEmpty();
            assertThat(test.isResolved()).isFalse();
        });
    }

    @Test
    void post_withEverything_asksForIt() {
        post("""
            {"alerts": [{"labels": {"a": "1"}, "annotations": {"s": "x"}}, {"labels": {"a": "2"}}],
             "groupLabels": {"a": "3"}, "integrations": ["slack", "webhook[1]"], "resolved": true}
            """);
        assertThat(asked).singleElement().satisfies(test -> {
            assertThat(test.alerts())
                    .extracting(alert -> alert.labels())
                    .containsExactly(Labels.of("a", "1"), Labels.of("a", "2"));
            assertThat(test.alerts().get(0).annotations()).isEqualTo(Labels.of("s", "x"));
            assertThat(test.groupLabels()).contains(Labels.of("a", "3"));
            assertThat(test.integrations()).containsExactly("slack", "webhook[1]");
            assertThat(test.isResolved()).isTrue();
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{                              | the body is no JSON: unexpected EOF",
                "[]                             | the body: expected an object such as {\\\"alerts\\\": [...]}, got array",
                "{\"alert\": []}                | unknown field \\\"alert\\\"; did you mean \\\"alerts\\\"?",
                "{\"x\": 1}                     | unknown field \\\"x\\\"; known are alerts, groupLabels, integrations, resolved",
                "{\"alerts\": {}}               | alerts: expected an array, as POST /api/v2/alerts takes it, got object",
                "{\"groupLabels\": {\"a\": 1}}  | groupLabels: expected an object of strings",
                "{\"integrations\": [1]}        | integrations: expected names such as \\\"slack\\\" or \\\"webhook[1]\\\", got number",
                "{} x                           | the body: expected one object, but something follows it",
                "{\"alerts\": [{\"labels\": {\"a\": \"1\"}}, null]} | parsing alerts body from \\\"\\\" failed, because alert 1 is null, expected an object",
                "{\"resolved\": \"yes\"}        | resolved: expected true or false, got string",
            })
    void post_bodyThatIsNone_isRefusedWithWhatWasExpected(String body, String message) {
        Answer answer = post(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).isEqualTo("{\"code\":400,\"message\":\"" + message + "\"}");
        assertThat(asked).isEmpty();
    }

    @Test
    void post_alertsThatApi2Refuses_areRefusedInItsWords() {
        Answer answer = post("{\"alerts\": [{\"annotations\": {}}]}");
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("0.labels in body is required");
    }

    @Test
    void post_ofAnonymousCallersWithoutAFlag_isRefused() {
        try (RunningApi open = new RunningApi(RunningApi.Options.DEFAULT.withTests(this::test))) {
            Answer answer = open.client.send("POST", PATH, "", "Content-Type: application/json");
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).contains("\\\"anonymous\\\" has no permission to test; --web.permit grants it");
            assertThat(asked).isEmpty();
        }
    }

    @Test
    void errors_ofEveryPathOfThisApi_haveTheShapeOfApi2() {
        try (RunningApi open = new RunningApi(RunningApi.Options.DEFAULT
                .with(HttpSettings.DEFAULT.with(new Access(
                        Gate.WIDE_OPEN,
                        OriginRules.SAME_ORIGIN_ONLY,
                        Permissions.of(Map.of("*", Set.of(Permission.POST))))))
                .withTests(this::test))) {
            assertRefused(
                    open.client.get("/api/tocsin/v1/explain"),
                    403,
                    "\\\"anonymous\\\" has no permission to read; --web.permit grants it");
        }
        assertRefused(running.client.get(PATH), 405, "Method Not Allowed");
        assertThat(running.client.get(PATH).header("Allow")).isEqualTo("OPTIONS, POST");
        assertRefused(running.client.get("/api/tocsin/v1/none"), 404, "404 page not found");
        assertThat(running.client
                        .send("POST", PATH, "", "Origin: http://evil.test")
                        .body())
                .startsWith("{\"code\":403,\"message\":\"a page of another origin");
        assertThat(running.client.get("/none").body()).isEqualTo("404 page not found\n");
    }

    private static void assertRefused(Answer answer, int status, String message) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).isEqualTo("{\"code\":" + status + ",\"message\":\"" + message + "\"}");
    }
}
