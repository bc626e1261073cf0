package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatcherProblem;
import java.io.Serial;
import org.jspecify.annotations.Nullable;

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
    private final transient @Nullable MatcherProblem problem;

    private ParameterException(String parameter, String message, @Nullable MatcherProblem problem) {
        super(message, null, false, false);
        this.parameter = requireNonNull(parameter, "parameter");
        this.problem = problem;
    }

    ParameterException(String parameter, String message) {
        this(parameter, message, null);
    }

    /** @param problem with matchers, or with words, and its place in the parameter's value */
    ParameterException(String parameter, MatcherProblem problem) {
        this(parameter, problem.message(), problem);
    }

    void writeTo(GoJson out) {
        out.writeStartObject();
        out.writeNumberField("code", 400);
        out.writeStringField("message", String.valueOf(getMessage()));
        out.writeStringField("parameter", parameter);
        if (problem != null) {
            writePlace(out, problem);
        }
        out.writeEndObject();
    }

    /** The fields that say where in the text it is, and what to do. */
    static void writePlace(GoJson out, MatcherProblem problem) {
        out.writeNumberField("offset", problem.offset());
        out.writeNumberField("length", problem.length());
        out.writeStringField("hint", problem.hint());
    }
}
