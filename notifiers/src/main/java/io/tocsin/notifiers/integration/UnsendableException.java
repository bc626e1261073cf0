package io.tocsin.notifiers.integration;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import java.io.Serial;

/** A notification cannot be put into words or addressed: a template failed, a secret cannot be read, a URL is empty. */
public final class UnsendableException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param message for log and status; without secrets */
    public UnsendableException(String message) {
        super(requireNonNull(message, "message"));
    }

    /** @param message for log and status; without secrets */
    public UnsendableException(String message, Throwable cause) {
        super(requireNonNull(message, "message"), cause);
    }

    /** What that means for the notification: another attempt would fail in the same way. */
    public SendResult.Rejected result() {
        return new SendResult.Rejected(FailureReason.OTHER, requireNonNull(getMessage()));
    }
}
