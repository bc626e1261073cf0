package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.LabelPattern;
import io.tocsin.server.api.RunningApi.Options;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.http.Gate;
import io.tocsin.server.http.HttpSettings;
import io.tocsin.server.http.HttpSettings.Access;
import io.tocsin.server.http.Identity;
import io.tocsin.server.http.OriginRules;
import io.tocsin.server.http.Permission;
import io.tocsin.server.http.Permissions;
import io.tocsin.server.log.CapturedLog;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What callers get who may not do what they ask for, and who are not let in. */
final class CallerPermissionsTest {
    @RegisterExtension
    private final CapturedLog captured = CapturedLog.of(SilenceEndpoints.class);

    private static final String SILENCE = "{\"matchers\":[{\"name\":\"a\",\"value\":\"b\",\"isRegex\":false}],"
            + "\"startsAt\":\"2026-01-01T00:00:00Z\",\"endsAt\":\"2026-01-02T00:00:00Z\","
            + "\"createdBy\":\"somebody\",\"comment\":\"c\"}";
    private static final String JSON = "Content-Type: application/json";

    /** Believes whoever says who he is; {@code nobody} is not let in, and {@code slow} only later. */
    private final Gate gate = request -> {
        String name = Optional.ofNullable(request.getHeader("X-Name")).orElse("");
        Gate.Verdict admitted = new Gate.Verdict.Admitted(
                name.isEmpty() ? Identity.ANONYMOUS : new Identity(Identity.Kind.USER, name), "192.0.2.1");
        if (name.equals("slow")) {
            Promise<Gate.Verdict> later = Promise.promise();
            new Thread(() -> later.complete(admitted)).start();
            return later.future();
        }
        return Future.succeededFuture(name.equals("nobody") ? new Gate.Verdict.Refused(401, "Unauthorized") : admitted);
    };

    private final Permissions permissions = Permissions.of(Map.of(
            "*", Set.of(Permission.READ),
            "user:slow", Set.of(Permission.POST),
            "user:alice", Set.of(Permission.SILENCE)));

    private final RunningApi running = new RunningApi(Options.DEFAULT.with(HttpSettings.DEFAULT.with(new Access(
            gate,
            new OriginRules(Optional.of(LabelPattern.compile("https://karma")), "http://am.example"),
            permissions))));

    @AfterEach
    void close() {
        running.close();
    }

    @Test
    void api_callerWithoutPermission_isToldSoInTheShapeOfTheApi() {
        Answer answer = running.client.send("POST", "/api/v2/silences", SILENCE, JSON);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body())
                .isEqualTo("{\"code\":403,\"message\":\"\\\"anonymous\\\" has no permission to silence;"
                        + " --web.permit grants it\"}");
        assertThat(running.engine.silences().all()).isEmpty();
    }

    @Test
    void otherRoutes_callerWithoutPermission_isToldSoInASentence() {
        Answer answer = running.client.send("POST", "/-/reload", "", "X-Name: bob");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("\"user:bob\" has no permission to admin; --web.permit grants it\n");
    }

    @Test
    void api_callerWithPermission_mayDoIt() {
        assertThat(running.client
                        .send("POST", "/api/v2/silences", SILENCE, JSON, "X-Name: alice")
                        .status())
                .isEqualTo(200);
        assertThat(running.client.get("/api/v2/alerts").status()).isEqualTo(200);
        assertThat(running.client.get("/api/v2/alerts", "X-Name: alice").status())
                .isEqualTo(403);
    }

    @Test
    void silences_changedByAKnownCaller_areLoggedWithIt() {
        running.client.send("POST", "/api/v2/silences", SILENCE, JSON, "X-Name: alice");
        String id = running.engine.silences().all().iterator().next().id();
        String longer = SILENCE.replace("{\"matchers\"", "{\"id\":\"" + id + "\",\"matchers\"")
                .replace("2026-01-02", "2026-01-03");
        running.client.send("POST", "/api/v2/silences", longer, JSON, "X-Name: alice");
        running.client.send("DELETE", "/api/v2/silence/" + id, "", "X-Name: alice");
        running.client.send("DELETE", "/api/v2/silence/" + UUID.randomUUID(), "", "X-Name: alice");

        assertThat(captured.lines())
                .extracting(line -> line.getMessage() + " " + line.getKeyValuePairs())
                .containsExactly(
                        "Silence changed [component=\"api\", identity=\"user:alice\", action=\"create\", Id=\"" + id
                                + "\"]",
                        "Silence changed [component=\"api\", identity=\"user:alice\", action=\"update\", Id=\"" + id
                                + "\"]",
                        "Silence changed [component=\"api\", identity=\"user:alice\", action=\"expire\", Id=\"" + id
                                + "\"]");
    }

    @Test
    void probes_everyone_mayAsk() {
        assertThat(running.client.get("/-/healthy", "X-Name: alice").status()).isEqualTo(200);
        assertThat(running.client.get("/-/healthy", "X-Name: nobody").status()).isEqualTo(401);
    }

    /** The body arrives while the gate still thinks. */
    @Test
    void gate_takesItsTime_losesNothingOfTheBody() {
        String alerts = "[{\"labels\":{\"alertname\":\"" + "x".repeat(200_000) + "\"}}]";

        assertThat(running.client
                        .send("POST", "/api/v2/alerts", alerts, JSON, "X-Name: slow")
                        .status())
                .isEqualTo(200);
        assertThat(running.engine.alerts()).hasSize(1);
    }

    @Test
    void gate_refuses_answersInASentenceAndCountsNothing() {
        Answer answer = running.client.send("POST", "/api/v2/alerts", "[]", JSON, "X-Name: nobody");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).isEqualTo("Unauthorized\n");
        running.client.get("/-/ready");
        assertThat(running.observed(1)).containsExactly("get /-/ready 200 2");
    }

    @Test
    void gate_preflightOfAllowedOrigin_needsNoPassword() {
        String[] preflight = {"Access-Control-Request-Method: DELETE", "X-Name: nobody"};

        assertThat(preflight("https://karma", preflight)).isEqualTo(204);
        assertThat(preflight("https://evil", preflight)).isEqualTo(401);
    }

    private int preflight(String origin, String... headers) {
        return running.client
                .send("OPTIONS", "/api/v2/silences", "", headers[0], headers[1], "Origin: " + origin)
                .status();
    }
}
