package io.tocsin.core.label;

import io.tocsin.core.label.MatcherToken.Kind;
import org.jspecify.annotations.Nullable;

/** Cuts matcher text into tokens. Whitespace between them is ignored. Not thread-safe; used once. */
final class MatcherLexer {
    private final int[] points;
    private int position;
    private MatcherToken last = new MatcherToken(Kind.END, "", 0, 0);
    private @Nullable MatcherToken peeked;

    MatcherLexer(String text) {
        points = text.codePoints().toArray();
    }

    /** The token that was consumed last. */
    MatcherToken last() {
        return last;
    }

    /**
     * The next token, left in place.
     *
     * @param expectation appended to the error when there is no token here
     */
    MatcherToken peek(Expectation expectation) {
        if (peeked == null) {
            peeked = scan(expectation);
        }
        return peeked;
    }

    /** Consumes the next token. */
    MatcherToken next(Expectation expectation) {
        MatcherToken token = peek(expectation);
        peeked = null;
        last = token;
        return token;
    }

    private MatcherToken scan(Expectation expectation) {
        // The end of the text stands where the last token ended, not behind trailing whitespace.
        int previousEnd = position;
        while (position < points.length && Matcher.isSpace(points[position])) {
            position++;
        }
        if (position == points.length) {
            return new MatcherToken(Kind.END, "", previousEnd, previousEnd);
        }
        int start = position;
        return switch (points[position++]) {
            case '{' -> token(Kind.OPEN_BRACE, start);
            case '}' -> token(Kind.CLOSE_BRACE, start);
            case ',' -> token(Kind.COMMA, start);
            case '=' -> equalsOperator(start);
            case '!' -> negatedOperator(start, expectation);
            case '"' -> quoted(start, expectation);
            default -> unquoted(start, expectation);
        };
    }

    private MatcherToken equalsOperator(int start) {
        if (position < points.length && points[position] == '~') {
            position++;
        }
        return token(Kind.OPERATOR, start);
    }

    private MatcherToken negatedOperator(int start, Expectation expectation) {
        if (position == points.length) {
            throw error(start, "unexpected end of input, expected one of '=~'", expectation);
        }
        if (points[position] != '=' && points[position] != '~') {
            throw error(start, "!: expected one of '=~'", expectation);
        }
        position++;
        return token(Kind.OPERATOR, start);
    }

    private MatcherToken quoted(int start, Expectation expectation) {
        boolean isEscaped = false;
        while (position < points.length) {
            int point = points[position++];
            if (point == '"' && !isEscaped) {
                return token(Kind.QUOTED, start);
            }
            isEscaped = point == '\\' && !isEscaped;
        }
        throw error(start, text(start) + ": missing end \"", expectation, "put \" behind the text");
    }

    private MatcherToken unquoted(int start, Expectation expectation) {
        if (Matcher.isReserved(points[start]) || isLoneSurrogate(points[start])) {
            throw error(
                    start, text(start) + ": invalid input", expectation, "put text with such signs into double quotes");
        }
        while (position < points.length
                && !Matcher.isReserved(points[position])
                && !isLoneSurrogate(points[position])) {
            position++;
        }
        return token(Kind.UNQUOTED, start);
    }

    private static boolean isLoneSurrogate(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private MatcherToken token(Kind kind, int start) {
        return new MatcherToken(kind, text(start), start, position);
    }

    private String text(int start) {
        return new String(points, start, position - start);
    }

    private MatcherSyntaxException error(int start, String message, Expectation expectation) {
        return error(start, message, expectation, expectation.hint());
    }

    private MatcherSyntaxException error(int start, String message, Expectation expectation, String hint) {
        return new MatcherSyntaxException(
                start + ":" + position + ": " + message + expectation.suffix(), start, position, hint);
    }
}
