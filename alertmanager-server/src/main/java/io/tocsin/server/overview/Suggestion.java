package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import java.util.Locale;

/**
 * What may be typed next into matcher text.
 *
 * @param text what it is called, to be shown
 * @param count how many alerts have it
 * @param from where it goes in the text, in UTF-16 units; what stands up to {@code to} gives way
 * @param insert what goes there, with quotes and escapes where they are needed
 */
public record Suggestion(Kind kind, String text, int count, int from, int to, String insert) {

    /** What a suggestion is. */
    public enum Kind {
        NAME,
        OPERATOR,
        VALUE;

        /** As the API writes it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Suggestion {
        requireNonNull(kind, "kind");
        requireNonNull(text, "text");
        requireNonNull(insert, "insert");
    }
}
