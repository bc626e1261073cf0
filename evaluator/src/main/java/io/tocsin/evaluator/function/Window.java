package io.tocsin.evaluator.function;

/**
 * The samples of one series within a range of time, as a part of columns; the engine moves it from step to step. Not
 * thread-safe.
 *
 * <p>Stale markers are gone from the columns. The range is open to the left and closed to the right.
 */
public final class Window {
    private long[] times = new long[0];
    private double[] values = new double[0];
    private int first;
    private int end;
    private long startMillis;
    private long endMillis;
    private long evaluationMillis;

    /** Looks at other columns; the part that is seen is set by {@link #move}. */
    public void over(long[] times, double[] values) {
        this.times = times;
        this.values = values;
        first = 0;
        end = 0;
    }

    /**
     * @param first index of the first sample in the range
     * @param end index behind the last one; {@code > first}
     */
    public void move(int first, int end) {
        this.first = first;
        this.end = end;
    }

    /**
     * Sets the range, after what {@code @} and {@code offset} make of it.
     *
     * @param startMillis left out itself
     * @param endMillis belongs to it
     * @param evaluationMillis the time of the step
     */
    public void range(long startMillis, long endMillis, long evaluationMillis) {
        this.startMillis = startMillis;
        this.endMillis = endMillis;
        this.evaluationMillis = evaluationMillis;
    }

    /** The whole column; the window is from {@link #first} to before {@link #end}. */
    public long[] times() {
        return times;
    }

    /** The whole column; the window is from {@link #first} to before {@link #end}. */
    public double[] values() {
        return values;
    }

    public int first() {
        return first;
    }

    public int end() {
        return end;
    }

    public int size() {
        return end - first;
    }

    public long startMillis() {
        return startMillis;
    }

    public long endMillis() {
        return endMillis;
    }

    public long rangeMillis() {
        return endMillis - startMillis;
    }

    public long evaluationMillis() {
        return evaluationMillis;
    }
}
