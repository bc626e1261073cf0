package io.tocsin.core.label;

import java.time.Duration;

/**
 * Durations as Go's standard library writes them, which flags and integration timeouts use: {@code 1h30m}, {@code 1.5s},
 * {@code -250ms}, {@code 0}. Units are h, m, s, ms, us (also µs) and ns, in any order, each as often as wanted; numbers
 * may have a fraction. The range is that of a signed 64-bit count of nanoseconds, about 292 years either way.
 *
 * @see "Go: time.ParseDuration and time.Duration.String"
 */
public final class GoDuration {
    private static final String EXPECTATION =
            "a duration such as \"30s\", \"1.5s\" or \"1h30m\"; units are h, m, s, ms, us, ns (no days)";

    private static final long MICRO = 1_000;
    private static final long MILLI = 1_000 * MICRO;
    private static final long SECOND = 1_000 * MILLI;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;

    /** 2^63 as an unsigned number: how many nanoseconds a negative duration may have; a positive one has one less. */
    private static final long LIMIT = Long.MIN_VALUE;

    private final String text;
    private int position;

    private GoDuration(String text) {
        this.text = text;
    }

    /** @throws DurationSyntaxException if {@code text} is no such duration, or one that is too long */
    public static Duration parse(String text) {
        return Duration.ofNanos(new GoDuration(text).nanos());
    }

    private long nanos() {
        boolean isNegative = text.startsWith("-");
        if (isNegative || text.startsWith("+")) {
            position++;
        }
        if (text.substring(position).equals("0")) {
            return 0;
        }
        if (position == text.length()) {
            throw invalid();
        }
        long total = 0;
        while (position < text.length()) {
            total = checked(total + term());
        }
        if (total == LIMIT && !isNegative) {
            throw invalid();
        }
        return isNegative ? -total : total;
    }

    /** One number with its unit, in nanoseconds, unsigned. */
    private long term() {
        int start = position;
        long whole = wholeNumber();
        boolean hasDigits = position > start;
        long numerator = 0;
        double denominator = 1;
        if (position < text.length() && text.charAt(position) == '.') {
            for (position++; isDigitHere(); position++) {
                hasDigits = true;
                // Digits beyond what 63 bits hold are below a nanosecond.
                if (numerator <= Long.MAX_VALUE / 10) {
                    numerator = numerator * 10 + (text.charAt(position) - '0');
                    denominator *= 10;
                }
            }
        }
        if (!hasDigits) {
            throw invalid();
        }
        long unit = unit();
        if (Long.compareUnsigned(whole, Long.divideUnsigned(LIMIT, unit)) > 0) {
            throw invalid();
        }
        // Go computes the fraction in floating point too; another way would differ in the last nanosecond.
        return checked(whole * unit + (long) (numerator * (unit / denominator)));
    }

    private long wholeNumber() {
        long number = 0;
        for (; isDigitHere(); position++) {
            if (Long.compareUnsigned(number, Long.divideUnsigned(LIMIT, 10)) > 0) {
                throw invalid();
            }
            number = checked(number * 10 + (text.charAt(position) - '0'));
        }
        return number;
    }

    private boolean isDigitHere() {
        return position < text.length() && LabelName.isDigit(text.charAt(position));
    }

    private long unit() {
        int start = position;
        while (position < text.length() && text.charAt(position) != '.' && !isDigitHere()) {
            position++;
        }
        if (position == start) {
            throw new DurationSyntaxException(
                    "time: missing unit in duration " + GoQuote.quoteBytes(text), EXPECTATION);
        }
        String symbol = text.substring(start, position);
        return switch (symbol) {
            case "ns" -> 1;
            // Both the micro sign and the Greek letter.
            case "us", "\u00B5s", "\u03BCs" -> MICRO;
            case "ms" -> MILLI;
            case "s" -> SECOND;
            case "m" -> MINUTE;
            case "h" -> HOUR;
            default ->
                throw new DurationSyntaxException(
                        "time: unknown unit " + GoQuote.quoteBytes(symbol) + " in duration " + GoQuote.quoteBytes(text),
                        EXPECTATION);
        };
    }

    private long checked(long unsigned) {
        if (Long.compareUnsigned(unsigned, LIMIT) > 0) {
            throw invalid();
        }
        return unsigned;
    }

    private DurationSyntaxException invalid() {
        return new DurationSyntaxException("time: invalid duration " + GoQuote.quoteBytes(text), EXPECTATION);
    }

    /**
     * Prints the canonical form: {@code 1h30m0s}, {@code 1.5s}, {@code 100ms}, {@code 0s}.
     *
     * @throws ArithmeticException if {@code duration} does not fit a signed 64-bit count of nanoseconds
     */
    public static String format(Duration duration) {
        long nanos = duration.toNanos();
        if (nanos == 0) {
            return "0s";
        }
        // Taken as unsigned from here on, so that the smallest value has its opposite.
        long size = nanos < 0 ? -nanos : nanos;
        StringBuilder text = new StringBuilder(nanos < 0 ? "-" : "");
        if (Long.compareUnsigned(size, SECOND) < 0) {
            appendBelowSecond(text, size);
        } else {
            appendFromSecond(text, size);
        }
        return text.toString();
    }

    private static void appendBelowSecond(StringBuilder text, long size) {
        if (size < MICRO) {
            text.append(size).append("ns");
        } else if (size < MILLI) {
            appendDecimal(text, size, MICRO).append("\u00B5s");
        } else {
            appendDecimal(text, size, MILLI).append("ms");
        }
    }

    private static void appendFromSecond(StringBuilder text, long size) {
        long hours = Long.divideUnsigned(size, HOUR);
        long rest = Long.remainderUnsigned(size, HOUR);
        if (hours > 0) {
            text.append(hours).append('h');
        }
        if (hours > 0 || rest >= MINUTE) {
            text.append(rest / MINUTE).append('m');
        }
        appendDecimal(text, rest % MINUTE, SECOND).append('s');
    }

    private static StringBuilder appendDecimal(StringBuilder text, long size, long unit) {
        text.append(size / unit);
        long fraction = size % unit;
        if (fraction != 0) {
            String digits = Long.toString(unit + fraction).substring(1);
            text.append('.').append(digits.replaceAll("0+$", ""));
        }
        return text;
    }
}
