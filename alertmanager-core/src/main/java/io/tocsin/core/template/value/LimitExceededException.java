package io.tocsin.core.template.value;

import java.io.Serial;

/** A rendering has taken more steps, depth or output than it may. It ends there, whatever is done about errors. */
public final class LimitExceededException extends CallException {
    @Serial
    private static final long serialVersionUID = 1L;

    public LimitExceededException(String message) {
        super(message);
    }
}
