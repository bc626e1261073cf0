package io.tocsin.notifiers.http;

/** A call cannot be made or finished. The message may be shown: it holds no URL, no secret and no file's contents. */
final class CallFailedException extends Exception {
    CallFailedException(String message) {
        super(message);
    }

    CallFailedException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What may be shown of any failure. */
    static String describe(Throwable failure) {
        return failure instanceof CallFailedException
                ? String.valueOf(failure.getMessage())
                : TransportFailure.describe(failure);
    }
}
