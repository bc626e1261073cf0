package io.tocsin.server.storage;

import org.jspecify.annotations.Nullable;

/** A store that must not be used. The message names the file, what is wrong with it and the way out. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isDamage;

    private StoreException(String message, boolean isDamage, @Nullable Throwable cause) {
        super(message, cause);
        this.isDamage = isDamage;
    }

    /** The file is not what was written. */
    static StoreException damaged(String message, @Nullable Throwable cause) {
        return new StoreException(message, true, cause);
    }

    /** The file is in order, and not for this process. */
    static StoreException refused(String message, @Nullable Throwable cause) {
        return new StoreException(message, false, cause);
    }

    /** Whether the file is not what was written, so that nothing is lost by putting it aside. */
    boolean isDamage() {
        return isDamage;
    }
}
