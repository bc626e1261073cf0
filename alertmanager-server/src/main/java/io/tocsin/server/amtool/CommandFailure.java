package io.tocsin.server.amtool;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** A command that did not do its work. The message is what follows {@code amtool: error: } on standard error. */
final class CommandFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String hint;

    CommandFailure(String message) {
        this(message, "", null);
    }

    CommandFailure(String message, @Nullable Throwable cause) {
        this(message, "", cause);
    }

    CommandFailure(String message, String hint) {
        this(message, hint, null);
    }

    CommandFailure(String message, String hint, @Nullable Throwable cause) {
        super(message, cause);
        this.hint = hint;
    }

    /** What to do about it; empty where the message says it. */
    String hint() {
        return hint;
    }
}
