package io.tocsin.evaluator.exposition;

import java.io.Serial;

/** A body that is not what its format wants. The message says the line, and what was expected there. */
public final class ExpositionSyntaxException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    ExpositionSyntaxException(String message) {
        super(message);
    }
}
