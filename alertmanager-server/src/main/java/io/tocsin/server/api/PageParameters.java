package io.tocsin.server.api;

import io.tocsin.core.label.MatcherProblem;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.overview.SearchWords;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which part of a list is asked for. Immutable. Beside it, how parameters are read that several lists have.
 *
 * @param offset how many elements are left out in front; {@code >= 0}
 * @param limit how many are shown at most; {@code >= 0}
 */
record PageParameters(int offset, int limit) {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    static final String SEARCH = "search";

    /**
     * @param absent the limit where none is given
     * @param max the largest limit
     */
    static PageParameters of(QueryParameters query, int absent, int max) throws ParameterException {
        return new PageParameters(number(query, "offset", 0, Integer.MAX_VALUE), number(query, "limit", absent, max));
    }

    /** The part of {@code all} that is asked for; a view. */
    <T> List<T> partOf(List<T> all) {
        int from = Math.min(offset, all.size());
        return all.subList(from, from + Math.min(limit, all.size() - from));
    }

    /** A number from 0 to {@code max}. */
    static int number(QueryParameters query, String parameter, int absent, int max) throws ParameterException {
        String text = query.last(parameter).orElse("");
        if (text.isEmpty()) {
            return absent;
        }
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) > max) {
            String range = max == Integer.MAX_VALUE ? "a number from 0" : "a number from 0 to " + max;
            throw unexpected(parameter, text, range);
        }
        return Integer.parseInt(text);
    }

    /** The words that have to be found. */
    static SearchWords words(QueryParameters query) throws ParameterException {
        String text = query.last(SEARCH).orElse("");
        if (text.length() > SearchWords.LENGTH_MAX) {
            throw new ParameterException(
                    SEARCH, text.length() + " characters (expected: at most " + SearchWords.LENGTH_MAX + ")");
        }
        SearchWords words = SearchWords.of(text);
        if (words.count() > SearchWords.WORDS_MAX) {
            throw new ParameterException(
                    SEARCH, words.count() + " words (expected: at most " + SearchWords.WORDS_MAX + ")");
        }
        Optional<String> tooLong = words.tooLong();
        if (tooLong.isPresent()) {
            throw new ParameterException(SEARCH, tooLong(text, tooLong.get()));
        }
        return words;
    }

    private static MatcherProblem tooLong(String text, String word) {
        return new MatcherProblem(
                "a word of " + word.length() + " characters (expected: at most " + SearchWords.WORD_LENGTH_MAX + ")",
                text.indexOf(word),
                word.length(),
                "search for a part of it");
    }

    static ParameterException unexpected(String parameter, String given, String expected) {
        return new ParameterException(parameter, "expected " + expected + ", got \"" + given + "\"");
    }
}
