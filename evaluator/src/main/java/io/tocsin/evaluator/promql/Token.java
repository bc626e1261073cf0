package io.tocsin.evaluator.promql;

import io.tocsin.core.label.GoQuote;
import java.nio.charset.StandardCharsets;

/** A piece of an expression's text. Immutable. */
record Token(TokenKind kind, String text, Span span) {
    private static final int SHOWN_MAX = 10;

    /** As messages of unexpected tokens show it. */
    String description() {
        if (kind == TokenKind.END_OF_INPUT) {
            return "end of input";
        }
        return kind.noun().isEmpty() ? shown() : kind.noun() + " " + shown();
    }

    private String shown() {
        if (kind == TokenKind.IDENTIFIER || kind == TokenKind.METRIC_IDENTIFIER) {
            return GoQuote.quote(text);
        }
        return switch (kind.look()) {
            case KEYWORD -> "<" + text + ">";
            case OPERATOR -> "<op:" + text + ">";
            case AGGREGATOR -> "<aggr:" + text + ">";
            case PLAIN -> shortened();
        };
    }

    /** Longer by bytes, shortened by characters: as the original does. */
    private String shortened() {
        if (text.getBytes(StandardCharsets.UTF_8).length <= SHOWN_MAX) {
            return GoQuote.quote(text);
        }
        int end = text.codePointCount(0, text.length()) <= SHOWN_MAX
                ? text.length()
                : text.offsetByCodePoints(0, SHOWN_MAX);
        return GoQuote.quote(text.substring(0, end)) + "...";
    }
}
