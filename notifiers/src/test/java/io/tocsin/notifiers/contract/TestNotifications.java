package io.tocsin.notifiers.contract;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.pipeline.NotificationReason;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Notifications for tests. */
public final class TestNotifications {
    public static final Instant NOW = Instant.parse("2026-01-03T00:00:00Z");

    private TestNotifications() {}

    public static Notification simple() {
        return simple(NOW.plusSeconds(60));
    }

    public static Notification simple(Instant deadline) {
        NotifiedAlert alert = firing(
                Labels.of("alertname", "Simple"), Labels.EMPTY, "2026-01-02T03:04:05Z", "http://prometheus/graph");
        return new Notification(
                "team",
                "{}:{alertname=\"Simple\"}",
                Labels.of("alertname", "Simple"),
                Labels.EMPTY,
                NotificationReason.FIRST_NOTIFICATION,
                List.of(alert),
                Map.of(),
                NOW,
                deadline);
    }

    /** The same group, told a second time, with what the integration kept the first time. */
    public static Notification again(Map<String, ReceiverValue> receiverData) {
        Notification first = simple();
        return new Notification(
                first.receiver(),
                first.groupKey(),
                first.groupLabels(),
                first.routeLabels(),
                NotificationReason.NEW_ALERTS,
                first.alerts(),
                receiverData,
                first.now(),
                first.deadline());
    }

    public static NotifiedAlert firing(Labels labels, Labels annotations, String startsAt, String generatorUrl) {
        return new NotifiedAlert(alert(labels, annotations, startsAt, "2026-01-04T00:00:00Z", generatorUrl), false);
    }

    public static NotifiedAlert resolved(Labels labels, Labels annotations, String startsAt, String endsAt) {
        return new NotifiedAlert(alert(labels, annotations, startsAt, endsAt, ""), true);
    }

    private static Alert alert(Labels labels, Labels annotations, String startsAt, String endsAt, String generatorUrl) {
        return new Alert(labels, annotations, time(startsAt), time(endsAt), false, generatorUrl, NOW);
    }

    private static Timestamp time(String text) {
        return Timestamp.of(OffsetDateTime.parse(text));
    }
}
