package io.tocsin.core.template.format;

import io.tocsin.core.template.value.CallException;
import java.io.Serial;

/** A text that is not as its layout says. The message is Go's. */
public final class TimeSyntaxException extends CallException {
    @Serial
    private static final long serialVersionUID = 1L;

    TimeSyntaxException(String message) {
        super(message);
    }
}
