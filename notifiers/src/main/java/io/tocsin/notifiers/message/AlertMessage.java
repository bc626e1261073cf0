package io.tocsin.notifiers.message;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import java.util.List;
import java.util.function.Function;

/**
 * What every integration tells its receiver about a group: the root of payloads and, later, of templates. Immutable.
 *
 * @param receiver the receiver's name with regex characters escaped, because it ends up in links that filter by regex
 * @param alerts at least one, in the order of the notification
 * @param reason why the group is notified, in words
 * @param commonLabels pairs that all {@code alerts} share
 * @param commonAnnotations pairs that all {@code alerts} share
 * @param externalUrl where Tocsin is reached from outside, without a slash at its end
 * @see "Upstream: template.Data, v0.34.0"
 */
public record AlertMessage(
        String receiver,
        List<NotifiedAlert> alerts,
        String reason,
        Labels groupLabels,
        Labels commonLabels,
        Labels commonAnnotations,
        Labels routeLabels,
        String externalUrl) {

    private static final String REGEX_CHARACTERS = "\\.+*?()|[]{}^$";

    public AlertMessage {
        requireNonNull(receiver, "receiver");
        alerts = List.copyOf(alerts);
        if (alerts.isEmpty()) {
            throw new IllegalArgumentException("alerts: none (expected: at least one)");
        }
        requireNonNull(reason, "reason");
        requireNonNull(groupLabels, "groupLabels");
        requireNonNull(commonLabels, "commonLabels");
        requireNonNull(commonAnnotations, "commonAnnotations");
        requireNonNull(routeLabels, "routeLabels");
        requireNonNull(externalUrl, "externalUrl");
    }

    /** The message about all alerts of {@code notification}. */
    public static AlertMessage of(Notification notification, String externalUrl) {
        return of(notification, notification.alerts(), externalUrl);
    }

    /**
     * The message about some alerts of {@code notification}: state and common pairs are those of {@code alerts} alone.
     *
     * @param externalUrl slashes at its end are dropped
     */
    public static AlertMessage of(Notification notification, List<NotifiedAlert> alerts, String externalUrl) {
        return new AlertMessage(
                quoteRegex(notification.receiver()),
                alerts,
                notification.reason().text(),
                notification.groupLabels(),
                common(alerts, Alert::labels),
                common(alerts, Alert::annotations),
                notification.routeLabels(),
                withoutTrailingSlashes(externalUrl));
    }

    /** {@code firing} while any alert fires, else {@code resolved}. */
    public String status() {
        return alerts.stream().allMatch(NotifiedAlert::isResolved) ? "resolved" : "firing";
    }

    /** When an alert ended, as receivers are told: Go's zero time while it fires. */
    public static String endsAt(NotifiedAlert notified) {
        return notified.isResolved() ? Rfc3339.nano(notified.alert().endsAt()) : Rfc3339.ZERO;
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
