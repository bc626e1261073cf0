package io.tocsin.core.template.syntax;

import java.io.Serial;

/** A literal that stands for nothing, in Go's words. */
public final class LiteralException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    LiteralException(String message) {
        super(message);
    }
}
