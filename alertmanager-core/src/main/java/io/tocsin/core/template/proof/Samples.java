package io.tocsin.core.template.proof;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The messages that templates are tried with: such as Prometheus and the usual rules give rise to. */
final class Samples {
    /** What templates are told is the time. */
    static final Instant NOW = Instant.parse("2026-03-02T09:30:00Z");

    private static final Timestamp STARTED = Timestamp.of(NOW.minus(Duration.ofMinutes(75)));
    private static final Timestamp ENDED = Timestamp.of(NOW.minus(Duration.ofMinutes(1)));
    private static final Timestamp NEVER = Timestamp.of(Instant.parse("0001-01-01T00:00:00Z"));

    private static final Labels LABELS = Labels.of(Map.ofEntries(
            Map.entry("alertname", "TargetDown"),
            Map.entry("cluster", "production"),
            Map.entry("env", "production"),
            Map.entry("environment", "production"),
            Map.entry("instance", "node-1.example.com:9100"),
            Map.entry("job", "node"),
            Map.entry("namespace", "monitoring"),
            Map.entry("node", "node-1.example.com"),
            Map.entry("pod", "node-exporter-x7x2q"),
            Map.entry("region", "eu-central-1"),
            Map.entry("service", "node-exporter"),
            Map.entry("severity", "critical"),
            Map.entry("team", "infrastructure")));
    private static final Labels ANNOTATIONS = Labels.of(Map.of(
            "dashboard", "https://grafana.example.com/d/node",
            "description", "node-1.example.com:9100 of job node has been down for more than 5 minutes.",
            "message", "node-1.example.com:9100 is down",
            "runbook_url", "https://runbooks.example.com/TargetDown",
            "summary", "node-1.example.com:9100 is down"));
    private static final Labels OTHER_LABELS =
            with(LABELS, Map.of("instance", "node-2.example.com:9100", "node", "node-2.example.com", "pod", "b2b4t"));
    private static final Labels NAME_ALONE = LABELS.only(Set.of("alertname"));

    private static final MessageAlert FIRING = alert("firing", LABELS, ANNOTATIONS);
    private static final MessageAlert RESOLVED = alert("resolved", LABELS, ANNOTATIONS);
    private static final MessageAlert OTHER = alert("firing", OTHER_LABELS, ANNOTATIONS);
    private static final MessageAlert BARE = alert("firing", NAME_ALONE, Labels.EMPTY);
    private static final MessageAlert BARE_RESOLVED = alert("resolved", NAME_ALONE, Labels.EMPTY);

    /** From the most usual one on. */
    static final List<Sample> ALL = List.of(
            new Sample("a firing alert", false, message("firing", FIRING)),
            new Sample("a resolved alert", true, message("resolved", RESOLVED)),
            new Sample("several firing alerts", false, message("firing", FIRING, OTHER)),
            new Sample("firing and resolved alerts", true, message("firing", FIRING, OTHER, BARE_RESOLVED)),
            new Sample("an alert with a name and nothing else", false, message("firing", BARE)));

    private Samples() {}

    private static Labels with(Labels labels, Map<String, String> others) {
        Map<String, String> changed = new HashMap<>(labels.asMap());
        changed.putAll(others);
        return Labels.of(changed);
    }

    private static MessageAlert alert(String status, Labels labels, Labels annotations) {
        return new MessageAlert(
                status,
                labels,
                annotations,
                STARTED,
                status.equals("resolved") ? ENDED : NEVER,
                "http://prometheus.example.com/graph?g0.expr=up+%3D%3D+0",
                labels.fingerprint().toString());
    }

    private static Message message(String status, MessageAlert... alerts) {
        return new Message(
                "team",
                status,
                List.of(alerts),
                "first notification",
                NAME_ALONE,
                common(alerts, MessageAlert::labels),
                common(alerts, MessageAlert::annotations),
                Labels.EMPTY,
                "http://alertmanager.example.com");
    }

    private static Labels common(MessageAlert[] alerts, Function<MessageAlert, Labels> part) {
        return List.of(alerts).stream().map(part).reduce(Labels::intersect).orElse(Labels.EMPTY);
    }
}
