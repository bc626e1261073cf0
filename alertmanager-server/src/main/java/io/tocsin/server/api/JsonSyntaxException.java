package io.tocsin.server.api;

import java.io.Serial;

/** Text that is no JSON. The message is in the original's words; there is no stack trace. */
final class JsonSyntaxException extends Exception {
    static final String CUT_SHORT = "unexpected EOF";

    @Serial
    private static final long serialVersionUID = 1L;

    private final String text;

    JsonSyntaxException(String text) {
        super(text, null, false, false);
        this.text = text;
    }

    String text() {
        return text;
    }
}
