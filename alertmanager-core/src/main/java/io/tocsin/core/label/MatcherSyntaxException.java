package io.tocsin.core.label;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** Text that is no matcher, or no list of matchers. The message is in the original's words. */
public final class MatcherSyntaxException extends IllegalArgumentException {
    /** Stands for a column that is not known: the classic grammar does not say where it failed. */
    public static final int UNKNOWN = -1;

    @Serial
    private static final long serialVersionUID = 1L;

    private final int start;
    private final int end;

    MatcherSyntaxException(String message) {
        this(message, UNKNOWN, UNKNOWN, null);
    }

    MatcherSyntaxException(String message, int start, int end) {
        this(message, start, end, null);
    }

    MatcherSyntaxException(String message, int start, int end, @Nullable Throwable cause) {
        super(message, cause);
        this.start = start;
        this.end = end;
    }

    /** The first code point of the span at fault, counted from 0, or {@link #UNKNOWN}. */
    public int start() {
        return start;
    }

    /** The code point behind the span at fault, counted from 0, or {@link #UNKNOWN}. */
    public int end() {
        return end;
    }
}
