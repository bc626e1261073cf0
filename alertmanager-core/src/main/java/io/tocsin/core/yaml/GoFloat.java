package io.tocsin.core.yaml;

import io.tocsin.core.label.ShortestDecimal;
import java.math.BigDecimal;

/**
 * Writes floating-point numbers as the original's YAML library does: with the fewest digits that are read back as the
 * same number.
 *
 * @see "Go: strconv.FormatFloat with 'g' and -1"
 */
public final class GoFloat {
    /** Exponents from here on are written. */
    private static final int EXPONENT_MIN = 6;

    private GoFloat() {}

    /** Numbers as {@code %g} has them; infinities and NaN as YAML does. */
    public static String format(double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? ".inf" : "-.inf";
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0" : "0";
        }
        BigDecimal shortest = ShortestDecimal.of(value);
        int exponent = shortest.precision() - shortest.scale() - 1;
        return exponent < -4 || exponent >= EXPONENT_MIN ? scientific(shortest, exponent) : shortest.toPlainString();
    }

    private static String scientific(BigDecimal value, int exponent) {
        String digits = value.unscaledValue().abs().toString();
        String fraction = digits.length() == 1 ? "" : "." + digits.substring(1);
        String size = (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
        return (value.signum() < 0 ? "-" : "") + digits.charAt(0) + fraction + "e" + (exponent < 0 ? "-" : "+") + size;
    }
}
