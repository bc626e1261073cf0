package io.tocsin.server.amtool;

import io.tocsin.core.label.GoQuote;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** How {@code amtool webhook listen} prints a body that arrived. */
final class NotificationText {
    private static final String NEWLINES = "\\s*[\\r\\n]+\\s*";

    private NotificationText() {}

    /** The body on one line; JSON means the same with blanks for line ends. */
    static String oneLine(byte[] body) {
        return Shown.plain(new String(body, StandardCharsets.UTF_8).strip().replaceAll(NEWLINES, " "));
    }

    /**
     * For people: what happened, then one paragraph per alert, then an empty line.
     *
     * @param time when it arrived, as it shall be shown
     * @param path where it was posted to; left out if it is the root
     */
    static String readable(byte[] body, String time, String path) {
        JsonValue notification;
        try {
            notification = JsonValue.parse(body);
        } catch (IOException ignored) {
            return asReceived(body, time, path, "the body is not JSON");
        }
        if (!(notification.get("alerts") instanceof JsonValue.Items)) {
            return asReceived(body, time, path, "the body is JSON but no notification: it has no list \"alerts\"");
        }
        StringBuilder out = new StringBuilder(time).append("  ");
        out.append(plain(notification.get("status")).toUpperCase(Locale.ROOT));
        out.append("  receiver=")
                .append(GoQuote.quote(notification.get("receiver").string()));
        String reason = notification.get("notification_reason").string();
        out.append(reason.isEmpty() ? "" : "  reason=" + GoQuote.quote(reason));
        out.append(where(path)).append('\n');
        out.append("  group labels: ")
                .append(LabelsText.of(notification.get("groupLabels")))
                .append('\n');
        notification.get("alerts").items().forEach(alert -> append(out, alert));
        appendTruncated(out, notification.get("truncatedAlerts"));
        return out.append('\n').toString();
    }

    private static String asReceived(byte[] body, String time, String path, String note) {
        String text = Shown.plain(new String(body, StandardCharsets.UTF_8)).stripTrailing();
        return time + "  " + body.length + " bytes" + where(path) + "; " + note + ". As received:\n" + text + "\n\n";
    }

    private static String where(String path) {
        return path.equals("/") ? "" : "  path=" + GoQuote.quote(path);
    }

    private static void append(StringBuilder out, JsonValue alert) {
        out.append("  - ").append(plain(alert.get("status")).toUpperCase(Locale.ROOT));
        out.append(' ').append(LabelsText.of(alert.get("labels"))).append('\n');
        line(out, "starts at", plain(alert.get("startsAt")));
        if (alert.get("status").string().equals("resolved")) {
            line(out, "ends at", plain(alert.get("endsAt")));
        }
        if (!alert.get("annotations").fields().isEmpty()) {
            line(out, "annotations", LabelsText.of(alert.get("annotations")));
        }
        if (!alert.get("generatorURL").string().isEmpty()) {
            line(out, "source", plain(alert.get("generatorURL")));
        }
    }

    private static void line(StringBuilder out, String name, String value) {
        out.append("      ").append(name).append(": ").append(value).append('\n');
    }

    private static void appendTruncated(StringBuilder out, JsonValue count) {
        if (count instanceof JsonValue.Literal number
                && !number.text().equals("0")
                && !number.equals(JsonValue.Literal.NULL)) {
            out.append("  and ").append(number.text()).append(" more, cut off by max_alerts\n");
        }
    }

    private static String plain(JsonValue value) {
        return Shown.plain(value.string()).replaceAll(NEWLINES, " ");
    }
}
