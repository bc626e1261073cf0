package io.tocsin.evaluator.function;

import java.util.Map;
import java.util.Optional;

/**
 * Functions of classic histograms. Within a bucket observations are taken as spread evenly.
 *
 * @see "Upstream: promql/quantile.go BucketQuantile and BucketFraction"
 */
final class BucketFunctions {
    /** Differences of counts that are no more than rounding. */
    private static final double TOLERANCE = 1e-12;

    static final Map<String, BucketFunction> ALL = Map.of(
            "histogram_quantile", (buckets, parameters) -> quantile(buckets, parameters[0]),
            "histogram_fraction", (buckets, parameters) -> fraction(buckets, parameters[0], parameters[1]));

    private BucketFunctions() {}

    private static double quantile(Buckets buckets, double quantile) {
        if (Double.isNaN(quantile)) {
            return Double.NaN;
        } else if (quantile < 0) {
            return Double.NEGATIVE_INFINITY;
        } else if (quantile > 1) {
            return Double.POSITIVE_INFINITY;
        } else if (!isComplete(buckets)) {
            return Double.NaN;
        }
        buckets.merge();
        Optional<BucketCorrection> correction = forceMonotonic(buckets);
        int last = buckets.size() - 1;
        double observations = buckets.counts()[last];
        if (last < 1 || observations == 0) {
            return Double.NaN;
        }
        correction.ifPresent(buckets::corrected);
        double rank = quantile * observations;
        int at = firstFrom(buckets, rank);
        double[] bounds = buckets.bounds();
        if (at == last) {
            return bounds[last - 1];
        } else if (at == 0) {
            return bounds[0] <= 0 ? bounds[0] : bounds[0] * (rank / buckets.counts()[0]);
        }
        double below = buckets.counts()[at - 1];
        double share = (rank - below) / (buckets.counts()[at] - below);
        return bounds[at - 1] + (bounds[at] - bounds[at - 1]) * share;
    }

    private static boolean isComplete(Buckets buckets) {
        return buckets.bounds()[buckets.size() - 1] == Double.POSITIVE_INFINITY;
    }

    /** The first bucket with so large a count; the last one if none before it has. */
    private static int firstFrom(Buckets buckets, double rank) {
        int low = 0;
        int high = buckets.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (buckets.counts()[middle] >= rank) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Takes decreases away, and says of those that are more than rounding. */
    private static Optional<BucketCorrection> forceMonotonic(Buckets buckets) {
        double[] counts = buckets.counts();
        Optional<BucketCorrection> forced = Optional.empty();
        double previous = counts[0];
        for (int i = 1; i < buckets.size(); i++) {
            boolean isSame = isAlmostEqual(previous, counts[i]);
            if (!isSame && counts[i] < previous) {
                double bound = buckets.bounds()[i];
                BucketCorrection one = new BucketCorrection(bound, bound, previous - counts[i]);
                forced = Optional.of(forced.map(one::with).orElse(one));
            }
            if (isSame || counts[i] < previous) {
                counts[i] = previous;
            } else {
                previous = counts[i];
            }
        }
        return forced;
    }

    private static boolean isAlmostEqual(double left, double right) {
        if (left == right || Double.isNaN(left) && Double.isNaN(right)) {
            return true;
        }
        double sizes = Math.abs(left) + Math.abs(right);
        double difference = Math.abs(left - right);
        if (left == 0 || right == 0 || sizes < Double.MIN_NORMAL) {
            return difference < TOLERANCE * Double.MIN_NORMAL;
        }
        return difference / Math.min(sizes, Double.MAX_VALUE) < TOLERANCE;
    }

    private static double fraction(Buckets buckets, double lower, double upper) {
        if (!isComplete(buckets)) {
            return Double.NaN;
        }
        buckets.merge();
        double observations = buckets.counts()[buckets.size() - 1];
        if (observations == 0 || Double.isNaN(lower) || Double.isNaN(upper)) {
            return Double.NaN;
        }
        if (lower >= upper) {
            return 0;
        }
        return (rank(buckets, upper) - rank(buckets, lower)) / observations;
    }

    /** How many observations are below a value: no more than there are in all, even where counts fall. */
    private static double rank(Buckets buckets, double value) {
        double all = buckets.counts()[buckets.size() - 1];
        double rank = rankAsCounted(buckets, value);
        return rank > all ? all : rank;
    }

    private static double rankAsCounted(Buckets buckets, double value) {
        double[] bounds = buckets.bounds();
        double[] counts = buckets.counts();
        double below = 0;
        double lower = bounds[0] > 0 ? 0 : Double.NEGATIVE_INFINITY;
        for (int i = 0; i < buckets.size(); i++) {
            if (lower >= value) {
                return below;
            }
            if (bounds[i] > value) {
                if (Double.isInfinite(lower)) {
                    // Of a bucket without a lower end nobody knows where in it the observations are.
                    return counts[i];
                }
                return below + (counts[i] - below) * (value - lower) / (bounds[i] - lower);
            }
            below = counts[i];
            lower = bounds[i];
        }
        return counts[buckets.size() - 1];
    }
}
