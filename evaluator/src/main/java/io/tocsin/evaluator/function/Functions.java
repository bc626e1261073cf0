package io.tocsin.evaluator.function;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds functions by their names. Those that need labels or steps are the engine's own. */
public final class Functions {
    private static final Map<String, ValueFunction> OF_VALUES = joined(ValueFunctions.ALL, DateFunctions.ALL);
    private static final Map<String, RangeFunction> OF_RANGES =
            joined(RateFunctions.ALL, joined(OverTimeFunctions.ALL, Regression.ALL));
    private static final Map<String, BucketFunction> OF_BUCKETS = BucketFunctions.ALL;

    private Functions() {}

    private static <F> Map<String, F> joined(Map<String, F> some, Map<String, F> others) {
        Map<String, F> all = new HashMap<>(some);
        all.putAll(others);
        return Map.copyOf(all);
    }

    /** Functions of an instant vector or a scalar, and the date functions. */
    public static Optional<ValueFunction> ofValues(String name) {
        return Optional.ofNullable(OF_VALUES.get(name));
    }

    /** Functions of a range vector, {@code absent_over_time} excepted. */
    public static Optional<RangeFunction> ofRanges(String name) {
        return Optional.ofNullable(OF_RANGES.get(name));
    }

    /** {@code histogram_quantile} and {@code histogram_fraction}. */
    public static Optional<BucketFunction> ofBuckets(String name) {
        return Optional.ofNullable(OF_BUCKETS.get(name));
    }
}
