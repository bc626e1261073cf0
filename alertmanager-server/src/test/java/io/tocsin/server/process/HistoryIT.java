package io.tocsin.server.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tocsin.server.process.WebhookReceiver.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A night as the history tells it: before and after the server was killed in the middle, over the API and by amtool. */
final class HistoryIT {
    private static final String PASSWORD = "canary-password";
    private static final String HASH = "$2y$04$QOauhQNbBCuQDKes6eFzPeWeoYnQxCn.8/5Q/1idLfV8CScnqVxYC";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HISTORY = "/api/tocsin/v1/history";
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private static final String CONFIG = """
            route:
              receiver: team
              group_by: [alertname]
              group_wait: 0s
              group_interval: 1s
              repeat_interval: 1h
              routes: [{ receiver: refused, matchers: [alertname=Lost], group_interval: 1h }]
            receivers:
              - { name: team, webhook_configs: [{ url: %s/team }] }
              - { name: refused, webhook_configs: [{ url: %<s/s3cret }] }
            """;

    private final ObjectMapper mapper = new ObjectMapper();
    private final WebhookReceiver receiver = new WebhookReceiver(Map.of(
            "/team", List.of(new Answer(503, Duration.ZERO)),
            "/s3cret", Collections.nCopies(10, new Answer(404, Duration.ZERO))));

    @TempDir
    private Path folder = Path.of("");

    @AfterEach
    void close() {
        receiver.close();
    }

    private AlertmanagerProcess start(String... flags) throws IOException {
        Path web = Files.writeString(
                folder.resolve("web.yml"),
                "basic_auth_users: {alice: '" + HASH + "', bob: '" + HASH + "', amtool: '" + HASH + "'}\n");
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("--web.config.file=" + web);
        return AlertmanagerProcess.start(Programs.tocsin(), folder, CONFIG.formatted(receiver.url()), all)
                .awaitListening();
    }

    private static HttpAnswer send(AlertmanagerProcess server, String user, String method, String target, String body) {
        String credentials = Base64.getEncoder().encodeToString((user + ":" + PASSWORD).getBytes(UTF_8));
        Map<String, String> headers =
                Map.of("Content-Type", "application/json", "Authorization", "Basic " + credentials);
        HttpAnswer answer = new HttpExchange(method, target, headers, body.isEmpty() ? null : body.getBytes(UTF_8))
                .sendTo(server.address());
        assertThat(answer.status()).as(target + ": " + answer.text()).isEqualTo(200);
        return answer;
    }

    private void fire(AlertmanagerProcess server, String labels) {
        String end = Instant.now().plusSeconds(3_600).toString();
        send(server, "alice", "POST", "/api/v2/alerts", "[{\"labels\":" + labels + ",\"endsAt\":\"" + end + "\"}]");
    }

    private String silence(AlertmanagerProcess server, String user) throws IOException {
        String body = SilenceBody.of("node", "1").by("ann", "moving it").text();
        return mapper.readTree(
                        send(server, user, "POST", "/api/v2/silences", body).text())
                .path("silenceID")
                .asText();
    }

    private JsonNode page(AlertmanagerProcess server, String query) {
        try {
            return mapper.readTree(
                    send(server, "amtool", "GET", HISTORY + query, "").text());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private List<JsonNode> entries(AlertmanagerProcess server, String query) {
        return list(page(server, query).path("entries"));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    /** The sentences, newest first, without what differs from run to run. */
    private static List<String> sentences(List<JsonNode> entries) {
        return entries.stream()
                .map(entry -> entry.path("text").asText())
                .filter(text -> !text.startsWith("flushed "))
                .map(HistoryIT::timeless)
                .toList();
    }

    private static String timeless(String text) {
        return ID.matcher(text)
                .replaceAll("<id>")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d( UTC|Z)", "<time>")
                .replaceAll("; \\d+ times until <time>", "")
                .replaceAll(", [\\d.]+ m?s\\b", ", <duration>");
    }

    private void awaitSentence(AlertmanagerProcess server, String beginning) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sentences(entries(server, "")))
                        .anyMatch(sentence -> sentence.startsWith(beginning)));
    }

    private static final String EXPIRED =
            "user:bob (127.0.0.1) expired silence <id> {node=\"1\"} of \"ann\" (\"moving it\")";
    private static final String KEPT = "kept {alertname=\"Down\"} back from team: 1 alert silenced by <id>";
    private static final String CREATED =
            "user:alice (127.0.0.1) created silence <id> {node=\"1\"} of \"ann\" (\"moving it\") until <time>";
    private static final String SENT =
            "sent {alertname=\"Down\"} to team/webhook[0]: first notification, 1 firing, 2 attempts, <duration>";
    private static final String FAILED =
            "FAILED to send {alertname=\"Lost\"} to refused/webhook[0]: unexpected status code 404"
                    + " (clientError); first notification, 1 firing, 1 attempt, <duration>";

