package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherCursor;
import io.tocsin.server.overview.Suggestion.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Finds out how matcher text may go on, from the labels of alerts: names, operators, values, and in place of a name also the values
 * that have what is typed in them. What begins with it stands before what contains it, and then by the number of alerts. Pure.
 */
public final class Completion {
    public static final int SUGGESTIONS_MAX = 20;

    /** Of a shorter text nearly every value has something. */
    private static final int VALUE_LENGTH_MIN = 2;

    private static final String REGEX_SIGNS = "\\.+*?()|[]{}^$";

    private final MatcherCursor cursor;
    private final List<AlertRow> alerts;

    /** @param alerts that what is typed is to find */
    public Completion(MatcherCursor cursor, List<AlertRow> alerts) {
        this.cursor = requireNonNull(cursor, "cursor");
        this.alerts = List.copyOf(alerts);
    }

    public List<Suggestion> suggestions() {
        return switch (cursor.part()) {
            case NAME -> names();
            case OPERATOR -> operators();
            case VALUE -> values();
            case NONE -> List.of();
        };
    }

    private Suggestion suggestion(Kind kind, String text, int count, String insert) {
        return new Suggestion(kind, text, count, cursor.from(), cursor.to(), insert);
    }

    private List<Suggestion> names() {
        LabelCounts counts = LabelCounts.of(alerts);
        String typed = cursor.typed();
        List<Suggestion> found = new ArrayList<>();
        for (Ranked each : Ranked.inOrder(counts.names(), typed)) {
            found.add(suggestion(Kind.NAME, each.text(), each.count(), begun(each.text(), MatchType.EQUAL)));
            if (each.text().equals(typed) && !cursor.isFollowed()) {
                found.addAll(otherOperators(typed, each.count()));
            }
        }
        if (typed.length() >= VALUE_LENGTH_MIN && !cursor.isFollowed() && found.size() < SUGGESTIONS_MAX) {
            found.addAll(pairs(counts, typed));
        }
        return first(found);
    }

    /** The name, with the operator if none stands behind it. */
    private String begun(String name, MatchType operator) {
        return Matcher.printedName(name) + (cursor.isFollowed() ? "" : operator.operator());
    }

    private List<Suggestion> otherOperators(String name, int count) {
        return Stream.of(MatchType.values())
                .filter(type -> type != MatchType.EQUAL)
                .map(type -> suggestion(Kind.OPERATOR, type.operator(), count, begun(name, type)))
                .toList();
    }

    /** Whole matchers: who types a value first need not know its label. */
    private List<Suggestion> pairs(LabelCounts counts, String typed) {
        Map<String, Integer> byText = new HashMap<>();
        Map<String, String> valueOf = new HashMap<>();
        counts.values()
                .forEach((name, values) -> values.forEach((value, count) -> {
                    if (Ranked.isIn(value, typed)) {
                        String text = Matcher.canonical(MatchType.EQUAL, name, value);
                        byText.put(text, count);
                        valueOf.put(text, value);
                    }
                }));
        return Ranked.inOrder(byText, typed, text -> valueOf.getOrDefault(text, "")).stream()
                .map(each -> suggestion(Kind.VALUE, each.text(), each.count(), each.text()))
                .toList();
    }

    private List<Suggestion> operators() {
        int count = LabelCounts.of(alerts).names().getOrDefault(cursor.matcher().name(), 0);
        return Stream.of(MatchType.values())
                .map(MatchType::operator)
                .filter(operator -> operator.startsWith(cursor.typed()))
                .map(operator -> suggestion(Kind.OPERATOR, operator, count, operator))
                .toList();
    }

    private List<Suggestion> values() {
        String name = cursor.matcher().name();
        boolean isRegex = cursor.matcher().operator().filter(MatchType::isRegex).isPresent();
        // Of a regular expression the last alternative is completed.
        int begun = isRegex ? cursor.typed().lastIndexOf('|') + 1 : 0;
        String kept = cursor.typed().substring(0, begun);
        String typed = isRegex ? cursor.typed().substring(begun).replace("\\", "") : cursor.typed();
        return first(Ranked.inOrder(valuesOf(name), typed).stream()
                .map(each -> suggestion(
                        Kind.VALUE,
                        each.text(),
                        each.count(),
                        Matcher.printedValue(name, isRegex ? kept + literally(each.text()) : each.text())))
                .toList());
    }

    private Map<String, Integer> valuesOf(String name) {
        Map<String, Integer> counts = new HashMap<>();
        for (AlertRow row : alerts) {
            Labels labels = row.labels();
            if (labels.has(name)) {
                counts.merge(labels.get(name), 1, Integer::sum);
            }
        }
        return counts;
    }

    /** The regular expression that matches this text alone. */
    private static String literally(String text) {
        StringBuilder expression = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (REGEX_SIGNS.indexOf(text.charAt(i)) >= 0) {
                expression.append('\\');
            }
            expression.append(text.charAt(i));
        }
        return expression.toString();
    }

    private static List<Suggestion> first(List<Suggestion> found) {
        return found.size() <= SUGGESTIONS_MAX ? found : List.copyOf(found.subList(0, SUGGESTIONS_MAX));
    }
}
