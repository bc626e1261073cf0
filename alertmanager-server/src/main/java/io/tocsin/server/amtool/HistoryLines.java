package io.tocsin.server.amtool;

import io.tocsin.core.template.format.TimeLayout;
import java.util.List;

/**
 * Entries of the history for people: when, and the sentence that the server makes of it; in the extended form also what is
 * known beyond that, indented.
 */
final class HistoryLines {
    private static final String DETAIL = "    ";

    private final String dates;
    private final boolean isExtended;
    private final StringBuilder text = new StringBuilder();

    /** @param dates a layout of Go's package time */
    HistoryLines(String dates, boolean isExtended) {
        this.dates = dates;
        this.isExtended = isExtended;
    }

    /** Whether an entry says more than that a group was looked at: what it led to has entries of its own. */
    static boolean isNews(JsonValue entry) {
        return !entry.get("kind").string().equals("flush")
                || entry.get("alerts").items().stream()
                        .anyMatch(alert -> alert.fields().containsKey("mutedBy"));
    }

    /** Lines that end in a newline each. */
    String of(JsonValue entry) throws CommandFailure {
        text.setLength(0);
        line(time(entry.get("at")) + "  " + entry.get("text").string());
        if (isExtended) {
            details(entry);
        }
        return text.toString();
    }

    /** Others' texts must not steer the terminal, nor look like lines of ours. */
    private void line(String line) {
        text.append(Shown.plain(line).replaceAll("[\\n\\t]", " ")).append('\n');
    }

    private void detail(String line) {
        text.append(DETAIL);
        line(line);
    }

    private String time(JsonValue time) throws CommandFailure {
        return TimeLayout.format(dates, WrittenTime.parse(time.string()));
    }

    private void details(JsonValue entry) throws CommandFailure {
        String group = entry.get("groupKey").string();
        if (!group.isEmpty()) {
            detail("group " + group);
        }
        List<JsonValue> alerts = entry.get("alerts").items();
        alerts.forEach(this::alert);
        if (entry.fields().containsKey("alertsLeftOut")) {
            detail("and " + entry.get("alertsLeftOut").print() + " more alerts");
        }
        for (JsonValue attempt : entry.get("attemptsMade").items()) {
            detail("attempt " + attempt.get("number").print() + " at " + time(attempt.get("at")) + ": "
                    + result(attempt) + " after " + attempt.get("latencyMillis").print() + " ms");
        }
    }

    private void alert(JsonValue alert) {
        JsonValue labels = alert.get("labels");
        String mute = alert.get("mutedBy").get("text").string();
        detail(alert.get("status").string() + " " + alert.get("fingerprint").string()
                + (labels.fields().isEmpty() ? "" : " " + LabelsText.of(labels)) + (mute.isEmpty() ? "" : ", " + mute));
    }

    private static String result(JsonValue attempt) {
        JsonValue failure = attempt.get("failure");
        String why = failure.get("message").string();
        return attempt.get("outcome").string()
                + (why.isEmpty()
                        ? ""
                        : ": " + why + " (" + failure.get("reason").string() + ")");
    }
}
