package io.tocsin.server.amtool;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Prints silences as the API answers them: JSON in its order, tables by end.
 *
 * @see "Upstream: cli/format; observed with amtool 0.33.1"
 */
final class SilenceTable {
    private final String dates;
    private final StringBuilder table = new StringBuilder();

    private SilenceTable(String dates) {
        this.dates = dates;
    }

    /** @throws CommandFailure if one of their times cannot be read */
    static String render(List<JsonValue> silences, OutputFormat format, String dates) throws CommandFailure {
        return switch (format) {
            case JSON -> new JsonValue.Items(silences).print() + "\n";
            case SIMPLE -> new SilenceTable(dates).simple(byEnd(silences));
            case EXTENDED -> new SilenceTable(dates).extended(byEnd(silences));
        };
    }

    private record Row(JsonValue silence, GoTime endsAt) {}

    private static List<Row> byEnd(List<JsonValue> silences) throws CommandFailure {
        List<Row> rows = new ArrayList<>();
        for (JsonValue silence : silences) {
            rows.add(new Row(silence, time(silence, "endsAt")));
        }
        rows.sort(Comparator.comparing(Row::endsAt));
        return rows;
    }

    private static GoTime time(JsonValue silence, String field) throws CommandFailure {
        String text = silence.get(field).string();
        return text.isEmpty() ? GoTime.ZERO : WrittenTime.parse(text);
    }

    private String simple(List<Row> rows) {
        line("ID", "Matchers", "Ends At", "Created By", "Comment");
        for (Row row : rows) {
            JsonValue silence = row.silence();
            line(
                    silence.get("id").string(),
                    matchers(silence, all -> String.join(" ", all)),
                    TimeLayout.format(dates, row.endsAt()),
                    silence.get("createdBy").string(),
                    silence.get("comment").string());
        }
        return TextColumns.layOut(table.toString());
    }

    private String extended(List<Row> rows) throws CommandFailure {
        line("ID", "Matchers", "Starts At", "Ends At", "Updated At", "Created By", "Comment");
        for (Row row : rows) {
            JsonValue silence = row.silence();
            line(
                    silence.get("id").string(),
                    matchers(silence, all -> "{" + String.join(",", all) + "}"),
                    TimeLayout.format(dates, time(silence, "startsAt")),
                    TimeLayout.format(dates, row.endsAt()),
                    TimeLayout.format(dates, time(silence, "updatedAt")),
                    silence.get("createdBy").string(),
                    silence.get("comment").string());
        }
        return TextColumns.layOut(table.toString());
    }

    private void line(String... cells) {
        for (String cell : cells) {
            table.append(Shown.plain(cell)).append('\t');
        }
        table.append('\n');
    }

    private static String matchers(JsonValue silence, Function<List<String>, String> join) {
        return join.apply(silence.get("matchers").items().stream()
                .map(SilenceTable::matcher)
                .collect(Collectors.toList()));
    }

    private static String matcher(JsonValue matcher) {
        boolean isEqual = matcher.get("isEqual").isTrue() || !matcher.fields().containsKey("isEqual");
        MatchType type = MatchType.of(matcher.get("isRegex").isTrue(), isEqual);
        return Matcher.canonical(
                type, matcher.get("name").string(), matcher.get("value").string());
    }
}
