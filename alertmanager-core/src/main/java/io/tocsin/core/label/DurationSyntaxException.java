package io.tocsin.core.label;

import java.io.Serial;

/** Text that is no duration. The message is in the original's words. */
public final class DurationSyntaxException extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String expectation;

    DurationSyntaxException(String message, String expectation) {
        super(message);
        this.expectation = expectation;
    }

    /** What would have been right, for a hint: {@code a duration such as "30s" or "1h30m"; ...}. */
    public String expectation() {
        return expectation;
    }
}
