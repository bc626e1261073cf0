package io.tocsin.notifiers.message;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.template.Message;
import io.tocsin.core.template.Message.MessageAlert;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;

/**
 * Makes of a notification what payloads and templates say about it.
 *
 * @see "Upstream: template.Data, v0.34.0"
 */
public final class Messages {
    private static final String REGEX_CHARACTERS = "\\.+*?()|[]{}^$";

    /** Go's zero time, which stands for "no time". */
    private static final Timestamp ZERO = Timestamp.of(OffsetDateTime.parse("0001-01-01T00:00:00Z"));

    private Messages() {}

    /** The message about all alerts of {@code notification}. */
    public static Message of(Notification notification, String externalUrl) {
        return of(notification, notification.alerts(), externalUrl);
    }

    /**
     * The message about some alerts of {@code notification}: state and common pairs are those of {@code alerts} alone.
     *
     * @param alerts at least one
     * @param externalUrl slashes at its end are dropped
     */
    public static Message of(Notification notification, List<NotifiedAlert> alerts, String externalUrl) {
        return new Message(
                quoteRegex(notification.receiver()),
                alerts.stream().allMatch(NotifiedAlert::isResolved) ? "resolved" : "firing",
                alerts.stream().map(Messages::alert).toList(),
                notification.reason().text(),
                notification.groupLabels(),
                common(alerts, Alert::labels),
                common(alerts, Alert::annotations),
                notification.routeLabels(),
                withoutTrailingSlashes(externalUrl));
    }

    private static MessageAlert alert(NotifiedAlert notified) {
        Alert alert = notified.alert();
        return new MessageAlert(
                notified.status(),
                alert.labels(),
                alert.annotations(),
                alert.startsAt(),
                notified.isResolved() ? alert.endsAt() : ZERO,
                alert.generatorUrl(),
                alert.fingerprint().toString());
    }

    /** Escapes as Go's {@code regexp.QuoteMeta}. */
    static String quoteRegex(String text) {
        var quoted = new StringBuilder(text.length() + 8);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (REGEX_CHARACTERS.indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }

    private static Labels common(List<NotifiedAlert> alerts, Function<Alert, Labels> part) {
        Labels common = part.apply(alerts.get(0).alert());
        for (int i = 1; i < alerts.size() && !common.isEmpty(); i++) {
            Labels before = common;
            Labels other = part.apply(alerts.get(i).alert());
            // An empty annotation of the first alert is shared by those that lack it, as upstream has it.
            common = before.filter(name -> before.get(name).equals(other.get(name)));
        }
        return common;
    }

    private static String withoutTrailingSlashes(String url) {
        int end = url.length();
        while (end > 0 && url.charAt(end - 1) == '/') {
            end--;
        }
        return url.substring(0, end);
    }
}
