package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives a server something to keep, and looks whether it has it. */
public record StateProbe(AlertmanagerProcess server) {
    private static final Duration SILENCED_FOR = Duration.ofHours(1);
    private static final Pattern SILENCE_ID = Pattern.compile("\"silenceID\":\"([0-9a-f-]{36})\"");
    private static final Pattern UPDATED_AT = Pattern.compile("\"updatedAt\":\"([^\"]+)\"");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Whether nothing can be stored, as its metric says. */
    boolean isDegraded() {
        return metric("tocsin_store_degraded") == 1;
    }

    /** Waits for the next commit that begins from now on, as these metrics of a server tell. */
    static void awaitCommit(Supplier<String> metrics) {
        // One may be under way.
        awaitMore(metrics, "tocsin_store_commits_total", 2);
    }

    /**
     * Waits until so many attempts to notify have ended, and what the server knows then is on the disk: a crash before that
     * may repeat what was told.
     */
    void awaitRecorded(int attempts) {
        await("attempts that ended")
                .atMost(PATIENCE)
                .until(() -> metric("alertmanager_notification_latency_seconds_count") >= attempts);
        // It is acknowledged when all before it is on the disk.
        silenced("recorded");
    }

    /** Waits until groups have been flushed so often, all together, muted ones not counted. */
    void awaitFlushes(int flushes) {
        awaitMore(this::metrics, "alertmanager_nflog_queries_total", flushes);
    }

    int groups() {
        return (int) metric("alertmanager_dispatcher_aggregation_groups");
    }

    private static void awaitMore(Supplier<String> metrics, String name, int more) {
        double before = sum(metrics.get(), name);
        await(more + " more of " + name).atMost(PATIENCE).until(() -> sum(metrics.get(), name) >= before + more);
    }

    private String metrics() {
        return server.get("/metrics").text();
    }

    private double metric(String name) {
        return sum(metrics(), name);
    }

    /** Over all labels. */
    private static double sum(String metrics, String name) {
        List<MatchResult> lines = Pattern.compile("(?m)^" + name + "(?:\\{.*})? (\\S+)$")
                .matcher(metrics)
                .results()
                .toList();
        assertThat(lines).as(name).isNotEmpty();
        return lines.stream()
                .mapToDouble(line -> Double.parseDouble(line.group(1)))
                .sum();
    }

    /** Silences alerts with {@code alertname="name"} for an hour from now, by the clock of this process. */
    HttpAnswer silence(String name) {
        return silence(name, Instant.now());
    }

    HttpAnswer silence(String name, Instant from) {
        return SilenceBody.of("alertname", name)
                .lasting(from, from.plus(SILENCED_FOR))
                .post()
                .sendTo(server.address());
    }

    /** As {@link #silence(String)}, acknowledged. */
    String silenced(String name) {
        return idIn(silence(name));
    }

    /** The id of the silence that this answer says was made. */
    public static String idIn(HttpAnswer answer) {
        Matcher id = SILENCE_ID.matcher(answer.text());
        assertThat(id.find()).as(answer.status() + " " + answer.text()).isTrue();
        return id.group(1);
    }

    boolean isSilenceActive(String id) {
        return server.get("/api/v2/silence/" + id).text().contains("\"state\":\"active\"");
    }

    /** Posts an alert of this name that fires; 200. */
    void alert(String name) {
        HttpAnswer answer = HttpExchange.post("/api/v2/alerts", "[{\"labels\":{\"alertname\":\"" + name + "\"}}]")
                .sendTo(server.address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    /** Posts that the alert of this name has ended; 200. */
    void resolve(String name, Instant at) {
        HttpAnswer answer = HttpExchange.post(
                        "/api/v2/alerts", "[{\"labels\":{\"alertname\":\"" + name + "\"},\"endsAt\":\"" + at + "\"}]")
                .sendTo(server.address());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    boolean knowsAlert(String name) {
        return alertShown(name).contains("\"alertname\":\"" + name + "\"");
    }

    /** When the alert of this name was received last, by the server's clock. */
    Instant updatedAt(String name) {
        Matcher time = UPDATED_AT.matcher(alertShown(name));
        assertThat(time.find()).isTrue();
        return Instant.parse(time.group(1));
    }

    private String alertShown(String name) {
        String filter = URLEncoder.encode("alertname=\"" + name + "\"", StandardCharsets.UTF_8);
        return server.get("/api/v2/alerts?filter=" + filter).text();
    }

    boolean isServing() {
        return server.get("/-/healthy").status() == 200
                && server.get("/-/ready").status() == 200;
    }
}
