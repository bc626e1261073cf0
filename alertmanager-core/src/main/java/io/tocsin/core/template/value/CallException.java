package io.tocsin.core.template.value;

import java.io.Serial;

/** A function's error, in Go's words; the executor adds where it was called. */
public class CallException extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    public CallException(String message) {
        super(message);
    }
}
