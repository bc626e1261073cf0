package io.tocsin.server.amtool;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherSyntaxException;
import io.tocsin.core.label.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * {@code amtool alert add}: one alert made of arguments.
 *
 * @see "Upstream: cli/alert_add.go; observed with amtool 0.33.1"
 */
record AlertAdd(
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl,
        GoTime startsAt,
        GoTime endsAt) {

    /** The words given for an alert. Times are RFC 3339, empty for none. */
    record Words(List<String> labels, List<String> annotations, String generatorUrl, String start, String end) {}

    /** @throws CommandFailure in the original's words if a label, an annotation or a time cannot be read */
    static AlertAdd of(Words words, MatcherParser parser) throws CommandFailure {
        // Annotations are sentences: advice to put every one of them in quotes would be noise.
        MatcherParser quiet = MatcherParser.of(parser.mode());
        return new AlertAdd(
                pairs(withName(words.labels(), parser), "labels", parser),
                pairs(words.annotations(), "annotations", quiet),
                words.generatorUrl(),
                time(words.start()),
                time(words.end()));
    }

    /** A first argument that is no pair is the name of the alert. */
    private static List<String> withName(List<String> labels, MatcherParser parser) {
        List<String> named = new ArrayList<>(labels);
        if (!named.isEmpty()) {
            try {
                parser.parseOne(named.get(0));
            } catch (MatcherSyntaxException ignored) {
                named.set(0, "alertname=" + GoQuote.quote(named.get(0)));
            }
        }
        return named;
    }

    private static Map<String, String> pairs(List<String> words, String what, MatcherParser parser)
            throws CommandFailure {
        Map<String, String> pairs = new TreeMap<>(Utf8.ORDER);
        for (String word : words) {
            Matcher pair = pair(word, parser);
            if (pair.type() != MatchType.EQUAL) {
                throw new CommandFailure(what + " must be specified as key=value pairs");
            }
            pairs.put(pair.name(), pair.value());
        }
        return pairs;
    }

    private static Matcher pair(String word, MatcherParser parser) throws CommandFailure {
        try {
            return parser.parseOne(word);
        } catch (MatcherSyntaxException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static GoTime time(String text) throws CommandFailure {
        return text.isEmpty() ? GoTime.ZERO : GoTime.parse(text);
    }

    /** The body to post. Times that were not given go as the year 1, which the server takes for none. */
    String json() {
        StringBuilder out = new StringBuilder("[{");
        if (!annotations.isEmpty()) {
            out.append("\"annotations\":");
            append(out, annotations);
            out.append(',');
        }
        out.append("\"endsAt\":\"").append(endsAt.inJson());
        out.append("\",\"startsAt\":\"").append(startsAt.inJson()).append('"');
        if (!generatorUrl.isEmpty()) {
            out.append(",\"generatorURL\":");
            GoJson.quote(out, generatorUrl);
        }
        out.append(",\"labels\":");
        append(out, labels);
        return out.append("}]\n").toString();
    }

    private static void append(StringBuilder out, Map<String, String> pairs) {
        String separator = "{";
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            out.append(separator);
            GoJson.quote(out, pair.getKey());
            out.append(':');
            GoJson.quote(out, pair.getValue());
            separator = ",";
        }
        out.append(pairs.isEmpty() ? "{}" : "}");
    }
}
