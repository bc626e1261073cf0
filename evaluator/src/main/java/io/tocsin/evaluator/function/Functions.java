package io.tocsin.evaluator.function;

import java.util.Map;
import java.util.Optional;

/** Finds functions by their names. Those that need labels or steps are the engine's own. */
public final class Functions {
    private static final Map<String, ValueFunction> OF_VALUES = Map.of();
    private static final Map<String, RangeFunction> OF_RANGES = Map.of();
    private static final Map<String, BucketFunction> OF_BUCKETS = Map.of();

    private Functions() {}

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
