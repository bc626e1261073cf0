package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The attempts of a notification that have ended. Immutable.
 *
 * @param kept the first {@value #FIRST_MAX} and the last {@value #LAST_MAX}, in order
 * @param count how many there were
 */
public record Attempts(List<Attempt> kept, int count) {
    static final int FIRST_MAX = 20;
    static final int LAST_MAX = 20;

    /** How many are remembered at most. */
    public static final int KEPT_MAX = FIRST_MAX + LAST_MAX;

    public static final Attempts NONE = new Attempts(List.of(), 0);

    public Attempts {
        kept = List.copyOf(kept);
        if (kept.size() > KEPT_MAX || count < kept.size()) {
            throw new IllegalArgumentException("attempts: " + kept.size() + " of " + count + " (expected: at most "
                    + KEPT_MAX + " of as many or more)");
        }
    }

    /** These and one more. */
    Attempts with(Attempt next) {
        List<Attempt> all = new ArrayList<>(kept);
        if (all.size() == KEPT_MAX) {
            all.remove(FIRST_MAX);
        }
        all.add(next);
        return new Attempts(all, count + 1);
    }

    /**
     * One attempt to send.
     *
     * @param number counted from 1
     * @param at when it began
     * @param latency from the call to the answer, in whole milliseconds
     * @param result what came of it, without what the integration wants to find again
     */
    public record Attempt(int number, Instant at, Duration latency, SendResult result) {
        public Attempt {
            requireNonNull(at, "at");
            requireNonNull(latency, "latency");
            requireNonNull(result, "result");
        }
    }
}
