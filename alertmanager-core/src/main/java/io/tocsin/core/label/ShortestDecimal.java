package io.tocsin.core.label;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The decimal number with the fewest digits that is read back as a given floating-point number.
 *
 * <p>{@link Double#toString} prints one digit more than needed for some numbers before JDK 19.
 *
 * @see "Go: strconv.FormatFloat with precision -1"
 */
public final class ShortestDecimal {
    private static final int DIGITS_MAX = 17;

    /** Integers below need all their digits but zeros at the end. */
    private static final double EXACT_END = 0x1p53;

    private ShortestDecimal() {}

    /**
     * @param value finite
     * @return without zeros at its end
     */
    public static BigDecimal of(double value) {
        if (Math.abs(value) < EXACT_END && value == Math.rint(value)) {
            return BigDecimal.valueOf((long) value).stripTrailingZeros();
        }
        BigDecimal exact = new BigDecimal(value);
        for (int digits = 1; digits < DIGITS_MAX; digits++) {
            BigDecimal found = within(exact, digits, value);
            if (found != null) {
                return found.stripTrailingZeros();
            }
        }
        return exact.round(new MathContext(DIGITS_MAX, RoundingMode.HALF_EVEN)).stripTrailingZeros();
    }

    /** The nearer neighbour of so many digits may be read as another number while the farther one is not. */
    private static @Nullable BigDecimal within(BigDecimal exact, int digits, double value) {
        BigDecimal nearest = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
        if (nearest.doubleValue() == value) {
            return nearest;
        }
        boolean wasDown = nearest.abs().compareTo(exact.abs()) < 0;
        BigDecimal other = exact.round(new MathContext(digits, wasDown ? RoundingMode.UP : RoundingMode.DOWN));
        return other.doubleValue() == value ? other : null;
    }
}
