package io.tocsin.notifiers.email;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import java.io.Serial;

/** The smarthost did not take a mail. The message may be shown: it holds no secret. */
final class SmtpException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean isFinal;

    private SmtpException(String message, boolean isFinal) {
        super(message);
        this.isFinal = isFinal;
    }

    /** As in the original nearly everything: servers refuse for good what they take a minute later. */
    static SmtpException retryable(String message) {
        return new SmtpException(message, false);
    }

    /** It would fail in the same way again. */
    static SmtpException forGood(String message) {
        return new SmtpException(message, true);
    }

    SendResult result() {
        String message = requireNonNull(getMessage());
        return isFinal
                ? new SendResult.Rejected(FailureReason.OTHER, message)
                : new SendResult.RetryLater(FailureReason.OTHER, message);
    }
}
