package io.tocsin.evaluator.function;

/**
 * An average: the exact sum divided by the count, or, once that sum would be infinite, a running mean. Used again after
 * {@link #clear}. Not thread-safe.
 *
 * @see "Upstream: promql/functions.go avgOverTime and promql/engine.go aggregation AVG"
 */
public final class Mean {
    private long count;

    /** The sum, or the mean once it runs. */
    private double value;

    private double compensation;
    private boolean isRunning;

    public void clear() {
        count = 0;
        value = 0;
        compensation = 0;
        isRunning = false;
    }

    public void add(double added) {
        count++;
        if (count == 1) {
            value = added;
            return;
        }
        if (!isRunning) {
            double total = value + added;
            if (!Double.isInfinite(total)) {
                compensation = KahanSum.compensation(value, added, total, compensation);
                value = total;
                return;
            }
            isRunning = true;
            value /= count - 1;
            compensation /= count - 1;
        }
        double kept = (count - 1.0) / count;
        double shrunk = kept * value;
        double increment = added / count;
        double total = shrunk + increment;
        compensation = KahanSum.compensation(shrunk, increment, total, kept * compensation);
        value = total;
    }

    /** NaN of nothing. */
    public double value() {
        if (count == 0) {
            return Double.NaN;
        }
        return isRunning ? value + compensation : value / count + compensation / count;
    }
}
