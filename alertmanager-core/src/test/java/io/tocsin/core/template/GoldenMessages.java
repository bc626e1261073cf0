package io.tocsin.core.template;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message.MessageAlert;
import io.tocsin.core.yaml.Problems;
import io.tocsin.core.yaml.YamlDocument;
import io.tocsin.core.yaml.YamlNode;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** The messages that the golden data's JSON files describe, in the layout that amtool's {@code --template.data} takes. */
final class GoldenMessages {
    private GoldenMessages() {}

    /** @param json as the reader of YAML takes it, of which JSON is a part */
    static Message read(String file, String json) {
        var problems = new Problems();
        Map<String, YamlNode> data =
                YamlDocument.read(file, json, problems).orElseThrow().entries("Data");
        if (problems.hasErrors()) {
            throw new IllegalArgumentException(file + ": " + problems.errors());
        }
        List<MessageAlert> alerts = data.containsKey("alerts")
                ? data.get("alerts").elements("Alerts").stream()
                        .map(GoldenMessages::alert)
                        .toList()
                : List.of();
        return new Message(
                text(data, "receiver", ""),
                text(data, "status", ""),
                alerts,
                text(data, "notification_reason", ""),
                labels(data, "groupLabels"),
                labels(data, "commonLabels"),
                labels(data, "commonAnnotations"),
                labels(data, "routeLabels"),
                text(data, "externalURL", ""));
    }

    private static MessageAlert alert(YamlNode node) {
        Map<String, YamlNode> alert = node.entries("Alert");
        return new MessageAlert(
                text(alert, "status", ""),
                labels(alert, "labels"),
                labels(alert, "annotations"),
                time(alert, "startsAt"),
                time(alert, "endsAt"),
                text(alert, "generatorURL", ""),
                text(alert, "fingerprint", ""));
    }

    private static Timestamp time(Map<String, YamlNode> alert, String name) {
        return Timestamp.of(OffsetDateTime.parse(text(alert, name, "0001-01-01T00:00:00Z")));
    }

    private static Labels labels(Map<String, YamlNode> data, String name) {
        return data.containsKey(name) ? Labels.of(data.get(name).textEntries("KV")) : Labels.EMPTY;
    }

    private static String text(Map<String, YamlNode> data, String name, String fallback) {
        return data.containsKey(name) ? data.get(name).text().orElse(fallback) : fallback;
    }
}
