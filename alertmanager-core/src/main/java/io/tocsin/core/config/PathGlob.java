package io.tocsin.core.config;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * A pattern of paths, such as {@code templates/*.tmpl}: {@code *} stands for any run of characters but the slash, {@code
 * ?} for one of them, {@code [a-z]} and {@code [^a-z]} for one in or outside of ranges, {@code \} takes the next
 * character as it is. There are neither braces nor {@code **}. Names that start with a dot match too. Immutable.
 *
 * @see "Go: filepath.Match, filepath.Glob"
 */
public final class PathGlob {
    private static final String SPECIAL = "*?[\\";

    private final String text;

    private PathGlob(String text) {
        this.text = requireNonNull(text, "text");
    }

    /** @return empty if a bracket or a range is not complete, or nothing but a slash follows a backslash */
    public static Optional<PathGlob> parse(String text) {
        boolean isSound = isSound(text);
        for (int slash = text.indexOf('/'); isSound && slash >= 0; slash = text.indexOf('/', slash + 1)) {
            isSound = isSound(text.substring(0, slash));
        }
        return isSound ? Optional.of(new PathGlob(text)) : Optional.empty();
    }

    private static boolean isSound(String text) {
        int at = 0;
        while (at >= 0 && at < text.length()) {
            at = switch (text.charAt(at)) {
                case '[' -> endOfBracket(text, at);
                case '\\' -> endOfLiteral(text, at);
                default -> at + 1;
            };
        }
        return at >= 0;
    }

    /** Where the bracket that opens at {@code start} ends; -1 if it does not. */
    private static int endOfBracket(String text, int start) {
        int at = text.startsWith("[^", start) ? start + 2 : start + 1;
        int first = at;
        while (at < text.length() && (text.charAt(at) != ']' || at == first)) {
            at = endOfBound(text, at);
            if (at >= 0 && text.charAt(at) == '-') {
                at = endOfBound(text, at + 1);
            }
            if (at < 0) {
                return -1;
            }
        }
        return at < text.length() ? at + 1 : -1;
    }

    /** Where a bound of a range ends; -1 if there is none. A bound is neither {@code -} nor {@code ]}. */
    private static int endOfBound(String text, int at) {
        boolean isBound = at < text.length() && text.charAt(at) != '-' && text.charAt(at) != ']';
        int end = isBound ? endOfLiteral(text, at) : -1;
        return end < text.length() ? end : -1;
    }

    /** Where one character, escaped or not, ends; -1 if nothing follows the backslash. */
    private static int endOfLiteral(String text, int at) {
        int character = text.charAt(at) == '\\' ? at + 1 : at;
        return character < text.length() ? text.offsetByCodePoints(character, 1) : -1;
    }

    /** Whether the pattern stands for nothing but itself. */
    public boolean isLiteral() {
        return text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
    }

    /** What stands before the last slash, {@code /} for the root; empty without a slash. */
    public Optional<PathGlob> folder() {
        int slash = text.lastIndexOf('/');
        return slash < 0 ? Optional.empty() : Optional.of(new PathGlob(slash == 0 ? "/" : text.substring(0, slash)));
    }

    /** What stands behind the last slash. */
    public PathGlob name() {
        return new PathGlob(text.substring(text.lastIndexOf('/') + 1));
    }

    /** Whether all of {@code path} matches. */
    public boolean matches(String path) {
        int next = 0;
        int here = 0;
        int afterStar = -1;
        int runEnd = 0;
        while (next < text.length() || here < path.length()) {
            if (next < text.length() && text.charAt(next) == '*') {
                next++;
                afterStar = next;
                runEnd = here;
            } else if (next < text.length() && here < path.length() && matchesOne(next, path.codePointAt(here))) {
                next = text.charAt(next) == '[' ? endOfBracket(text, next) : endOfLiteral(text, next);
                here = path.offsetByCodePoints(here, 1);
            } else if (afterStar < 0 || runEnd == path.length() || path.charAt(runEnd) == '/') {
                return false;
            } else {
                // Let the last star stand for one character more; those before it need not change.
                runEnd = path.offsetByCodePoints(runEnd, 1);
                next = afterStar;
                here = runEnd;
            }
        }
        return true;
    }

    private boolean matchesOne(int pattern, int character) {
        return switch (text.charAt(pattern)) {
            case '?' -> character != '/';
            case '[' -> matchesBracket(pattern, character);
            default -> character == literal(pattern);
        };
    }

    private boolean matchesBracket(int start, int character) {
        boolean isNegated = text.startsWith("[^", start);
        int end = endOfBracket(text, start) - 1;
        boolean isIn = false;
        for (int at = isNegated ? start + 2 : start + 1; at < end; ) {
            int low = literal(at);
            int high = low;
            at = endOfLiteral(text, at);
            if (text.charAt(at) == '-') {
                high = literal(at + 1);
                at = endOfLiteral(text, at + 1);
            }
            isIn |= low <= character && character <= high;
        }
        return isIn != isNegated;
    }

    private int literal(int at) {
        return text.codePointAt(text.charAt(at) == '\\' ? at + 1 : at);
    }

    @Override
    public String toString() {
        return text;
    }
}
