package io.tocsin.server.http;

import java.io.Serial;

/** An address that cannot be listened on. The message names it and says what to do. */
public final class ListenException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    ListenException(String message, Throwable cause) {
        super(message, cause);
    }
}
