package io.tocsin.notifiers.http;

import java.io.Serial;

/** A call cannot be made or finished. The message may be shown: it holds no URL, no secret and no file's contents. */
public final class CallFailedException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean isFinal;

    CallFailedException(String message) {
        super(message);
        this.isFinal = false;
    }

    CallFailedException(String message, Throwable cause) {
        super(message, cause);
        this.isFinal = isFinal(cause);
    }

    private CallFailedException(String message, boolean isFinal) {
        super(message);
        this.isFinal = isFinal;
    }

    /** A call that fails the same way however often it is made. */
    static CallFailedException forGood(String message) {
        return new CallFailedException(message, true);
    }

    /** Whether making the call again is pointless. */
    public static boolean isFinal(Throwable failure) {
        return failure instanceof CallFailedException failed && failed.isFinal;
    }

    /** What may be shown of any failure. */
    public static String describe(Throwable failure) {
        return failure instanceof CallFailedException
                ? String.valueOf(failure.getMessage())
                : TransportFailure.describe(failure);
    }
}
