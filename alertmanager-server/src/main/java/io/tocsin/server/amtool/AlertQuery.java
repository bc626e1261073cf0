package io.tocsin.server.amtool;

import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.Utf8;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code amtool alert query}: what to ask for, and how the answer is printed.
 *
 * @param states which kinds of alerts are wanted
 * @param receiver a regular expression; empty for any
 * @see "Upstream: cli/alert_query.go, cli/format; observed with amtool 0.33.1"
 */
record AlertQuery(List<String> matchers, States states, String receiver) {
    /** The kinds of alerts; none of them given means the active ones. */
    record States(boolean active, boolean inhibited, boolean silenced, boolean unprocessed) {
        static States of(boolean active, boolean inhibited, boolean silenced, boolean unprocessed) {
            boolean isNone = !active && !inhibited && !silenced && !unprocessed;
            return new States(active || isNone, inhibited, silenced, unprocessed);
        }
    }

    /** @param parser tells whether the first argument is a matcher; if it is none, it is the name of an alert */
    static AlertQuery of(List<String> arguments, MatcherParser parser, States states, String receiver) {
        return new AlertQuery(MatcherArguments.named(arguments, parser), states, receiver);
    }

    /** In the order in which the original sends them. */
    List<Map.Entry<String, String>> parameters() {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        parameters.add(Map.entry("active", String.valueOf(states.active())));
        matchers.forEach(matcher -> parameters.add(Map.entry("filter", matcher)));
        parameters.add(Map.entry("inhibited", String.valueOf(states.inhibited())));
        if (!receiver.isEmpty()) {
            parameters.add(Map.entry("receiver", receiver));
        }
        parameters.add(Map.entry("silenced", String.valueOf(states.silenced())));
        parameters.add(Map.entry("unprocessed", String.valueOf(states.unprocessed())));
        return parameters;
    }

    /**
     * Prints alerts as the API answers them: JSON in its order, tables by start.
     *
     * @throws CommandFailure if the answer holds something else
     */
    static String render(JsonValue alerts, OutputFormat format, String dates) throws CommandFailure {
        if (!(alerts instanceof JsonValue.Items)) {
            throw new CommandFailure("the answer is no list of alerts; is --alertmanager.url right?");
        }
        return switch (format) {
            case JSON -> alerts.print() + "\n";
            case SIMPLE -> simple(rows(alerts), dates);
            case EXTENDED -> extended(rows(alerts), dates);
        };
    }

    private record Row(JsonValue alert, GoTime startsAt, GoTime endsAt) {}

    private static List<Row> rows(JsonValue alerts) throws CommandFailure {
        List<Row> rows = new ArrayList<>();
        for (JsonValue alert : alerts.items()) {
            rows.add(new Row(alert, time(alert.get("startsAt")), time(alert.get("endsAt"))));
        }
        rows.sort(Comparator.comparing(Row::startsAt));
        return rows;
    }

    private static GoTime time(JsonValue value) throws CommandFailure {
        return value.string().isEmpty() ? GoTime.ZERO : WrittenTime.parse(value.string());
    }

    private static String simple(List<Row> rows, String dates) {
        StringBuilder table = new StringBuilder("Alertname\tStarts At\tSummary\tState\t\n");
        for (Row row : rows) {
            line(
                    table,
                    row.alert().get("labels").get("alertname").string(),
                    TimeLayout.format(dates, row.startsAt()),
                    row.alert().get("annotations").get("summary").string(),
                    row.alert().get("status").get("state").string());
        }
        return TextColumns.layOut(table.toString());
    }

    private static String extended(List<Row> rows, String dates) {
        StringBuilder table = new StringBuilder("Labels\tAnnotations\tStarts At\tEnds At\tGenerator URL\tState\t\n");
        for (Row row : rows) {
            line(
                    table,
                    pairs(row.alert().get("labels")),
                    pairs(row.alert().get("annotations")),
                    TimeLayout.format(dates, row.startsAt()),
                    TimeLayout.format(dates, row.endsAt()),
                    row.alert().get("generatorURL").string(),
                    row.alert().get("status").get("state").string());
        }
        return TextColumns.layOut(table.toString());
    }

    private static void line(StringBuilder table, String... cells) {
        for (String cell : cells) {
            table.append(Shown.plain(cell)).append('\t');
        }
        table.append('\n');
    }

    private static String pairs(JsonValue labels) {
        return labels.fields().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Utf8.ORDER))
                .map(label -> label.getKey() + "=\"" + label.getValue().string() + "\"")
                .collect(Collectors.joining(" "));
    }
}
