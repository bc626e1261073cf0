package io.tocsin.server.flags;

/**
 * A command line that cannot be used. The message is what follows {@code <program>: error: } on standard error, in the
 * original's words, because wrappers match on them.
 */
public final class FlagException extends Exception {
    private static final long serialVersionUID = 1L;

    public FlagException(String message) {
        super(message);
    }
}
