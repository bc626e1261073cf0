package io.tocsin.notifiers.message;

import io.tocsin.core.alert.Timestamp;
import java.time.OffsetDateTime;

/**
 * Prints times as Go does with its layout {@code RFC3339Nano}: the sender's offset, {@code Z} for UTC, no trailing
 * zeros in the fraction and no fraction at all where it is zero.
 */
public final class Rfc3339 {
    private static final int FRACTION_DIGITS = 9;

    private Rfc3339() {}

    public static String nano(Timestamp timestamp) {
        OffsetDateTime time = timestamp.toOffsetDateTime();
        var text = new StringBuilder(35);
        pad(text, time.getYear(), 4).append('-');
        pad(text, time.getMonthValue(), 2).append('-');
        pad(text, time.getDayOfMonth(), 2).append('T');
        pad(text, time.getHour(), 2).append(':');
        pad(text, time.getMinute(), 2).append(':');
        pad(text, time.getSecond(), 2);
        fraction(text, time.getNano());
        offset(text, timestamp.offsetMinutes());
        return text.toString();
    }

    private static void fraction(StringBuilder text, int nano) {
        if (nano == 0) {
            return;
        }
        pad(text.append('.'), nano, FRACTION_DIGITS);
        int end = text.length();
        while (text.charAt(end - 1) == '0') {
            end--;
        }
        text.setLength(end);
    }

    private static void offset(StringBuilder text, int minutes) {
        if (minutes == 0) {
            text.append('Z');
            return;
        }
        text.append(minutes < 0 ? '-' : '+');
        pad(text, Math.abs(minutes) / 60, 2).append(':');
        pad(text, Math.abs(minutes) % 60, 2);
    }

    private static StringBuilder pad(StringBuilder text, int number, int width) {
        String digits = Integer.toString(number);
        return text.append("0".repeat(Math.max(0, width - digits.length()))).append(digits);
    }
}
