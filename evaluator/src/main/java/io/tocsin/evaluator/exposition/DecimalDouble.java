package io.tocsin.evaluator.exposition;

import java.math.BigInteger;

/**
 * The double next to a decimal number of up to 19 digits, found with one or two multiplications. Go's and Java's own
 * printing makes numbers of 17 digits of what has been summed up, which is most of what moves in a target's answer.
 *
 * @see "Lemire, Number Parsing at a Gigabyte per Second, Software: Practice and Experience 51 (8), 2021, section 5"
 */
final class DecimalDouble {
    /**
     * Powers of ten within which 128 bits of the power decide, whatever the digits are: those of five from 5^-27 to 5^55
     * are exact, or their inverses are, in so many bits (section 8 there).
     */
    private static final int SCALE_MIN = -27;

    private static final int SCALE_MAX = 55;

    private static final int FRACTION_BITS = 52;
    private static final int EXPONENT_BIAS = 1023;

    /** Bits of a product's upper half that are left out of a double with one more bit to round by. */
    private static final int SPARE_BITS = 64 - FRACTION_BITS - 3;

    private static final long SPARE_MASK = (1L << SPARE_BITS) - 1;

    /** Powers of ten between which a number may lie half-way between two doubles and not be longer than 64 bits. */
    private static final int TIE_SCALE_MIN = -4;

    private static final int TIE_SCALE_MAX = 23;

    /** Of the powers of five, shifted until the highest of 128 bits is set: the upper and the lower half, in turn. */
    private static final long[] POWERS = powers();

    private DecimalDouble() {}

    private static long[] powers() {
        long[] powers = new long[2 * (SCALE_MAX - SCALE_MIN + 1)];
        for (int scale = SCALE_MIN; scale <= SCALE_MAX; scale++) {
            BigInteger power = shifted(BigInteger.valueOf(5).pow(Math.abs(scale)), scale < 0);
            powers[2 * (scale - SCALE_MIN)] = power.shiftRight(64).longValue();
            powers[2 * (scale - SCALE_MIN) + 1] = power.longValue();
        }
        return powers;
    }

    private static BigInteger shifted(BigInteger power, boolean isInverse) {
        int length = power.bitLength();
        if (!isInverse) {
            return length <= 128 ? power.shiftLeft(128 - length) : power.shiftRight(length - 128);
        }
        // Rounded up, as the inverse never is exact.
        return BigInteger.ONE.shiftLeft(127 + length).divide(power).add(BigInteger.ONE);
    }

    /** Whether {@link #nearest} can do it. */
    static boolean knows(int scale) {
        return scale >= SCALE_MIN && scale <= SCALE_MAX;
    }

    /**
     * The double next to {@code digits * 10^scale}, of two that are as near the even one.
     *
     * @param digits unsigned, not 0
     * @param scale one that {@link #knows} accepts
     */
    static double nearest(long digits, int scale) {
        int zeros = Long.numberOfLeadingZeros(digits);
        long factor = digits << zeros;
        int index = 2 * (scale - SCALE_MIN);
        long high = multiplyHigh(factor, POWERS[index]);
        long low = factor * POWERS[index];
        if ((high & SPARE_MASK) == SPARE_MASK) {
            long carried = multiplyHigh(factor, POWERS[index + 1]);
            low += carried;
            if (Long.compareUnsigned(low, carried) < 0) {
                high++;
            }
        }
        int upper = (int) (high >>> 63);
        int shift = upper + SPARE_BITS;
        long fraction = high >>> shift;
        if (Long.compareUnsigned(low, 1) <= 0
                && scale >= TIE_SCALE_MIN
                && scale <= TIE_SCALE_MAX
                && (fraction & 3) == 1
                && fraction << shift == high) {
            // Half-way, and the lower neighbour is even.
            fraction--;
        }
        fraction += fraction & 1;
        fraction >>>= 1;
        int exponent = binaryExponent(scale) + upper - zeros + EXPONENT_BIAS;
        // Adding, not joining: a fraction that rounding has made too long raises the exponent.
        return Double.longBitsToDouble(((long) exponent - 1 << FRACTION_BITS) + fraction);
    }

    /** Of the highest bit of a 64-bit number times this power of ten, if the product has as few bits as it may. */
    private static int binaryExponent(int scale) {
        // 217706 / 2^16 is the binary logarithm of ten.
        return (217_706 * scale >> 16) + 63;
    }

    private static long multiplyHigh(long left, long right) {
        return Math.multiplyHigh(left, right) + (left >> 63 & right) + (right >> 63 & left);
    }
}
