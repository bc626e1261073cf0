package io.tocsin.evaluator.exposition;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Locale;

/**
 * Reads floating-point numbers as Go's {@code ParseFloat} did before it knew hexadecimal: decimal ones, infinities and
 * NaN in any case. The result is the nearest number, always.
 */
final class FloatText {
    /** The NaN that is stored: any other bits would make equal samples differ. */
    private static final double NAN = Double.longBitsToDouble(0x7ff8000000000001L);

    /** Powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
        1e20, 1e21, 1e22
    };

    private static final long EXACT_MAX = 1L << 53;

    /** So many digits always fit an unsigned long. */
    private static final int DIGITS_MAX = 19;

    /** Beyond, only the sign of an exponent counts. */
    private static final int EXPONENT_MAX = 100_000;

    /** Digits shift an exponent, zeros too: by so many, only the sign of one beyond {@link #EXPONENT_MAX} counts still. */
    private static final int SHIFT_MAX = 1_000;

    private FloatText() {}

    /**
     * @throws NumberFormatException if the bytes are no number, or one that is too large; the message is in Go's words
     */
    static double parse(byte[] bytes, int from, int to) {
        int at = from;
        boolean isNegative = at < to && bytes[at] == '-';
        if (isNegative || at < to && bytes[at] == '+') {
            at++;
        }
        long mantissa = 0;
        int scale = 0;
        int start = at;
        while (at < to && isDigit(bytes[at])) {
            mantissa = mantissa * 10 + (bytes[at++] - '0');
        }
        int digits = at - start;
        if (at < to && bytes[at] == '.') {
            int fraction = ++at;
            while (at < to && isDigit(bytes[at])) {
                mantissa = mantissa * 10 + (bytes[at++] - '0');
            }
            scale = fraction - at;
            digits -= scale;
        }
        if (digits == 0) {
            return special(bytes, from, to);
        }
        if (at < to && (bytes[at] | 0x20) == 'e') {
            int exponentAt = at + 1;
            at = exponentEnd(bytes, exponentAt, to);
            scale += at == to ? exponent(bytes, exponentAt, to) : 0;
        }
        if (at < to) {
            throw malformed(bytes, from, to);
        }
        if (digits > DIGITS_MAX && (digits > SHIFT_MAX || digits - leadingZeros(bytes, start, to) > DIGITS_MAX)) {
            return parseSlowly(bytes, from, to);
        }
        if (mantissa >= 0 && mantissa <= EXACT_MAX && scale > -POWERS.length && scale < POWERS.length) {
            double magnitude = scale < 0 ? mantissa / POWERS[-scale] : mantissa * POWERS[scale];
            return isNegative ? -magnitude : magnitude;
        }
        if (mantissa != 0 && DecimalDouble.knows(scale)) {
            double magnitude = DecimalDouble.nearest(mantissa, scale);
            return isNegative ? -magnitude : magnitude;
        }
        return parseSlowly(bytes, from, to);
    }

    /** Digits that count for nothing. */
    private static int leadingZeros(byte[] bytes, int from, int to) {
        int zeros = 0;
        for (int at = from; at < to && (bytes[at] == '0' || bytes[at] == '.'); at++) {
            zeros += bytes[at] == '0' ? 1 : 0;
        }
        return zeros;
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }

    /** @return the place behind the exponent's digits, or its start if there are none */
    private static int exponentEnd(byte[] bytes, int from, int to) {
        int at = from;
        if (at < to && (bytes[at] == '+' || bytes[at] == '-')) {
            at++;
        }
        int start = at;
        while (at < to && isDigit(bytes[at])) {
            at++;
        }
        return at == start ? from - 1 : at;
    }

    private static int exponent(byte[] bytes, int from, int to) {
        boolean isNegative = bytes[from] == '-';
        int value = 0;
        for (int at = isDigit(bytes[from]) ? from : from + 1; at < to; at++) {
            value = Math.min(EXPONENT_MAX, value * 10 + (bytes[at] - '0'));
        }
        return isNegative ? -value : value;
    }

    /** What is known to be a decimal number, with more digits or a larger exponent than seldom is. */
    private static double parseSlowly(byte[] bytes, int from, int to) {
        double value = Double.parseDouble(new String(bytes, from, to - from, ISO_8859_1));
        if (Double.isInfinite(value)) {
            throw new NumberFormatException("value out of range");
        }
        return value;
    }

    private static double special(byte[] bytes, int from, int to) {
        String text = new String(bytes, from, Math.min(to - from, 10), ISO_8859_1).toLowerCase(Locale.ROOT);
        return switch (text) {
            case "nan" -> NAN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw malformed(bytes, from, to);
        };
    }

    private static NumberFormatException malformed(byte[] bytes, int from, int to) {
        for (int at = from; at < to; at++) {
            if ((bytes[at] | 0x20) == 'p' || bytes[at] == '_') {
                return new NumberFormatException("unsupported character in float");
            }
        }
        return new NumberFormatException("invalid syntax");
    }
}
