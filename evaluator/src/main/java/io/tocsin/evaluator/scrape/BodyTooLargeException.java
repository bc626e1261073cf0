package io.tocsin.evaluator.scrape;

import java.io.IOException;
import java.io.Serial;

/** A body that reaches its limit. */
public final class BodyTooLargeException extends IOException {
    @Serial
    private static final long serialVersionUID = 1L;

    /** @param limit which one it reaches: {@code body_size_limit of the job, 1024 bytes} */
    public BodyTooLargeException(String limit) {
        super("body size limit exceeded (" + limit + ")");
    }
}
