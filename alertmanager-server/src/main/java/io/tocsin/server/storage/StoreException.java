package io.tocsin.server.storage;

import org.jspecify.annotations.Nullable;

/** A store that must not be used. The message names the file, what is wrong with it and the way out. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    StoreException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}
