package io.tocsin.server.amtool;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherSyntaxException;
import io.tocsin.core.label.Utf8;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Arguments or flags of the form {@code name=value}, and how the original names what is none. */
enum KeyValues {
    LABELS("labels", ""),
    ANNOTATIONS("annotations", ""),
    ROUTED_LABELS("Labels", "Failed to parse labels: ");

    private final String what;
    private final String unreadable;

    KeyValues(String what, String unreadable) {
        this.what = what;
        this.unreadable = unreadable;
    }

    /**
     * Reads pairs.
     *
     * @return by name; of a name given twice the last value
     * @throws CommandFailure in the original's words if one is no such pair
     */
    SortedMap<String, String> parse(List<String> words, MatcherParser given) throws CommandFailure {
        // Annotations are sentences: advice to put every one of them in quotes would be noise.
        MatcherParser parser = this == ANNOTATIONS ? MatcherParser.of(given.mode()) : given;
        SortedMap<String, String> pairs = new TreeMap<>(Utf8.ORDER);
        for (String word : words) {
            Matcher pair = pair(word, parser);
            if (pair.type() != MatchType.EQUAL) {
                throw new CommandFailure(what + " must be specified as key=value pairs");
            }
            pairs.put(pair.name(), pair.value());
        }
        return pairs;
    }

    private Matcher pair(String word, MatcherParser parser) throws CommandFailure {
        try {
            return parser.parseOne(word);
        } catch (MatcherSyntaxException e) {
            throw new CommandFailure(unreadable + e.getMessage(), e);
        }
    }
}
