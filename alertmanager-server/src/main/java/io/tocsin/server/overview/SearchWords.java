package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Words that all have to be found in an alert, whatever their case: each in some {@code name=value} of a label, or in the value
 * of an annotation. Of a long text only the beginning is searched. Immutable.
 */
public final class SearchWords {
    public static final int WORDS_MAX = 20;
    public static final int LENGTH_MAX = 1_000;
    public static final int WORD_LENGTH_MAX = 128;

    /** So much of each text is searched, in UTF-16 units. */
    static final int SEARCHED_MAX = 8 << 10;

    private final List<Word> words;

    private SearchWords(List<Word> words) {
        this.words = List.copyOf(words);
    }

    /** @param text words between white space; none at all are found everywhere */
    public static SearchWords of(String text) {
        // Not split as the expression \s does it, which knows the spaces of ASCII alone.
        List<Word> words = Stream.of(text.strip().split("[\\s\\p{Z}]+", -1))
                .filter(word -> !word.isEmpty())
                .distinct()
                .map(Word::new)
                .toList();
        return new SearchWords(words);
    }

    /** The first word that is longer than {@link #WORD_LENGTH_MAX}. */
    public Optional<String> tooLong() {
        return words.stream()
                .map(word -> word.text)
                .filter(text -> text.length() > WORD_LENGTH_MAX)
                .findFirst();
    }

    public int count() {
        return words.size();
    }

    public boolean isEmpty() {
        return words.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SearchWords that && texts().equals(that.texts());
    }

    @Override
    public int hashCode() {
        return texts().hashCode();
    }

    private List<String> texts() {
        return words.stream().map(word -> word.text).toList();
    }

    /** Whether each word is somewhere in the alert that has these. */
    public boolean areIn(Labels labels, Labels annotations) {
        for (int i = 0; i < words.size(); i++) {
            Word word = words.get(i);
            if (!word.isInPairOf(labels) && !word.isInValueOf(annotations)) {
                return false;
            }
        }
        return true;
    }

    /** Whether each word is in one of the texts. */
    public boolean areIn(List<String> texts) {
        return words.stream().allMatch(word -> texts.stream().anyMatch(word::isIn));
    }

    private static final class Word {
        private final String text;
        private final char firstLower;
        private final char firstUpper;
        private final boolean hasEquals;

        Word(String text) {
            this.text = requireNonNull(text, "text");
            this.firstLower = Character.toLowerCase(text.charAt(0));
            this.firstUpper = Character.toUpperCase(text.charAt(0));
            this.hasEquals = text.indexOf('=') >= 0;
        }

        boolean isInPairOf(Labels labels) {
            for (int i = 0; i < labels.size(); i++) {
                boolean isFound = hasEquals
                        ? isIn(labels.name(i) + "=" + labels.value(i))
                        : isIn(labels.value(i)) || isIn(labels.name(i));
                if (isFound) {
                    return true;
                }
            }
            return false;
        }

        boolean isInValueOf(Labels annotations) {
            for (int i = 0; i < annotations.size(); i++) {
                if (isIn(annotations.value(i))) {
                    return true;
                }
            }
            return false;
        }

        boolean isIn(String candidate) {
            int last = Math.min(candidate.length(), SEARCHED_MAX) - text.length();
            for (int i = 0; i <= last; i++) {
                char c = candidate.charAt(i);
                if ((c == firstLower || c == firstUpper || c > 0x7F)
                        && candidate.regionMatches(true, i, text, 0, text.length())) {
                    return true;
                }
            }
            return false;
        }
    }
}
