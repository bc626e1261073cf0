package io.tocsin.core.template.format;

import io.tocsin.core.label.GoDuration;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.time.Duration;
import java.util.List;

/**
 * What templates can ask a {@code time.Duration}, which counts nanoseconds.
 *
 * @see "Go: time.Duration"
 */
final class DurationMethods {
    private static final long MICROSECOND = 1_000;
    private static final long MILLISECOND = 1_000 * MICROSECOND;
    private static final long SECOND = 1_000 * MILLISECOND;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    private DurationMethods() {}

    static List<Function> of(GoType duration) {
        return List.of(
                method("Abs", nanos -> duration(absolute(nanos))),
                method("Hours", nanos -> Value.Real.of(inUnits(nanos, HOUR))),
                method("Microseconds", nanos -> integer(nanos / MICROSECOND)),
                method("Milliseconds", nanos -> integer(nanos / MILLISECOND)),
                method("Minutes", nanos -> Value.Real.of(inUnits(nanos, MINUTE))),
                method("Nanoseconds", DurationMethods::integer),
                Function.of(
                        "Round",
                        List.of(duration),
                        (call, arguments) -> duration(rounded(nanos(arguments, 0), nanos(arguments, 1)))),
                method("Seconds", nanos -> Value.Real.of(seconds(nanos))),
                method("String", nanos -> Value.Text.of(text(nanos))),
                Function.of(
                        "Truncate",
                        List.of(duration),
                        (call, arguments) -> duration(truncated(nanos(arguments, 0), nanos(arguments, 1)))));
    }

    private interface Method {
        Value of(long nanos);
    }

    private static Function method(String name, Method method) {
        return Function.of(name, List.of(), (call, arguments) -> method.of(nanos(arguments, 0)));
    }

    private static long nanos(List<Value> arguments, int index) {
        return ((Value.Int) arguments.get(index)).value();
    }

    private static Value duration(long nanos) {
        return TimeTypes.duration(nanos);
    }

    private static Value integer(long value) {
        return new Value.Int(value, GoType.INT64);
    }

    /** {@code 1h30m0s}. */
    static String text(long nanos) {
        return GoDuration.format(Duration.ofNanos(nanos));
    }

    static double seconds(long nanos) {
        return inUnits(nanos, SECOND);
    }

    /** Whole and rest apart, as Go computes it; another way would differ in the last digit. */
    private static double inUnits(long nanos, long unit) {
        long whole = nanos / unit;
        return whole + nanos % unit / (double) unit;
    }

    private static long absolute(long nanos) {
        return nanos == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(nanos);
    }

    private static long truncated(long nanos, long unit) {
        return unit <= 0 ? nanos : nanos - nanos % unit;
    }

    /** To the nearest multiple, the one farther from zero of two. */
    private static long rounded(long nanos, long unit) {
        if (unit <= 0) {
            return nanos;
        }
        long rest = Math.abs(nanos % unit);
        boolean isNearZero = Long.compareUnsigned(rest + rest, unit) < 0;
        if (nanos < 0) {
            long down = nanos - unit + rest;
            return isNearZero ? nanos + rest : down < nanos ? down : Long.MIN_VALUE;
        }
        long up = nanos + unit - rest;
        return isNearZero ? nanos - rest : up > nanos ? up : Long.MAX_VALUE;
    }
}
