package io.tocsin.core.timeinterval;

/**
 * Whole numbers from {@code begin} to {@code end}, both included: weekdays, days of a month, months or years.
 *
 * <p>Nothing is checked, as the original accepts months beyond 12 and knows a range from 0 to 0 where the file has a
 * null.
 */
public record NumberRange(long begin, long end) {
    /** A range of one number. */
    public static NumberRange of(long number) {
        return new NumberRange(number, number);
    }

    public boolean contains(long number) {
        return number >= begin && number <= end;
    }
}
