package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Gives a server something to keep, and looks whether it has it. */
record StateProbe(AlertmanagerProcess server) {
    private static final Duration SILENCED_FOR = Duration.ofHours(1);
    private static final Pattern SILENCE_ID = Pattern.compile("\"silenceID\":\"([0-9a-f-]{36})\"");
    private static final Pattern DEGRADED = Pattern.compile("(?m)^tocsin_store_degraded ([01])");

    /** Whether nothing can be stored, as its metric says. */
    boolean isDegraded() {
        Matcher value = DEGRADED.matcher(server.get("/metrics").text());
        assertThat(value.find()).as("tocsin_store_degraded").isTrue();
        return value.group(1).equals("1");
    }

    /** Silences alerts with {@code alertname="name"} for an hour from now, by the clock of this process. */
    HttpAnswer silence(String name) {
        return silence(name, Instant.now());
    }

    HttpAnswer silence(String name, Instant from) {
        return HttpExchange.post("/api/v2/silences", """
                        {"matchers":[{"name":"alertname","value":"%s","isRegex":false}],
                         "startsAt":"%s","endsAt":"%s","createdBy":"test","comment":"test"}""".formatted(name, from, from.plus(SILENCED_FOR)))
                .sendTo(server.address());
    }

    /** As {@link #silence(String)}, acknowledged. */
    String silenced(String name) {
        return idIn(silence(name));
    }

    static String idIn(HttpAnswer answer) {
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
        String filter = URLEncoder.encode("alertname=\"" + name + "\"", StandardCharsets.UTF_8);
        return server.get("/api/v2/alerts?filter=" + filter).text().contains("\"alertname\":\"" + name + "\"");
    }

    boolean isServing() {
        return server.get("/-/healthy").status() == 200
                && server.get("/-/ready").status() == 200;
    }
}
