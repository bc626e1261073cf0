package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import java.io.Serial;

/**
 * A request that is refused as a whole before its content is looked at; answered as {@code {"code":..,"message":..}}.
 *
 * <p>Carries no stack trace: it is an answer, not a fault.
 */
final class Refusal extends Exception {
    static final int CODE_BAD_FORMAT = 601;
    static final int CODE_REQUIRED = 602;
    static final int CODE_TOO_FEW_ITEMS = 612;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;
    private final String text;

    /**
     * @param status of the response
     * @param code inside the body; differs from the status where a schema is violated
     */
    Refusal(int status, int code, String text) {
        super(text, null, false, false);
        this.status = status;
        this.code = code;
        this.text = requireNonNull(text, "text");
    }

    static Refusal badRequest(String text) {
        return new Refusal(400, 400, text);
    }

    static Refusal required(String location) {
        return new Refusal(422, CODE_REQUIRED, location + " is required");
    }

    static Refusal badFormat(String location, String type, String value) {
        return new Refusal(422, CODE_BAD_FORMAT, location + " must be of type " + type + ": " + value);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    String text() {
        return text;
    }
}
