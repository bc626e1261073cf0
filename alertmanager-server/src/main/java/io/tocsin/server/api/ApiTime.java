package io.tocsin.server.api;

import io.tocsin.core.alert.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Prints times as the API does: RFC 3339 with exactly three digits of fraction, cut and not rounded, in the offset that
 * the sender used.
 */
final class ApiTime {
    private ApiTime() {}

    static String format(Instant instant) {
        return format(instant.getEpochSecond(), instant.getNano(), 0);
    }

    static String format(Timestamp time) {
        return format(time.epochSecond(), time.nano(), time.offsetMinutes());
    }

    private static String format(long epochSecond, int nano, int offsetMinutes) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(epochSecond + offsetMinutes * 60L, nano, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(29);
        append(out, local.getYear(), 4).append('-');
        append(out, local.getMonthValue(), 2).append('-');
        append(out, local.getDayOfMonth(), 2).append('T');
        append(out, local.getHour(), 2).append(':');
        append(out, local.getMinute(), 2).append(':');
        append(out, local.getSecond(), 2).append('.');
        append(out, nano / 1_000_000, 3);
        if (offsetMinutes == 0) {
            return out.append('Z').toString();
        }
        out.append(offsetMinutes < 0 ? '-' : '+');
        append(out, Math.abs(offsetMinutes) / 60, 2).append(':');
        return append(out, Math.abs(offsetMinutes) % 60, 2).toString();
    }

    private static StringBuilder append(StringBuilder out, int number, int digits) {
        String text = Integer.toString(number);
        for (int i = text.length(); i < digits; i++) {
            out.append('0');
        }
        return out.append(text);
    }
}
