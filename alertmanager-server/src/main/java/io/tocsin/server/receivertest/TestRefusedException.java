package io.tocsin.server.receivertest;

import java.io.Serial;

/** A test that is not made. Carries no stack trace: it is an answer, not a fault. */
public final class TestRefusedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Why why;

    /** The kinds of reasons. */
    public enum Why {
        /** There is no such receiver. */
        UNKNOWN_RECEIVER,
        /** The alerts, or the integrations, are none. */
        BAD_REQUEST,
        /** There were too many tests lately. */
        TOO_MANY
    }

    /** @param message what is wrong, and what to do */
    TestRefusedException(Why why, String message) {
        super(message, null, false, false);
        this.why = why;
    }

    public Why why() {
        return why;
    }
}
