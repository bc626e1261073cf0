package io.tocsin.core.template.format;

import io.tocsin.core.label.ShortestDecimal;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Floating-point numbers as text.
 *
 * @see "Go: strconv.FormatFloat"
 */
public final class FloatText {
    /** As many digits as it takes to read the same number back. */
    public static final int SHORTEST = -1;

    /** What it takes to write one, in steps of a rendering: with big integers, for some hundred digits. */
    static final int STEPS_MAX = 250;

    /** No finite number has more digits after its point. */
    private static final int FRACTION_DIGITS_MAX = 1074;

    /** Nor more digits at all. */
    private static final int DIGITS_MAX = 800;

    private static final int EXPONENT_MIN = -4;

    /** Where {@code g} changes to exponents if the digits are the shortest ones. */
    private static final int EXPONENT_END = 6;

    private FloatText() {}

    /**
     * @param form one of {@code e E f F g G b x X}
     * @param precision digits after the point, for {@code g} all digits; or {@link #SHORTEST}
     */
    public static String format(double value, char form, int precision) {
        if (Double.isNaN(value)) {
            return "NaN";
        }
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        double size = Math.abs(value);
        if (Double.isInfinite(value)) {
            return sign.isEmpty() ? "+Inf" : "-Inf";
        }
        return sign
                + switch (form) {
                    case 'b' -> BinaryFloatText.integerMantissa(size);
                    case 'x', 'X' -> BinaryFloatText.hexadecimal(size, form, precision);
                    case 'e', 'E' ->
                        exponential(digits(size, precision == SHORTEST ? 0 : precision + 1), form, precision);
                    case 'f', 'F' -> plain(size, precision);
                    case 'g', 'G' -> general(size, form, precision);
                    default -> throw new IllegalArgumentException("form: " + form + " (expected: one of eEfFgGbxX)");
                };
    }

    /**
     * The significant digits of a number.
     *
     * @param digits without zeros at the end; empty for zero
     * @param point how many of them stand before the point; negative where zeros follow it first
     */
    private record Digits(String digits, int point) {
        static final Digits NONE = new Digits("", 0);

        static Digits of(BigDecimal number) {
            BigDecimal stripped = number.stripTrailingZeros();
            return stripped.signum() == 0
                    ? NONE
                    : new Digits(stripped.unscaledValue().toString(), stripped.precision() - stripped.scale());
        }
    }

    /** @param count how many to round to; 0 for the shortest */
    private static Digits digits(double size, int count) {
        if (size == 0) {
            return Digits.NONE;
        }
        if (count == 0) {
            return Digits.of(ShortestDecimal.of(size));
        }
        int rounded = Math.min(count, DIGITS_MAX);
        return Digits.of(new BigDecimal(size).round(new MathContext(rounded, RoundingMode.HALF_EVEN)));
    }

    private static String general(double size, char form, int precision) {
        boolean isShortest = precision == SHORTEST;
        int wanted = Math.max(1, precision);
        Digits all = digits(size, isShortest ? 0 : wanted);
        int count = all.digits().length();
        int exponent = all.point() - 1;
        int end = !isShortest && wanted > count && count >= all.point() ? count : wanted;
        if (exponent < EXPONENT_MIN || exponent >= (isShortest ? EXPONENT_END : end)) {
            return exponential(all, form == 'g' ? 'e' : 'E', SHORTEST);
        }
        return positional(all, Math.max(0, count - all.point()));
    }

    private static String exponential(Digits all, char letter, int precision) {
        String digits = all.digits().isEmpty() ? "0" : all.digits();
        StringBuilder out = new StringBuilder().append(digits.charAt(0));
        int fraction = precision == SHORTEST ? digits.length() - 1 : precision;
        if (fraction > 0) {
            String known = digits.substring(1, Math.min(digits.length(), 1 + fraction));
            out.append('.').append(known).append("0".repeat(fraction - known.length()));
        }
        int exponent = all.digits().isEmpty() ? 0 : all.point() - 1;
        return exponent(out.append(letter), exponent).toString();
    }

    /** With a sign and at least two digits. */
    static StringBuilder exponent(StringBuilder out, int exponent) {
        int size = Math.abs(exponent);
        return out.append(exponent < 0 ? '-' : '+').append(size < 10 ? "0" : "").append(size);
    }

    private static String plain(double size, int precision) {
        if (precision == SHORTEST) {
            Digits all = digits(size, 0);
            return positional(all, Math.max(0, all.digits().length() - all.point()));
        }
        int scale = Math.min(precision, FRACTION_DIGITS_MAX);
        return positional(Digits.of(new BigDecimal(size).setScale(scale, RoundingMode.HALF_EVEN)), precision);
    }

    private static String positional(Digits all, int fraction) {
        StringBuilder out = new StringBuilder();
        String digits = all.digits();
        int whole = Math.max(0, all.point());
        if (whole == 0) {
            out.append('0');
        } else {
            String known = digits.substring(0, Math.min(whole, digits.length()));
            out.append(known).append("0".repeat(whole - known.length()));
        }
        if (fraction > 0) {
            int zeros = Math.min(fraction, Math.max(0, -all.point()));
            String known = digits.substring(Math.min(whole, digits.length()));
            String shown = known.substring(0, Math.min(known.length(), fraction - zeros));
            out.append('.').append("0".repeat(zeros)).append(shown);
            out.append("0".repeat(fraction - zeros - shown.length()));
        }
        return out.toString();
    }
}
