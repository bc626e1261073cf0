package io.tocsin.server.flags;

/**
 * A command line that cannot be used. The message is what follows {@code <program>: error: } on standard error, in the
 * original's words, because wrappers match on them.
 */
public final class FlagException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String hint;

    public FlagException(String message) {
        this(message, "");
    }

    /** @param hint what to do about it, for programs that show more than the message */
    public FlagException(String message, String hint) {
        super(message);
        this.hint = hint;
    }

    /** What to do about it; empty for nothing. */
    public String hint() {
        return hint;
    }
}
