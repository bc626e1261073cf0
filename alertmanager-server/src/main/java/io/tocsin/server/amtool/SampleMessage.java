package io.tocsin.server.amtool;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What templates are told where the command line names nothing.
 *
 * @see "Upstream: amtool template render; observed with 0.33.1"
 */
final class SampleMessage {
    private static final Labels COMMON_LABELS =
            Labels.of("commonlabelkey1", "commonlabelvalue1", "commonlabelkey2", "commonlabelvalue2");
    private static final Labels COMMON_ANNOTATIONS = Labels.of(
            "commonannotationkey1", "commonannotationvalue1", "commonannotationkey2", "commonannotationvalue2");
    private static final String GENERATOR = "https://generatorurl.com";

    private SampleMessage() {}

    static Message at(Instant now, ZoneId zone) {
        MessageAlert firing = new MessageAlert(
                "firing",
                with(COMMON_LABELS, "instance", "foo.bar:1234", "label1", "value1", "label2", "value2"),
                with(COMMON_ANNOTATIONS, "annotation1", "value1", "annotation2", "value2"),
                time(now.minus(Duration.ofMinutes(5)), zone),
                time(now, zone),
                GENERATOR,
                "fingerprint1");
        MessageAlert resolved = new MessageAlert(
                "resolved",
                with(COMMON_LABELS, "foo", "bar", "baz", "qux"),
                with(COMMON_ANNOTATIONS, "aaa", "bbb", "ccc", "ddd"),
                time(now.minus(Duration.ofMinutes(10)), zone),
                time(now, zone),
                GENERATOR,
                "fingerprint2");
        return new Message(
                "receiver",
                "alertstatus",
                List.of(firing, resolved),
                "",
                Labels.of("grouplabelkey1", "grouplabelvalue1", "grouplabelkey2", "grouplabelvalue2"),
                COMMON_LABELS,
                COMMON_ANNOTATIONS,
                Labels.EMPTY,
                "https://example.com");
    }

    private static Labels with(Labels common, String... namesAndValues) {
        Map<String, String> all = new HashMap<>(common.asMap());
        all.putAll(Labels.of(namesAndValues).asMap());
        return Labels.of(all);
    }

    private static Timestamp time(Instant instant, ZoneId zone) {
        return Timestamp.of(instant.atZone(zone).toOffsetDateTime());
    }
}
