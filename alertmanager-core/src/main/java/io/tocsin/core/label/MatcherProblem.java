package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with matcher text, for whoever is typing it.
 *
 * @param message a sentence without the place
 * @param offset in UTF-16 units, from 0; the whole text is at fault where the grammar does not say more
 * @param length in UTF-16 units; 0 where something is missing
 * @param hint how to put it right
 */
public record MatcherProblem(String message, int offset, int length, String hint) {
    public MatcherProblem {
        requireNonNull(message, "message");
        requireNonNull(hint, "hint");
    }

    /** @param text that was refused with {@code refused} */
    public static MatcherProblem of(MatcherSyntaxException refused, String text) {
        if (refused.start() == MatcherSyntaxException.UNKNOWN) {
            return new MatcherProblem(refused.detail(), 0, text.length(), refused.hint());
        }
        int start = text.offsetByCodePoints(0, refused.start());
        int end = text.offsetByCodePoints(start, refused.end() - refused.start());
        return new MatcherProblem(refused.detail(), start, end - start, refused.hint());
    }
}
