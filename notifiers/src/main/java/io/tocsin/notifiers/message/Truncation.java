package io.tocsin.notifiers.message;

/**
 * Cuts texts to what a receiver takes.
 *
 * @see "Upstream: notify.TruncateInRunes, v0.33.1"
 */
public final class Truncation {
    private static final String MARK = "\u2026";

    /** Up to this length there is no room for the mark. */
    private static final int UNMARKED_MAX = 3;

    private Truncation() {}

    /**
     * The text itself if it is short enough, else its beginning and an ellipsis.
     *
     * @param max code points of the result; {@code >= 0}
     */
    public static String runes(String text, int max) {
        if (text.codePointCount(0, text.length()) <= max) {
            return text;
        }
        return max <= UNMARKED_MAX ? first(text, max) : first(text, max - 1) + MARK;
    }

    private static String first(String text, int runes) {
        return text.substring(0, text.offsetByCodePoints(0, runes));
    }
}
