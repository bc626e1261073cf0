package io.tocsin.evaluator.query;

import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.List;

/**
 * Counts what a query holds and does, and ends it when that is too much. Owned by one evaluation.
 *
 * <p>Samples are counted as the original counts them. Columns have room for every step, so their size is limited as well:
 * to as many bytes as the original needs for that many samples.
 */
final class Budget {
    private static final String TOO_MANY =
            "query processing would load too many samples into memory in expression evaluation";

    /** A sample is a time and a value with the original, a place in a column is a value. */
    private static final int PLACES_PER_SAMPLE = 2;

    /** As many bytes. */
    private static final int CHARACTERS_PER_PLACE = 8;

    /** About as many simple steps as take a fraction of a millisecond. */
    private static final long WORK_BETWEEN_CHECKS = 1 << 16;

    private final QueryLimits limits;
    private long samples;
    private long places;
    private long work;
    private long samplesRead;

    Budget(QueryLimits limits) {
        this.limits = limits;
    }

    /** What is held at a time. */
    record Mark(long samples, long places) {}

    Mark mark() {
        return new Mark(samples, places);
    }

    /** From here on only what was held at the mark and {@code result} are. */
    void settle(Mark mark, List<Column> result) throws QueryException {
        samples = mark.samples();
        places = mark.places();
        for (Column column : result) {
            take(column.values());
        }
    }

    void settle(Mark mark) {
        samples = mark.samples();
        places = mark.places();
    }

    /** Holds a column. */
    void take(double[] values) throws QueryException {
        int present = 0;
        for (double value : values) {
            present += StaleMarker.is(value) ? 0 : 1;
        }
        take(present, values.length);
    }

    void take(long moreSamples, long morePlaces) throws QueryException {
        samples += moreSamples;
        places += morePlaces;
        if (samples > limits.samplesMax() || places / PLACES_PER_SAMPLE > limits.samplesMax()) {
            throw tooManySamples();
        }
        work(morePlaces);
    }

    /** Holds so many characters of new labels. */
    void takeText(long characters) throws QueryException {
        checkText(characters);
        take(0, characters / CHARACTERS_PER_PLACE + 1);
    }

    /** Checks that so many characters can be held. */
    void checkText(long characters) throws QueryException {
        if (characters / CHARACTERS_PER_PLACE / PLACES_PER_SAMPLE > limits.samplesMax()) {
            throw tooManySamples();
        }
    }

    /** A window of so many samples is looked at, on top of what is held. */
    void look(int size) throws QueryException {
        if (samples + size > limits.samplesMax()) {
            throw tooManySamples();
        }
        samplesRead += size;
        work(size);
    }

    /** Checks that one column of so many steps can be. */
    void checkSteps(long steps) throws QueryException {
        if (steps > limits.samplesMax()) {
            throw tooManySamples();
        }
    }

    /** So much has been done: asks now and then whether to go on. */
    void work(long units) throws QueryException {
        work += units + 1;
        if (work >= WORK_BETWEEN_CHECKS) {
            work = 0;
            limits.patience().check();
        }
    }

    long samplesRead() {
        return samplesRead;
    }

    long lookbackMillis() {
        return limits.lookbackMillis();
    }

    private static QueryException tooManySamples() {
        return new QueryException(Reason.EXECUTION, TOO_MANY);
    }
}
