package io.tocsin.core.timeinterval;

/**
 * Minutes of a day.
 *
 * @param startMinute first minute inside, counted from midnight; 0 to 1440
 * @param endMinute first minute behind it; 0 to 1440
 */
public record TimeRange(int startMinute, int endMinute) {
    /** The end of the day, {@code 24:00}. */
    public static final int DAY_END = 24 * 60;

    public TimeRange {
        if (startMinute < 0 || startMinute > DAY_END || endMinute < 0 || endMinute > DAY_END) {
            throw new IllegalArgumentException(
                    "startMinute, endMinute: " + startMinute + ", " + endMinute + " (expected: 0 to " + DAY_END + ")");
        }
    }

    public boolean contains(int minuteOfDay) {
        return minuteOfDay >= startMinute && minuteOfDay < endMinute;
    }
}
