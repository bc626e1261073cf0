package io.tocsin.evaluator.scrape;

import java.io.IOException;
import java.io.Serial;

/** A body that reaches the limit. */
public final class BodyTooLargeException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    public BodyTooLargeException() {
        super("body size limit exceeded");
    }
}
