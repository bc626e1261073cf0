package io.tocsin.evaluator.promql;

import static java.util.Objects.requireNonNull;

/** The text of an expression, for errors in it. */
record QueryText(String text) {
    QueryText {
        requireNonNull(text, "text");
    }

    PromqlSyntaxException error(Span span, String what) {
        return new PromqlSyntaxException(Place.of(text, span.start()) + ": parse error: " + what, span);
    }
}
