package io.tocsin.evaluator.function;

/**
 * A sum that keeps what rounding takes away, after Kahan and Neumaier. Used again after {@link #clear}. Not thread-safe.
 *
 * @see "Upstream: util/kahansum Inc"
 */
public final class KahanSum {
    private double sum;
    private double compensation;

    public void clear() {
        sum = 0;
        compensation = 0;
    }

    public void add(double value) {
        double total = sum + value;
        compensation = compensation(sum, value, total, compensation);
        sum = total;
    }

    /** 0 of nothing. */
    public double value() {
        return sum + compensation;
    }

    /**
     * What has been lost to rounding up to now.
     *
     * @param sum before {@code value} was added
     * @param total after it was
     * @param compensation what was lost before
     */
    public static double compensation(double sum, double value, double total, double compensation) {
        if (Double.isInfinite(total)) {
            return 0;
        }
        return Math.abs(sum) >= Math.abs(value)
                ? compensation + (sum - total + value)
                : compensation + (value - total + sum);
    }
}
