package io.tocsin.server.golden;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The alert sets that the default templates are tested with, as a sequence: each has a route and a receiver of its own with a
 * webhook, Slack and mail. Its first alert is posted, then the others, then those that are resolved.
 */
final class AlertSets {
    static final String NAME = "receivers-alert-sets";

    private static final Path FOLDER = Path.of("../alertmanager-core/src/test/resources/template/sets");

    /** The API refuses their URLs, or keeps other times. */
    private static final Set<String> LEFT_OUT = Set.of("26-odd-generator-urls.json", "47-time-zero-and-far.json");

    private static final String RECEIVER = """
            - name: NAME
              webhook_configs: [{url: HOOK/SET/webhook}]
              slack_configs:
              - {api_url: HOOK/SET/slack, send_resolved: true, text: '{{ template "slack.default.text" . }}{{ template "__text_alert_list" .Alerts }}'}
              email_configs:
              - {to: SET@mail.test, send_resolved: true, html: '<p>x</p>', text: '{{ template "opsgenie.default.description" . }}{{ .NotificationReason }}'}
            """;

    private AlertSets() {}

    static Sequence sequence() {
        var routes = new StringBuilder();
        var receivers = new StringBuilder("receivers:\n- name: none\n");
        ArrayNode first = JsonNodeFactory.instance.arrayNode();
        ArrayNode others = JsonNodeFactory.instance.arrayNode();
        ArrayNode resolved = JsonNodeFactory.instance.arrayNode();
        for (Path file : files()) {
            JsonNode data = json(file);
            String set = file.getFileName().toString().substring(0, 2);
            String name = quoted(set + "/" + data.required("receiver").asText().replaceAll("\\\\(.)", "$1"));
            var groupBy = new ArrayList<String>();
            data.required("groupLabels").fieldNames().forEachRemaining(label -> groupBy.add(quoted(label)));
            routes.append(
                    "  - {receiver: " + name + ", group_by: " + groupBy + ", matchers: ['id=~\"" + set + "-.*\"']}\n");
            receivers.append(RECEIVER.replace("NAME", name).replace("SET", set));
            int number = 0;
            for (JsonNode alert : data.required("alerts")) {
                ObjectNode posted = alert.deepCopy();
                posted.remove(List.of("status", "fingerprint", "endsAt"));
                ((ObjectNode) posted.required("labels")).put("id", set + "-" + number);
                (number++ == 0 ? first : others).add(posted);
                if (alert.required("status").asText().equals("resolved")) {
                    resolved.add(posted.deepCopy().set("endsAt", alert.required("endsAt")));
                }
            }
        }
        return new Sequence(
                NAME,
                "What receivers are sent for alerts of many kinds.",
                START + routes + receivers,
                List.of(),
                Map.of(),
                Map.of(),
                List.of(post(0, first), post(3, others), post(9, resolved)),
                Duration.ofSeconds(13),
                false);
    }

    private static final String START = """
            global:
              smtp_smarthost: SMTP
              smtp_from: alerts@tocsin.test
              smtp_require_tls: false
              smtp_hello: none.test
            route:
              receiver: none
              group_wait: 0s
              group_interval: 6s
              routes:
            """;

    private static Sequence.Step post(int second, JsonNode alerts) {
        return new Sequence.Step.Post(Duration.ofSeconds(second), alerts);
    }

    private static List<Path> files() {
        try (var files = Files.list(FOLDER)) {
            return files.filter(file -> !LEFT_OUT.contains(file.getFileName().toString()))
                    .filter(file -> !json(file).required("alerts").isEmpty())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(Path file) {
        try {
            return new ObjectMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
