package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.label.Labels;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.SilenceBody;
import io.tocsin.server.process.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Gives an original silences of every kind, alerts, and receivers that hear of them, so that its snapshots hold every kind
 * of record. {@code silences.json} is what its API says of the silences at the end.
 */
final class SnapshotScenario {
    static final Labels FIRES = Labels.of("alertname", "Down", "team", "x");
    static final Labels RESOLVES = Labels.of("alertname", "Down", "instance", "\u4e16\u754c", "team", "x");
    static final Labels RESOLVES_ALONE = Labels.of("alertname", "Slow", "team", "y");

    private static final String CONFIG = """
            route:
              receiver: default
              group_by: [alertname]
              group_wait: 1s
              group_interval: 1s
              routes:
              - {matchers: [team="x"], receiver: team-x, continue: true}
              - receiver: default
            receivers:
            - name: default
              webhook_configs: [{url: HOOK/default}]
            - name: team-x
              webhook_configs: [{url: HOOK/x0}, {url: HOOK/x1, send_resolved: false}]
              pagerduty_configs: [{routing_key: k, url: HOOK/pagerduty}]
            """;

    /** Firing: Down to default, x0, x1 and PagerDuty, Slow to default. Then what is resolved: all of them but x1. */
    private static final int FIRST_REQUESTS = 5;

    private static final int ALL_REQUESTS = 9;

    /** The original has logged what its receivers have answered. */
    private static final Duration LOGGED = Duration.ofMillis(500);

    private final ObjectMapper json = new ObjectMapper();
    private final boolean hasUtf8Names;

    /** @param hasUtf8Names whether the original takes label names that are not ASCII */
    SnapshotScenario(boolean hasUtf8Names) {
        this.hasUtf8Names = hasUtf8Names;
    }

    /** Runs it in {@code folder}, whose {@code data} then holds the snapshots. */
    void run(Path program, Path folder) throws IOException, InterruptedException {
        try (WebhookReceiver receiver = new WebhookReceiver();
                AlertmanagerProcess original = AlertmanagerProcess.start(
                                program, folder, CONFIG.replace("HOOK", receiver.url()), List.of())
                        .awaitReady()) {
            Instant start = Instant.now();
            post(original, List.of(alert(FIRES, null), alert(RESOLVES, null), alert(RESOLVES_ALONE, null)));
            silences(original, start);
            awaitRequests(receiver, FIRST_REQUESTS);
            post(original, List.of(alert(RESOLVES, start), alert(RESOLVES_ALONE, start)));
            awaitRequests(receiver, ALL_REQUESTS);
            Thread.sleep(LOGGED.toMillis());
            Files.writeString(
                    folder.resolve("silences.json"),
                    json.readTree(original.get("/api/v2/silences").text()).toPrettyString() + "\n");
        }
    }

    private static void awaitRequests(WebhookReceiver receiver, int count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> receiver.received().size() >= count);
    }

    private static Map<String, Object> alert(Labels labels, @Nullable Instant end) {
        Map<String, Object> alert = new TreeMap<>(Map.of("labels", labels.asMap()));
        if (end != null) {
            alert.put("endsAt", end.toString());
        }
        return alert;
    }

    private void post(AlertmanagerProcess original, Object alerts) throws IOException {
        HttpAnswer answer = HttpExchange.post("/api/v2/alerts", json.writeValueAsString(alerts))
                .sendTo(original.address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void silences(AlertmanagerProcess original, Instant start) throws IOException {
        Instant end = start.plusSeconds(3600);
        silence(original, commented(start, SilenceBody.of("cluster", "eu"), "equality"));
        silence(
                original,
                commented(
                        start,
                        SilenceBody.ofPattern("instance", "db-[0-9]+|web-.*")
                                .and("env", "test", false, false)
                                .and("zone", "a|b", true, false),
                        "every kind"));
        silence(original, commented(start, SilenceBody.of("city", "K\u00f6ln"), "\u00dcberall \u4e16"));
        if (hasUtf8Names) {
            silence(original, commented(start, SilenceBody.of("gr\u00f6\u00dfe", "1"), "name"));
        }
        silence(
                original,
                commented(start, SilenceBody.of("a", "later"), "to come").lasting(end, end.plusSeconds(60)));
        String changed = silence(original, commented(start, SilenceBody.of("a", "changed"), "before"));
        silence(
                original,
                commented(start, SilenceBody.of("a", "changed"), "after")
                        .lasting(start, end.plusSeconds(1))
                        .changing(changed));
        String replaced = silence(original, commented(start, SilenceBody.of("a", "old"), "before"));
        silence(original, commented(start, SilenceBody.of("a", "new"), "after").changing(replaced));
        String ended = silence(original, commented(start, SilenceBody.of("a", "ended"), "ended"));
        HttpExchange delete = new HttpExchange("DELETE", "/api/v2/silence/" + ended, Map.of(), null);
        assertThat(delete.sendTo(original.address()).status()).isEqualTo(200);
    }

    private static SilenceBody commented(Instant start, SilenceBody silence, String comment) {
        return silence.lasting(start, start.plusSeconds(3600)).by("ann", comment);
    }

    private String silence(AlertmanagerProcess original, SilenceBody silence) throws IOException {
        HttpAnswer answer = silence.post().sendTo(original.address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return json.readTree(answer.text()).get("silenceID").asText();
    }
}
