package io.tocsin.evaluator.query;

import static java.util.Objects.requireNonNull;

/**
 * How far one query may go.
 *
 * @param lookbackMillis how old the newest sample of a series may be; {@code > 0}
 * @param samplesMax samples held at the same time; {@code > 0}
 * @param patience asked now and then; throws when whoever asked wants no answer any more
 * @param memory where the memory for these samples comes from
 */
public record QueryLimits(long lookbackMillis, long samplesMax, Patience patience, EvaluationMemory.Share memory) {
    /** As many samples as take the memory that one series takes which is asked for at one time, without its labels. */
    public static final int SAMPLES_PER_SERIES = 4;

    public QueryLimits {
        if (lookbackMillis <= 0 || samplesMax <= 0) {
            throw new IllegalArgumentException(
                    "limits: lookback " + lookbackMillis + ", samples " + samplesMax + " (expected: > 0)");
        }
        requireNonNull(patience, "patience");
        requireNonNull(memory, "memory");
    }

    /** Of a query that shares memory with no others. */
    public QueryLimits(long lookbackMillis, long samplesMax, Patience patience) {
        this(lookbackMillis, samplesMax, patience, EvaluationMemory.unbounded());
    }

    /** Says when to give up. */
    @FunctionalInterface
    public interface Patience {
        Patience ENDLESS = () -> {};

        /** @throws QueryException with {@link QueryException.Reason#TIMEOUT} or {@link QueryException.Reason#CANCELED} */
        void check() throws QueryException;
    }
}
