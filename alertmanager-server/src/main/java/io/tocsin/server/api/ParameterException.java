package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatcherSyntaxException;
import java.io.Serial;
import java.util.Optional;

/**
 * A parameter that cannot be read, answered with 400 and its place; what our own endpoints say where API v2 has a sentence of
 * the original's.
 *
 * <p>Carries no stack trace: it is an answer, not a fault.
 */
final class ParameterException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String parameter;
    private final transient Optional<Span> span;
    private final String hint;

    /**
     * Where in the parameter's value.
     *
     * @param offset in UTF-16 units, from 0
     * @param length in UTF-16 units; 0 where something is missing
     */
    record Span(int offset, int length) {
        /** Empty where the grammar does not say. */
        static Optional<Span> of(MatcherSyntaxException e, String text) {
            if (e.start() == MatcherSyntaxException.UNKNOWN) {
                return Optional.empty();
            }
            int start = text.offsetByCodePoints(0, e.start());
            return Optional.of(new Span(start, text.offsetByCodePoints(start, e.end() - e.start()) - start));
        }
    }

    /** @param hint how to go on; empty for none */
    ParameterException(String parameter, String message, Optional<Span> span, String hint) {
        super(message, null, false, false);
        this.parameter = requireNonNull(parameter, "parameter");
        this.span = requireNonNull(span, "span");
        this.hint = requireNonNull(hint, "hint");
    }

    ParameterException(String parameter, String message) {
        this(parameter, message, Optional.empty(), "");
    }

    void writeTo(GoJson out) {
        out.writeStartObject();
        out.writeNumberField("code", 400);
        out.writeStringField("message", String.valueOf(getMessage()));
        out.writeStringField("parameter", parameter);
        span.ifPresent(place -> {
            out.writeNumberField("offset", place.offset());
            out.writeNumberField("length", place.length());
        });
        if (!hint.isEmpty()) {
            out.writeStringField("hint", hint);
        }
        out.writeEndObject();
    }
}
