package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

/** A query that has no answer. The message is the original's where the original has one. */
public final class QueryException extends Exception {
    private static final long serialVersionUID = 1L;

    /** Clients look for this. */
    public static final String TOO_MANY_SAMPLES =
            "query processing would load too many samples into memory in expression evaluation";

    private final Reason reason;

    public QueryException(Reason reason, String message) {
        super(message);
        this.reason = requireNonNull(reason, "reason");
    }

    public Reason reason() {
        return reason;
    }

    /** What kind of trouble it is. */
    public enum Reason {
        /** The expression can't be computed on this data, or takes more than it may. */
        EXECUTION,
        /** It uses what is not supported; the message begins with {@code not supported yet: }. */
        UNSUPPORTED,
        TIMEOUT,
        CANCELED,
        /** Others hold the memory that it would take: later it may have an answer. */
        UNAVAILABLE
    }
}
