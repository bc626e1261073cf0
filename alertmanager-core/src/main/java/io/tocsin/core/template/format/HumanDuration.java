package io.tocsin.core.template.format;

import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Value;
import java.util.List;
import java.util.Set;

/**
 * Durations for people: {@code 1d 2h 3m 4s}, {@code 1.5s}, {@code 200ms}.
 *
 * @see "Upstream: prometheus/common HumanizeDuration; answers recorded from 0.33.1"
 */
public final class HumanDuration {
    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final int DIGITS = 4;
    private static final double SIGNED_END = 0x1p63;
    private static final double UNSIGNED_SHIFT = 0x1p64;

    /** Of a thousandth, of a thousandth of that, and so on. */
    private static final List<String> PREFIXES = List.of("m", "u", "n", "p", "f", "a", "z", "y");

    private static final Set<GoType> INTEGERS = Set.of(GoType.INT, GoType.INT64, GoType.UINT, GoType.UINT64);

    private HumanDuration() {}

    /**
     * @param value a duration, a number of seconds, or one that is written in a text
     * @throws CallException for anything else
     */
    public static String of(Value value) throws CallException {
        return of(seconds(value));
    }

    /**
     * The number that a value stands for, in seconds if it is a duration.
     *
     * @throws CallException where it stands for none
     */
    public static double seconds(Value value) throws CallException {
        if (value instanceof Value.Real number) {
            return number.value();
        }
        if (value instanceof Value.Text text && text.type() == GoType.STRING) {
            return FloatReader.parse(text.text());
        }
        if (value instanceof Value.Int number && number.type() == TimeTypes.DURATION) {
            return DurationMethods.seconds(number.value());
        }
        if (value instanceof Value.Int number && INTEGERS.contains(number.type())) {
            boolean isHuge = number.value() < 0 && number.type().kind() == GoType.Kind.UINT;
            return isHuge ? number.value() + UNSIGNED_SHIFT : number.value();
        }
        String type = value instanceof Value.Nothing ? "<nil>" : value.type().name();
        throw new CallException("can't convert " + type + " to float");
    }

    private static String of(double seconds) {
        double size = Math.abs(seconds);
        if (Double.isNaN(seconds) || Double.isInfinite(seconds)) {
            return digits(seconds);
        }
        if (seconds == 0) {
            return digits(seconds) + "s";
        }
        if (size >= 1) {
            return (seconds < 0 ? "-" : "") + fromSecond(size);
        }
        String prefix = "";
        double shown = seconds;
        for (int i = 0; i < PREFIXES.size() && Math.abs(shown) < 1; i++) {
            prefix = PREFIXES.get(i);
            shown *= 1000;
        }
        return digits(shown) + prefix + "s";
    }

    private static String fromSecond(double size) {
        // What does not fit becomes the smallest number there, which shows.
        long whole = size < SIGNED_END ? (long) size : Long.MIN_VALUE;
        String rest = whole % MINUTE + "s";
        if (whole / DAY != 0) {
            return whole / DAY + "d " + whole % DAY / HOUR + "h " + whole % HOUR / MINUTE + "m " + rest;
        }
        if (whole / HOUR != 0) {
            return whole / HOUR + "h " + whole % HOUR / MINUTE + "m " + rest;
        }
        return whole / MINUTE != 0 ? whole / MINUTE + "m " + rest : digits(size) + "s";
    }

    private static String digits(double number) {
        return FloatText.format(number, 'g', DIGITS);
    }
}
