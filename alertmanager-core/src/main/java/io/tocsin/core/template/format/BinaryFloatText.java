package io.tocsin.core.template.format;

import java.util.Locale;

/** Floating-point numbers as powers of two. */
final class BinaryFloatText {
    private static final int FRACTION_BITS = 52;
    private static final int BIAS = 1023;
    private static final long FRACTION = (1L << FRACTION_BITS) - 1;
    private static final int FRACTION_HEX_DIGITS = FRACTION_BITS / 4;

    private BinaryFloatText() {}

    /** {@code 4503599627370496p-52}. */
    static String integerMantissa(double size) {
        long bits = Double.doubleToRawLongBits(size);
        int exponent = (int) (bits >>> FRACTION_BITS);
        long mantissa = bits & FRACTION;
        if (exponent == 0) {
            exponent++;
        } else {
            mantissa |= FRACTION + 1;
        }
        int power = exponent - BIAS - FRACTION_BITS;
        return mantissa + "p" + (power >= 0 ? "+" : "") + power;
    }

    /** {@code 0x1.8p+01}, normalised. */
    static String hexadecimal(double size, char form, int precision) {
        long bits = Double.doubleToRawLongBits(size);
        int exponent = (int) (bits >>> FRACTION_BITS) - BIAS;
        long mantissa = bits & FRACTION;
        if (exponent == -BIAS) {
            exponent = mantissa == 0 ? 0 : 1 - BIAS;
        } else {
            mantissa |= FRACTION + 1;
        }
        while (mantissa != 0 && mantissa <= FRACTION) {
            mantissa <<= 1;
            exponent--;
        }
        if (precision >= 0 && precision < FRACTION_HEX_DIGITS) {
            mantissa = rounded(mantissa, 4 * (FRACTION_HEX_DIGITS - precision));
            if (mantissa >> FRACTION_BITS > 1) {
                mantissa >>= 1;
                exponent++;
            }
        }
        StringBuilder out = new StringBuilder("0x").append(mantissa >> FRACTION_BITS);
        fraction(out, mantissa & FRACTION, precision);
        FloatText.exponent(out.append('p'), exponent);
        return form == 'X' ? out.toString().toUpperCase(Locale.ROOT) : out.toString();
    }

    /** To the nearest number without the last bits; to the even one of two. */
    private static long rounded(long mantissa, int bits) {
        long rest = mantissa & ((1L << bits) - 1);
        long half = 1L << (bits - 1);
        long whole = mantissa >> bits;
        boolean isUp = rest > half || rest == half && (whole & 1) == 1;
        return (whole + (isUp ? 1 : 0)) << bits;
    }

    private static void fraction(StringBuilder out, long fraction, int precision) {
        String digits = Long.toHexString(fraction);
        String all = "0".repeat(FRACTION_HEX_DIGITS - digits.length()) + digits;
        String shown = precision < 0
                ? all.replaceFirst("0+$", "")
                : all.substring(0, Math.min(precision, all.length()))
                        + "0".repeat(Math.max(0, precision - all.length()));
        if (!shown.isEmpty()) {
            out.append('.').append(shown);
        }
    }
}
