package io.tocsin.core.engine;

/** Something could not be made durable in time. The message says why, for operators, and names no secret. */
public final class StoreUnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param message why, as {@link StateStore#trouble} says it */
    public StoreUnavailableException(String message) {
        super(message);
    }
}
