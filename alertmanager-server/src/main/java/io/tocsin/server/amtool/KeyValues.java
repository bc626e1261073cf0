package io.tocsin.server.amtool;

import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.Utf8;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Arguments and flags of the form {@code name=value}. */
final class KeyValues {
    private KeyValues() {}

    /**
     * @param what they are, for the message: {@code labels}
     * @return by name; of a name given twice the last value
     * @throws CommandFailure in the original's words if one is no such pair
     */
    static SortedMap<String, String> parse(List<String> words, String what, MatcherParser parser)
            throws CommandFailure {
        SortedMap<String, String> pairs = new TreeMap<>(Utf8.ORDER);
        for (String word : words) {
            Matcher pair = MatcherArguments.parse(word, parser);
            if (pair.type() != MatchType.EQUAL) {
                throw new CommandFailure(what + " must be specified as key=value pairs");
            }
            pairs.put(pair.name(), pair.value());
        }
        return pairs;
    }

    /** As {@link #parse}, without advice: annotations are sentences, to put every one in quotes would be noise. */
    static SortedMap<String, String> annotations(List<String> words, MatcherParser parser) throws CommandFailure {
        return parse(words, "annotations", MatcherParser.of(parser.mode()));
    }
}
