package io.tocsin.server.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.core.label.Labels;
import io.tocsin.server.process.AlertmanagerProcess;
import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.HttpExchange;
import io.tocsin.server.process.WebhookReceiver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
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
        await().atMost(Duration.ofSeconds(20)).until(() -> receiver.received().size() >= count);
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
        Instant hour = start.plusSeconds(3600);
        silence(original, "equality", start, hour, "", matcher("cluster", "eu", false, true));
        silence(
                original,
                "every kind",
                start,
                hour,
                "",
                matcher("instance", "db-[0-9]+|web-.*", true, true),
                matcher("env", "test", false, false),
                matcher("zone", "a|b", true, false));
        silence(original, "\u00dcberall \u4e16", start, hour, "", matcher("city", "K\u00f6ln", false, true));
        if (hasUtf8Names) {
            silence(original, "name", start, hour, "", matcher("gr\u00f6\u00dfe", "1", false, true));
        }
        silence(original, "to come", hour, hour.plusSeconds(60), "", matcher("a", "later", false, true));
        String changed = silence(original, "before", start, hour, "", matcher("a", "changed", false, true));
        silence(original, "after", start, hour.plusSeconds(1), changed, matcher("a", "changed", false, true));
        String replaced = silence(original, "before", start, hour, "", matcher("a", "old", false, true));
        silence(original, "after", start, hour, replaced, matcher("a", "new", false, true));
        String ended = silence(original, "ended", start, hour, "", matcher("a", "ended", false, true));
        HttpExchange delete = new HttpExchange("DELETE", "/api/v2/silence/" + ended, Map.of(), null);
        assertThat(delete.sendTo(original.address()).status()).isEqualTo(200);
    }

    private static Map<String, Object> matcher(String name, String value, boolean isRegex, boolean isEqual) {
        return new TreeMap<>(Map.of("name", name, "value", value, "isRegex", isRegex, "isEqual", isEqual));
    }

    private String silence(
            AlertmanagerProcess original, String comment, Instant start, Instant end, String id, Object... matchers)
            throws IOException {
        Map<String, Object> silence = new TreeMap<>(Map.of(
                "matchers",
                Arrays.asList(matchers),
                "startsAt",
                start.toString(),
                "endsAt",
                end.toString(),
                "createdBy",
                "ann",
                "comment",
                comment));
        if (!id.isEmpty()) {
            silence.put("id", id);
        }
        HttpAnswer answer = HttpExchange.post("/api/v2/silences", json.writeValueAsString(silence))
                .sendTo(original.address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        return json.readTree(answer.text()).get("silenceID").asText();
    }
}
