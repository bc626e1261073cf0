package io.tocsin.server.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tocsin.server.durability.AlertBook.Change;
import io.tocsin.server.durability.AlertBook.Possible;
import io.tocsin.server.durability.SilenceBook.Listed;
import io.tocsin.server.process.HttpAnswer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;

/** Compares what a server answers right after a restart with the books. */
final class RestartCheck {
    /** Annotations are written lazily, at most so much later; with what a busy machine adds. */
    private static final Duration LAZY = Duration.ofSeconds(8);

    private final World world;

    RestartCheck(World world) {
        this.world = world;
    }

    /** @param deadAt the end of the life before */
    void check(InetSocketAddress server, Instant deadAt) {
        checkSilences(server, deadAt);
        checkAlerts(server);
    }

    private void checkSilences(InetSocketAddress server, Instant deadAt) {
        Instant from = Instant.now();
        JsonNode answer = read(server, "/api/v2/silences");
        Instant to = Instant.now();
        var listed = new ArrayList<Listed>();
        for (JsonNode each : answer) {
            String mute = "";
            for (JsonNode matcher : each.path("matchers")) {
                if (matcher.path("name").asText().equals(AlertSpec.MUTE)) {
                    mute = matcher.path("value").asText();
                }
            }
            listed.add(new Listed(
                    each.path("id").asText(),
                    mute,
                    each.path("createdBy").asText(),
                    each.path("comment").asText(),
                    time(each, "startsAt"),
                    time(each, "endsAt"),
                    each.path("status").path("state").asText()));
        }
        world.silences().compare(listed, from, to, deadAt);
    }

    private void checkAlerts(InetSocketAddress server) {
        Instant from = Instant.now();
        JsonNode answer = read(server, "/api/v2/alerts");
        Instant to = Instant.now();
        Map<String, JsonNode> shown = new HashMap<>();
        answer.forEach(
                each -> shown.put(each.path("labels").path(AlertBook.NAME).asText(), each));
        for (AlertSpec spec : world.alerts().specs()) {
            Possible possible = world.alerts().possible(spec.name(), from, to);
            JsonNode alert = shown.get(spec.name());
            if (alert == null && possible.certainlyFires()) {
                violate(Rule.ALERT_LOST, spec.name(), "is not listed");
                world.alerts().forget(spec.name());
            } else if (alert != null && possible.certainlyDoesNot()) {
                violate(Rule.ALERT_CHANGED, spec.name(), "fires again: " + alert);
            } else if (alert != null && possible.certainlyFires()) {
                checkContent(spec.name(), alert, to);
            }
        }
    }

    private void checkContent(String name, JsonNode alert, Instant now) {
        int version = alert.path("annotations").path("version").asInt();
        if (!world.alerts().mayShow(name, version, now, LAZY)) {
            violate(Rule.ALERT_CHANGED, name, "has version " + version);
        }
        Change last = world.alerts().last(name);
        if (last != null
                && last.isStartCertain()
                && last.ackedAt() != null
                && !time(alert, "startsAt").equals(last.startsAt())) {
            violate(
                    Rule.ALERT_CHANGED,
                    name,
                    "starts at " + alert.path("startsAt").asText());
        }
    }

    private void violate(Rule rule, String name, String what) {
        world.violations().add(rule, name + " " + what, world.alerts().evidence(name));
    }

    private JsonNode read(InetSocketAddress server, String path) {
        HttpAnswer answer = world.exchanges().get(server, path);
        assertThat(answer.status()).as(path).isEqualTo(200);
        return Exchanges.json(answer);
    }

    private static Instant time(JsonNode json, String field) {
        return Instant.parse(json.path(field).asText());
    }
}
