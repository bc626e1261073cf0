package io.tocsin.core.label;

import java.time.Duration;
import java.util.Locale;

/**
 * Durations as configuration files write them: {@code 0}, or whole numbers with the units y, w, d, h, m, s and ms in
 * this order, each at most once. A year has 365 days. From 0 to about 292 years; no fractions, no sign.
 *
 * @see "Upstream: prometheus/common model.ParseDuration and model.Duration.String"
 */
public final class PrometheusDuration {
    private static final String EXPECTATION =
            "a duration such as \"30s\" or \"1h30m\"; units are y, w, d, h, m, s, ms, written without spaces,"
                    + " largest first, each at most once";

    /** The original counts nanoseconds in a signed 64-bit number. */
    private static final long MILLIS_MAX = Long.MAX_VALUE / 1_000_000;

    private static final Unit[] UNITS = Unit.values();

    private PrometheusDuration() {}

    private enum Unit {
        Y(365L * 24 * 60 * 60 * 1000),
        W(7L * 24 * 60 * 60 * 1000),
        D(24L * 60 * 60 * 1000),
        H(60L * 60 * 1000),
        M(60L * 1000),
        S(1000L),
        MS(1L);

        private final long millis;
        private final String symbol = name().toLowerCase(Locale.ROOT);

        Unit(long millis) {
            this.millis = millis;
        }
    }

    /** @throws DurationSyntaxException if {@code text} is no such duration, or one that is too long */
    public static Duration parse(String text) {
        if (text.isEmpty()) {
            throw new DurationSyntaxException("empty duration string", EXPECTATION);
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        long millis = 0;
        Unit previous = null;
        int position = 0;
        while (position < text.length()) {
            int digitsEnd = runEnd(text, position, true);
            int unitEnd = runEnd(text, digitsEnd, false);
            if (digitsEnd == position || unitEnd == digitsEnd) {
                throw invalid(text);
            }
            Unit unit = unit(text.substring(digitsEnd, unitEnd), text);
            if (previous != null && unit.compareTo(previous) <= 0) {
                throw invalid(text);
            }
            previous = unit;
            millis = add(millis, number(text.substring(position, digitsEnd), text), unit);
            position = unitEnd;
        }
        return Duration.ofMillis(millis);
    }

    private static int runEnd(String text, int start, boolean ofDigits) {
        int end = start;
        while (end < text.length() && LabelName.isDigit(text.charAt(end)) == ofDigits) {
            end++;
        }
        return end;
    }

    private static Unit unit(String symbol, String text) {
        for (Unit unit : UNITS) {
            if (unit.symbol.equals(symbol)) {
                return unit;
            }
        }
        throw new DurationSyntaxException(
                "unknown unit " + GoQuote.quote(symbol) + " in duration " + GoQuote.quote(text), EXPECTATION);
    }

    private static long number(String digits, String text) {
        try {
            return Long.parseUnsignedLong(digits);
        } catch (NumberFormatException e) {
            throw invalid(text);
        }
    }

    private static long add(long millis, long count, Unit unit) {
        boolean fits = Long.compareUnsigned(count, (MILLIS_MAX - millis) / unit.millis) <= 0;
        if (!fits) {
            throw new DurationSyntaxException("duration out of range", "at most 292y");
        }
        return millis + count * unit.millis;
    }

    private static DurationSyntaxException invalid(String text) {
        return new DurationSyntaxException("not a valid duration string: " + GoQuote.quote(text), EXPECTATION);
    }

    /**
     * Prints the canonical form: {@code 5m}, {@code 1d12h}; years and weeks only where nothing is left over.
     *
     * @param duration {@code >= 0}; what is below a millisecond is dropped
     */
    public static String format(Duration duration) {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: >= 0)");
        }
        long rest = duration.toMillis();
        if (rest == 0) {
            return "0s";
        }
        StringBuilder text = new StringBuilder();
        for (Unit unit : UNITS) {
            boolean onlyExact = unit == Unit.Y || unit == Unit.W;
            if (rest >= unit.millis && !(onlyExact && rest % unit.millis != 0)) {
                text.append(rest / unit.millis).append(unit.symbol);
                rest %= unit.millis;
            }
        }
        return text.toString();
    }
}
