package io.tocsin.server.storage;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Things to store, each told apart by a number. */
final class Stored {
    static final Instant START = Instant.parse("2026-11-29T10:00:00.123456789Z");

    private Stored() {}

    /** An alert that was received at {@code at} and fires for five minutes more. */
    static Alert alert(int number, Instant at) {
        return new Alert(
                Labels.of(Map.of(
                        "alertname",
                        "Alert" + number % 20,
                        "instance",
                        "node-" + number + ":9100",
                        "severity",
                        "page")),
                Labels.of(Map.of("summary", "Node " + number + " is down")),
                Timestamp.of(START),
                Timestamp.of(at.plus(Duration.ofMinutes(5))),
                true,
                "http://prometheus:9090/graph?g0.expr=up%3D%3D0",
                at);
    }

    static NotificationEntry notification(int number, Instant at) {
        return new NotificationEntry(
                key(number), at, AlertHashes.of(number, 7), AlertHashes.NONE, Map.of(), at.plus(Duration.ofHours(8)));
    }

    static NotificationKey key(int number) {
        return new NotificationKey("{}:{instance=\"node-" + number + "\"}", "team", "webhook", 0);
    }

    static Silence silence(int number, Instant at) {
        return new Silence(
                id(number),
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "instance", "node-" + number)))),
                START,
                at.plus(Duration.ofHours(2)),
                at,
                "someone",
                "maintenance of node " + number,
                Labels.EMPTY,
                at.plus(Duration.ofHours(122)));
    }

    static String id(int number) {
        return new UUID(0, number).toString();
    }
}
