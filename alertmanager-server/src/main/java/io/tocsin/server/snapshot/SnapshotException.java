package io.tocsin.server.snapshot;

/** A snapshot that cannot be read or written. The message names the file, what is wrong, and the way out. */
public final class SnapshotException extends Exception {
    private static final long serialVersionUID = 1L;

    SnapshotException(String message) {
        super(message);
    }

    SnapshotException(String message, Throwable cause) {
        super(message, cause);
    }
}
