package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What somebody is typing at one place of matcher text that need not be whole: one matcher, or several between commas, with or
 * without braces. Immutable.
 *
 * @param part what stands at the cursor, or is to come there
 * @param from where that begins, in UTF-16 units
 * @param to behind its last unit: what lies between both is what a suggestion replaces
 * @param typed what it stands for, up to the cursor, without quotes and escapes
 * @param isFollowed whether the next part of the same matcher stands behind it already
 * @param matcher what stands in front of it
 */
public record MatcherCursor(Part part, int from, int to, String typed, boolean isFollowed, Before matcher) {

    /** A part of a matcher. */
    public enum Part {
        NAME,
        OPERATOR,
        VALUE,
        /** Only a comma or a brace may come here. */
        NONE
    }

    /**
     * What stands in front of a place.
     *
     * @param matchers whole ones, each with a comma behind it; without the brace in front
     * @param name of the label; empty in front of it
     * @param operator empty in front of it
     */
    public record Before(String matchers, String name, Optional<MatchType> operator) {
        public Before {
            requireNonNull(matchers, "matchers");
            requireNonNull(name, "name");
            requireNonNull(operator, "operator");
        }
    }

    public MatcherCursor {
        requireNonNull(part, "part");
        requireNonNull(typed, "typed");
        requireNonNull(matcher, "matcher");
    }

    /**
     * @param cursor in UTF-16 units, from 0 to the length of {@code text}
     * @throws MatcherSyntaxException if the text has thousands of parts
     */
    public static MatcherCursor at(String text, int cursor) {
        if (cursor < 0 || cursor > text.length()) {
            throw new IllegalArgumentException("cursor: " + cursor + " (expected: 0 to " + text.length() + ")");
        }
        return new MatcherCursorReader(text, cursor).read();
    }
}
