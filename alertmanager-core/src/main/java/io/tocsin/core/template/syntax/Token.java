package io.tocsin.core.template.syntax;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.template.value.TextBytes;

/**
 * A piece of template text.
 *
 * @param offset bytes before it
 * @param line from 1
 * @param text as written; what is wrong, of {@link Kind#ERROR}
 */
record Token(Kind kind, int offset, int line, String text) {
    /** Messages show this much of a token. */
    private static final int SHOWN_MAX = 10;

    enum Kind {
        ERROR,
        END_OF_TEXT,
        TEXT,
        LEFT_DELIMITER,
        RIGHT_DELIMITER,
        SPACE,
        ASSIGN,
        DECLARE,
        PIPE,
        LEFT_PARENTHESIS,
        RIGHT_PARENTHESIS,
        BOOL,
        CHARACTER,
        COMPLEX,
        NUMBER,
        STRING,
        RAW_STRING,
        FIELD,
        IDENTIFIER,
        VARIABLE,
        /** A comma, or what has no meaning. */
        OTHER,
        DOT,
        NIL,
        BLOCK,
        BREAK,
        CONTINUE,
        DEFINE,
        ELSE,
        END,
        IF,
        RANGE,
        TEMPLATE,
        WITH;

        private boolean isKeyword() {
            return compareTo(DOT) >= 0;
        }
    }

    boolean is(Kind expected) {
        return kind == expected;
    }

    /** As messages name it. */
    String shown() {
        if (kind == Kind.END_OF_TEXT) {
            return "EOF";
        }
        if (kind == Kind.ERROR) {
            return text;
        }
        if (kind.isKeyword()) {
            return "<" + text + ">";
        }
        if (TextBytes.count(text) <= SHOWN_MAX) {
            return GoQuote.quote(text);
        }
        int points = text.codePointCount(0, text.length());
        int end = text.offsetByCodePoints(0, Math.min(points, SHOWN_MAX));
        return GoQuote.quote(text.substring(0, end)) + "...";
    }
}
