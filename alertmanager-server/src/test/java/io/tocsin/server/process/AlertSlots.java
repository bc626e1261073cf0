package io.tocsin.server.process;

import static io.tocsin.server.process.PrometheusAnswers.results;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * When the only alert of a server's only alerting rule was pending and when it fired, evaluation by evaluation since the server
 * has been started: it begins with an empty store.
 *
 * @param activeAt when it came up, as the server says now
 * @param evaluatedAt last
 */
record AlertSlots(Instant activeAt, Instant evaluatedAt, List<Instant> pending, List<Instant> firing) {
    private static final int MILLI_DIGITS = 3;

    /** There must be an alert. */
    static AlertSlots of(AlertmanagerProcess server) {
        JsonNode rule = PrometheusAnswers.rule(server);
        return new AlertSlots(
                Instant.parse(rule.at("/alerts/0/activeAt").asText()),
                Instant.parse(rule.at("/lastEvaluation").asText()),
                stored(server, "ALERTS{alertstate=\"pending\"}"),
                stored(server, "ALERTS{alertstate=\"firing\"}"));
    }

    /** When the only series that this selects has samples, of the last ten minutes. */
    static List<Instant> stored(AlertmanagerProcess server, String selector) {
        List<Instant> slots = new ArrayList<>();
        for (JsonNode sample : results(server, selector + "[10m]").at("/0/values")) {
            slots.add(Instant.ofEpochMilli(new BigDecimal(sample.get(0).asText())
                    .movePointRight(MILLI_DIGITS)
                    .longValueExact()));
        }
        return slots;
    }

    /** How much of {@code for} was over when it was seen for the first time, outages left out. */
    Duration passedAtFirst() {
        return Duration.between(activeAt, pending.get(0));
    }

    /** How much of {@code for} was over at the last evaluation, outages left out. */
    Duration passed() {
        return passedAt(evaluatedAt);
    }

    Duration passedAt(Instant moment) {
        return Duration.between(activeAt, moment);
    }
}
