package io.tocsin.notifiers.webhook;

import static io.tocsin.notifiers.contract.TestNotifications.NOW;
import static io.tocsin.notifiers.contract.TestNotifications.firing;
import static io.tocsin.notifiers.contract.TestNotifications.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.notifiers.contract.TestNotifications;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Compares with bodies recorded from Alertmanager 0.33.1; see the README beside them. */
final class WebhookPayloadTest {
    private static final String EXTERNAL_URL = "http://am.example.org/pre/";
    private static final String WEIRD_RECEIVER = "we|rd.*(name)+[x]{y}^$\\";
    private static final String HTML = "<a href=\"x\">&'</a>";

    private static final Labels COMMON = Labels.of("common", "c");
    private static final NotifiedAlert WITH_HTML = firing(
            Labels.of("alertname", "Tricky", "html", HTML, "instance", "a"),
            COMMON,
            "2026-01-02T03:04:05.500-08:00",
            "");
    private static final NotifiedAlert WITH_UNICODE = firing(
            Labels.of(
                    "alertname", "Tricky",
                    "back", "c:\\dir",
                    "ctl", "tab\tnl\ncr\rbs\bff\f\u0001\u007f",
                    "html", HTML,
                    "instance", "b",
                    "uni", "žluťoučký 😀 \u2028\u2029"),
            Labels.of("common", "c", "empty", "", "summary", "a<b & c>d", "z", "1"),
            "2026-01-02T03:04:05.123456789+05:30",
            "http://p/graph?g0.expr=a%20%3E+1&x=<y>");
    private static final NotifiedAlert WITH_CASES = firing(
            Labels.of("Zed", "1", "_u", "3", "alertname", "Tricky", "instance", "c", "zed", "2"),
            COMMON,
            "2026-01-02T03:04:05Z",
            "");

    @Test
    void toJson_trickyAlerts_equalsRecording() throws IOException {
        Notification notification = tricky(NotificationReason.FIRST_NOTIFICATION, WITH_HTML);

        assertThat(json(notification, 0)).isEqualTo(recording("tricky-firing.json"));
    }

    @Test
    void toJson_oneResolved_equalsRecording() throws IOException {
        Notification notification = tricky(
                NotificationReason.SOME_RESOLVED,
                resolved(
                        WITH_HTML.alert().labels(),
                        COMMON,
                        "2026-01-02T03:04:05.500-08:00",
                        "2026-01-02T14:04:05.120+02:00"));

        assertThat(json(notification, 0)).isEqualTo(recording("tricky-some-resolved.json"));
    }

    @Test
    void toJson_moreThanMaxAlerts_cutsBeforeCommonLabelsAsRecorded() throws IOException {
        // given alerts whose common labels differ before and after the cut, sorted as the engine sorts them
        List<NotifiedAlert> alerts = IntStream.range(1, 5)
                .mapToObj(i -> firing(
                        Labels.of("alertname", "Many", "even", "" + i / 2, "instance", "" + i, "kind", "cut"),
                        Labels.of("i", i < 2 ? "x" : "y"),
                        "2026-01-02T03:04:05Z",
                        ""))
                .toList();

        // then two of them are sent and the rest is counted
        assertThat(json(many(alerts), 2)).isEqualTo(recording("max-alerts.json"));
    }

    @Test
    void toJson_onlyFiringOnesCutAway_isResolved() {
        NotifiedAlert resolved = resolved(
                Labels.of("alertname", "Many", "instance", "1"),
                Labels.EMPTY,
                "2026-01-02T03:04:05Z",
                "2026-01-02T04:00:00Z");
        NotifiedAlert firing =
                firing(Labels.of("alertname", "Many", "instance", "2"), Labels.EMPTY, "2026-01-02T03:04:05Z", "");

        String json = json(many(List.of(resolved, firing)), 1);

        assertThat(json).contains("\"status\":\"resolved\",\"alerts\":[").contains("\"truncatedAlerts\":1}");
    }

    @Test
    void toJson_emptyAnnotationOfFirstAlertOnly_isCommon() {
        Labels name = Labels.of("alertname", "Many");
        NotifiedAlert first = firing(name, Labels.of("empty", "", "full", "1"), "2026-01-02T03:04:05Z", "");
        NotifiedAlert second = firing(name, Labels.of("other", ""), "2026-01-02T03:04:05Z", "");

        assertThat(json(many(List.of(first, second)), 0)).contains("\"commonAnnotations\":{\"empty\":\"\"},");
    }

    @Test
    void toJson_routeLabels_areSentAfterCommonAnnotations() {
        assertThat(json(TestNotifications.simple(), 0))
                .contains("\"commonAnnotations\":{},\"routeLabels\":{},\"externalURL\"");
    }

    private static Notification tricky(NotificationReason reason, NotifiedAlert first) {
        return new Notification(
                WEIRD_RECEIVER,
                "{}:{alertname=\"Tricky\"}",
                Labels.of("alertname", "Tricky"),
                Labels.EMPTY,
                reason,
                List.of(first, WITH_UNICODE, WITH_CASES),
                Map.of(),
                NOW,
                NOW.plusSeconds(10));
    }

    private static Notification many(List<NotifiedAlert> alerts) {
        return new Notification(
                "cut",
                "{}/{kind=\"cut\"}:{alertname=\"Many\"}",
                Labels.of("alertname", "Many"),
                Labels.EMPTY,
                NotificationReason.FIRST_NOTIFICATION,
                alerts,
                Map.of(),
                NOW,
                NOW.plusSeconds(10));
    }

    private static String json(Notification notification, int maxAlerts) {
        return new String(
                WebhookPayload.of(notification, maxAlerts, EXTERNAL_URL).toJson(), StandardCharsets.UTF_8);
    }

    /** The recorded body with what 0.34 adds to it. */
    private static String recording(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(WebhookPayloadTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace(",\"externalURL\":", ",\"routeLabels\":{},\"externalURL\":");
        }
    }
}
