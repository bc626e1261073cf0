package io.tocsin.evaluator.promqltest;

import io.tocsin.evaluator.promql.SeriesNotation;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** What a test file says to do. */
sealed interface Command {
    /** Forgets all samples. */
    record Clear() implements Command {}

    /**
     * Stores samples from time 0.
     *
     * @param makesHistograms whether native histograms are made of the classic ones
     */
    record Load(long stepMillis, boolean makesHistograms, List<Loaded> series) implements Command {}

    /** @param hasStartTimes whether a line with start times stood before it */
    record Loaded(SeriesNotation notation, boolean hasStartTimes) {}

    /**
     * Asks something.
     *
     * @param line of the file, from 1
     * @param stepMillis 0 for one time
     */
    record Eval(int line, String expr, long startMillis, long endMillis, long stepMillis, Expected expected)
            implements Command {
        boolean isInstant() {
            return stepMillis == 0;
        }
    }

    /** What must come out. */
    record Expected(
            List<SeriesNotation> series,
            OptionalDouble scalar,
            Optional<String> text,
            boolean isOrdered,
            @Nullable Pattern fail,
            Notes warnings,
            Notes infos,
            @Nullable RangeVector rangeVector) {}

    /** The times of an expected range vector. */
    record RangeVector(long startMillis, long endMillis, long stepMillis) {}

    /**
     * Annotations of one kind.
     *
     * @param isNone whether none may come
     * @param isSome whether at least one must
     * @param patterns each must be met, and all that come must meet one, if there are any
     */
    record Notes(boolean isNone, boolean isSome, List<Pattern> patterns) {}

    /** A text to be met: as it is, by a regex, or, where neither is given, by anything. */
    record Pattern(Optional<String> text, Optional<String> regex) {
        boolean matches(String message) {
            if (text.isPresent()) {
                return message.equals(text.get());
            }
            return regex.isEmpty()
                    || java.util.regex.Pattern.compile(regex.get())
                            .matcher(message)
                            .find();
        }
    }
}