    @Test
    void night_killedInTheMiddle_isToldAsItWas() throws Exception {
        List<JsonNode> before;
        String silence;
        try (AlertmanagerProcess server = start()) {
            // given one notification that succeeds at the second attempt, and one that is refused
            fire(server, "{\"alertname\":\"Down\",\"node\":\"1\"}");
            awaitSentence(server, "sent {alertname=\"Down\"}");
            fire(server, "{\"alertname\":\"Lost\"}");
            awaitSentence(server, "FAILED to send {alertname=\"Lost\"}");
            // given a silence of one, which another one expires
            silence = silence(server, "alice");
            awaitSentence(server, "kept {alertname=\"Down\"}");
            send(server, "bob", "DELETE", "/api/v2/silence/" + silence, "");
            awaitSentence(server, "user:bob");
            // then
            before = entries(server, "");
            assertThat(sentences(before).stream().distinct())
                    .containsSubsequence(EXPIRED, KEPT, CREATED)
                    .containsSubsequence(CREATED, FAILED, SENT);
            assertThat(page(server, "").toString()).doesNotContain("s3cret", PASSWORD);
            checkAttempts(before);
            // when
            StateProbe.awaitCommit(
                    () -> send(server, "amtool", "GET", "/metrics", "").text());
            server.signal("KILL");
        }
        try (AlertmanagerProcess server = start()) {
            // then everything is there, and new entries come on top
            List<JsonNode> after = entries(server, "");
            assertThat(after.stream().filter(entry -> !isFlush(entry)))
                    .containsSubsequence(
                            before.stream().filter(entry -> !isFlush(entry)).toList());
            assertThat(sentences(after).stream().distinct()).containsSubsequence(EXPIRED, KEPT, CREATED);
            fire(server, "{\"alertname\":\"Down\",\"node\":\"2\"}");
            awaitSentence(server, "sent {alertname=\"Down\"} to team/webhook[0]: new alerts added, 2 firing");
            checkFilters(server, silence);
            checkPages(server);
            checkAmtool(server);
        }
    }

    private static boolean isFlush(JsonNode entry) {
        return entry.path("kind").asText().equals("flush");
    }

    private static void checkAttempts(List<JsonNode> entries) {
        JsonNode sent = entries.stream()
                .filter(entry -> entry.path("outcome").asText().equals("sent"))
                .findFirst()
                .orElseThrow();
        assertThat(list(sent.path("attemptsMade")))
                .extracting(attempt -> attempt.path("outcome").asText())
                .containsExactly("retried", "delivered");
        assertThat(sent.at("/attemptsMade/0/failure/reason").asText()).isEqualTo("serverError");
        assertThat(sent.at("/alerts/0/labels/node").asText()).isEqualTo("1");
    }

    private void checkFilters(AlertmanagerProcess server, String silence) {
        assertThat(sentences(entries(server, "?silence=" + silence)).stream().distinct())
                .containsExactly(EXPIRED, KEPT, CREATED);
        assertThat(sentences(entries(server, "?receiver=refused")).stream().distinct())
                .containsExactly(FAILED);
        assertThat(sentences(entries(
                        server,
                        "?kind=notification&alert=node%3D%221%22&until=0s&group="
                                + "%7B%7D%3A%7Balertname%3D%22Down%22%7D")))
                .hasSize(2)
                .endsWith(SENT);
        assertThat(entries(server, "?until=1h")).isEmpty();
        assertThat(entries(server, "?alert=node%3D%223%22")).isEmpty();
    }

    private void checkPages(AlertmanagerProcess server) {
        List<JsonNode> all = entries(server, "?kind=notification&kind=silence");
        assertThat(all).hasSizeGreaterThanOrEqualTo(5);
        List<JsonNode> joined = new ArrayList<>();
        JsonNode page = page(server, "?kind=notification&kind=silence&limit=2");
        joined.addAll(list(page.path("entries")));
        while (page.has("next")) {
            page = page(server, "?kind=notification&kind=silence&limit=2&before=" + page.path("next"));
            assertThat(list(page.path("entries"))).hasSizeLessThanOrEqualTo(2);
            joined.addAll(list(page.path("entries")));
        }
        assertThat(joined).isEqualTo(all);
        assertThat(all)
                .extracting(entry -> entry.path("id").asLong())
                .isSortedAccordingTo((a, b) -> Long.compare(b, a));
    }

    private void checkAmtool(AlertmanagerProcess server) throws Exception {
        String printed = timeless(amtool(server, "history", "Down", "--limit=0"));
        assertThat(printed.lines().distinct())
                .containsSubsequence("<time>  " + KEPT, "<time>  " + SENT)
                .noneMatch(line -> line.contains("Lost"));
        String explained = timeless(amtool(server, "explain", "alertname=Down", "node=1"));
        assertThat(explained
                        .substring(explained.indexOf("\nWhat happened, newest first\n"))
                        .lines())
                .containsSubsequence("  <time>  " + EXPIRED, "  <time>  " + CREATED, "  <time>  " + SENT);
    }

    private static String amtool(AlertmanagerProcess server, String... words) throws Exception {
        String url = server.url().replace("http://", "http://amtool:" + PASSWORD + "@");
        return Programs.amtool(Stream.concat(Stream.of("--alertmanager.url=" + url), Stream.of(words))
                .toArray());
    }

    @Test
    void memoryAlone_hasAHistoryToo() throws Exception {
        try (AlertmanagerProcess server = start("--storage.path=")) {
            fire(server, "{\"alertname\":\"Down\",\"node\":\"1\"}");

            awaitSentence(server, SENT);
        }
    }
}
