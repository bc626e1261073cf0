package io.tocsin.evaluator.query;

import io.tocsin.evaluator.query.QueryException.Reason;
import io.tocsin.evaluator.series.StaleMarker;
import java.util.List;

/**
 * Counts what a query holds and does, and ends it when that is too much. Owned by one evaluation.
 *
 * <p>Samples are counted as the original counts them. Columns have room for every step, so their size is limited as well:
 * to as many bytes as the original needs for that many samples. Room for columns
 * is asked for before it is made, since one may be all that there is. What columns take comes from the memory that all
 * evaluations share.
 */
final class Budget {
    /** A sample is a time and a value with the original, a place in a column is a value. */
    private static final int PLACES_PER_SAMPLE = 2;

    /** As many bytes. */
    private static final int CHARACTERS_PER_PLACE = 8;

    /** What a column takes besides its values: itself, the head of its array, and mostly labels of its own. */
    private static final int PLACES_PER_COLUMN = 24;

    /** The same where the labels are the store's, with its place in the lists of series and of columns. */
    private static final int PLACES_PER_SELECTED = QueryLimits.SAMPLES_PER_SERIES * PLACES_PER_SAMPLE - 1;

    /** What a series takes in the result of a query of many times besides its points. */
    private static final int PLACES_PER_POINTS = 14;

    /** What a sample takes in the result of a query of one time, beside the column that it is made of. */
    private static final int PLACES_PER_RESULT = 6;

    private static final int BYTES_PER_PLACE = 8;

    /** A limit of a few samples is one of what is counted as the original counts, not of memory. */
    private static final long PLACES_MIN = 1 << 16;

    private static final int FLAGS_PER_PLACE = 8;

    /** No array is longer. */
    private static final long STEPS_MAX = Integer.MAX_VALUE - 8;

    private final QueryLimits limits;
    private final WorkMeter meter;
    private final EvaluationMemory.Share memory;
    private final long placesMax;

    /** So many may be held without asking: there is memory for them, and they are no more than the limit. */
    private long placesSure;

    private long samples;
    private long places;
    private long samplesRead;

    Budget(QueryLimits limits) {
        this.limits = limits;
        this.meter = new WorkMeter(limits.patience());
        this.memory = limits.memory();
        // Times the bytes of a place it is a number, too.
        this.placesMax = Math.max(PLACES_MIN, Math.min(limits.samplesMax(), Long.MAX_VALUE / 64) * PLACES_PER_SAMPLE);
        this.placesSure = sure();
    }

    /** Is told of work that others do for the query. */
    WorkMeter meter() {
        return meter;
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
            take(column);
        }
    }

    void settle(Mark mark) {
        samples = mark.samples();
        places = mark.places();
    }

    void take(Column column) throws QueryException {
        take(column.values(), column.hasOwnLabels() ? PLACES_PER_COLUMN : PLACES_PER_SELECTED);
    }

    /** Holds a column of these values, with labels of its own. */
    void take(double[] values) throws QueryException {
        take(values, PLACES_PER_COLUMN);
    }

    private void take(double[] values, int besides) throws QueryException {
        int present = 0;
        for (double value : values) {
            present += StaleMarker.is(value) ? 0 : 1;
        }
        take(present, values.length + besides);
    }

    void take(long moreSamples, long morePlaces) throws QueryException {
        samples += moreSamples;
        places += morePlaces;
        if (samples > limits.samplesMax()) {
            throw tooManySamples();
        }
        checkRoom(0);
        work(morePlaces);
    }

    /** Holds a column that will have values later on. */
    void takeColumn(int steps) throws QueryException {
        take(0, steps + PLACES_PER_COLUMN);
    }

    /** Holds a yes or no for each step. */
    boolean[] takeFlags(int steps) throws QueryException {
        take(0, steps / FLAGS_PER_PLACE + PLACES_PER_COLUMN);
        return new boolean[steps];
    }

    /** Room for a column, which is not held yet. */
    double[] room(int steps) throws QueryException {
        checkRoom(steps);
        return new double[steps];
    }

    /** Room for a column without values. */
    double[] empty(int steps) throws QueryException {
        checkRoom(steps);
        return Column.empty(steps);
    }

    double[] copy(double[] values) throws QueryException {
        checkRoom(values.length);
        return values.clone();
    }

    /** Checks that so much more could be held: asked before room is made, not after. */
    void checkRoom(long morePlaces) throws QueryException {
        if (places + morePlaces > placesSure) {
            takeMemory(places + morePlaces);
        }
    }

    private void takeMemory(long wanted) throws QueryException {
        if (wanted > placesMax) {
            throw tooManySamples();
        }
        memory.hold(wanted * BYTES_PER_PLACE);
        placesSure = sure();
    }

    private long sure() {
        return Math.min(placesMax, memory.sureBytes() / BYTES_PER_PLACE);
    }

    /** Holds the samples of a result, beside the columns that they are made of. They count as memory alone. */
    void takeResult(int count) throws QueryException {
        holdBesides((long) count * PLACES_PER_RESULT);
    }

    /** Holds a column's points in its place, of which there are so many. They count as memory alone. */
    void replace(Column column, int points) throws QueryException {
        long more = (long) points * PLACES_PER_SAMPLE + PLACES_PER_POINTS;
        holdBesides(more);
        places += more - column.values().length - PLACES_PER_SELECTED;
    }

    /** Holds points of a series of the store. */
    void takePoints(int points) throws QueryException {
        take(points, (long) points * PLACES_PER_SAMPLE + PLACES_PER_POINTS);
    }

    private void holdBesides(long morePlaces) throws QueryException {
        memory.hold((places + morePlaces) * BYTES_PER_PLACE);
    }

    /** Holds so many characters of new labels. */
    void takeText(long characters) throws QueryException {
        checkText(characters);
        take(0, characters / CHARACTERS_PER_PLACE + 1);
    }

    /** Checks that so many characters can be held. */
    void checkText(long characters) throws QueryException {
        checkRoom(characters / CHARACTERS_PER_PLACE);
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
        if (steps > Math.min(limits.samplesMax(), Math.min(STEPS_MAX, memory.arrayMaxBytes() / BYTES_PER_PLACE))) {
            throw tooManySamples();
        }
    }

    /** So much has been done: asks now and then whether to go on. */
    void work(long units) throws QueryException {
        meter.work(units);
    }

    long samplesRead() {
        return samplesRead;
    }

    long lookbackMillis() {
        return limits.lookbackMillis();
    }

    private static QueryException tooManySamples() {
        return new QueryException(Reason.EXECUTION, QueryException.TOO_MANY_SAMPLES);
    }
}
