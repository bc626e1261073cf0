package io.tocsin.server.storage;

import org.jspecify.annotations.Nullable;

/** A store that must not be used. The message names the file, what is wrong with it and the way out of a start that fails. */
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean isDamage;
    private final String finding;

    private StoreException(String finding, String wayOut, boolean isDamage, @Nullable Throwable cause) {
        super(finding + wayOut, cause);
        this.isDamage = isDamage;
        this.finding = finding;
    }

    /** The file is not what was written. */
    static StoreException damaged(String finding, String wayOut, @Nullable Throwable cause) {
        return new StoreException(finding, wayOut, true, cause);
    }

    /** The file is in order, and not for this process. */
    static StoreException refused(String message, @Nullable Throwable cause) {
        return new StoreException(message, "", false, cause);
    }

    /** Whether the file is not what was written, so that nothing is lost by putting it aside. */
    boolean isDamage() {
        return isDamage;
    }

    /** What is wrong, without the way out: for who goes it already. */
    String finding() {
        return finding;
    }
}
