package io.tocsin.server.prometheus;

import io.tocsin.core.label.ShortestDecimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as Prometheus's API writes them: with the fewest digits that are read back as the same number.
 *
 * @see "Upstream: util/jsonutil MarshalFloat, MarshalTimestamp; Go: strconv.FormatFloat"
 */
final class NumberText {
    private static final double PLAIN_MIN = 1e-6;
    private static final double PLAIN_END = 1e21;

    /** Whole numbers below are themselves as a {@code long}. */
    private static final double EXACT_END = 0x1p53;

    /** With so many digits, Java's own text is the shortest. */
    private static final int DIGITS_TRUSTED = 15;

    private static final int DIGITS_MAX = 17;

    private static final long MANTISSA = 0xF_FFFF_FFFF_FFFFL;
    private static final long MILLIS_PER_SECOND = 1_000;

    private NumberText() {}

    /** A sample's value: plain digits, but for very large and very small numbers. */
    static String sample(double value) {
        double size = Math.abs(value);
        return size != 0 && (size < PLAIN_MIN || size >= PLAIN_END) ? scientific(value) : plain(value);
    }

    /** Plain digits always. */
    static String plain(double value) {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_END) {
            long whole = (long) value;
            return whole == 0 && 1 / value < 0 ? "-0" : Long.toString(whole);
        }
        String special = special(value);
        return special.isEmpty() ? shortest(value).toPlainString() : special;
    }

    /** One digit before the point and an exponent, always. */
    static String scientific(double value) {
        String special = special(value);
        if (!special.isEmpty()) {
            return special;
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0e+00" : "0e+00";
        }
        BigDecimal decimal = shortest(value);
        int exponent = decimal.precision() - decimal.scale() - 1;
        String digits = decimal.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String size = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return (value < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }

    /** The time of a sample in a series, in seconds: three digits after the point, or none. */
    static String time(long millis) {
        long size = Math.abs(millis);
        long fraction = size % MILLIS_PER_SECOND;
        String whole = (millis < 0 ? "-" : "") + size / MILLIS_PER_SECOND;
        return fraction == 0
                ? whole
                : whole + "." + Long.toString(fraction + MILLIS_PER_SECOND).substring(1);
    }

    /** The time of a scalar, in seconds, without zeros at its end. */
    static String scalarTime(long millis) {
        return plain((double) millis / MILLIS_PER_SECOND);
    }

    private static String special(double value) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return "";
    }

    /**
     * As {@link ShortestDecimal#of}, which tries all numbers of digits: that is too slow for whole series. Java's text may
     * have a digit too many, or not the nearest last one, but only where it has many.
     */
    private static BigDecimal shortest(double value) {
        boolean isPowerOfTwo = (Double.doubleToRawLongBits(value) & MANTISSA) == 0;
        if (isPowerOfTwo || Math.abs(value) < Double.MIN_NORMAL) {
            // Its neighbours are not equally far away: the nearest number of so many digits may not be the one.
            return ShortestDecimal.of(value);
        }
        BigDecimal known = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        if (known.precision() <= DIGITS_TRUSTED) {
            return known;
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = DIGITS_TRUSTED; digits <= DIGITS_MAX; digits++) {
            BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            if (rounded.doubleValue() == value) {
                return rounded.stripTrailingZeros();
            }
        }
        return ShortestDecimal.of(value);
    }
}
