package io.tocsin.server.amtool;

import java.io.Serial;

/** A command that did not do its work. The message is what follows {@code amtool: error: } on standard error. */
final class CommandFailure extends Exception {
    @Serial
    private static final long serialVersionUID = 1L;

    CommandFailure(String message) {
        super(message);
    }

    CommandFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
