package io.tocsin.core.label;

import java.util.Optional;

/**
 * A piece of matcher text.
 *
 * @param text as written, quotes included
 * @param start column of its first code point
 * @param end column behind its last code point
 */
record MatcherToken(Kind kind, String text, int start, int end) {
    enum Kind {
        OPEN_BRACE,
        CLOSE_BRACE,
        COMMA,
        OPERATOR,
        QUOTED,
        UNQUOTED,
        END
    }

    boolean isText() {
        return kind == Kind.QUOTED || kind == Kind.UNQUOTED;
    }

    Optional<MatchType> operator() {
        for (MatchType type : MatchType.values()) {
            if (kind == Kind.OPERATOR && type.operator().equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /**
     * What a quoted or unquoted token stands for.
     *
     * @throws MatcherSyntaxException if a quoted one holds a wrong escape, or bytes that are no UTF-8
     */
    String value() {
        if (kind != Kind.QUOTED) {
            return text;
        }
        return GoQuote.unquote(text)
                .orElseThrow(() -> error(
                        text + ": invalid input",
                        "write \\\\ for a backslash in double quotes, and \\\" for a double quote"));
    }

    MatcherSyntaxException error(String message, Expectation expectation) {
        return error(message + expectation.suffix(), expectation.hint());
    }

    private MatcherSyntaxException error(String message, String hint) {
        return new MatcherSyntaxException(start + ":" + end + ": " + message, start, end, hint);
    }
}
