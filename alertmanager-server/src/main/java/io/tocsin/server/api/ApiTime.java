package io.tocsin.server.api;

import io.tocsin.core.alert.Timestamp;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Prints times as the API does: RFC 3339 with exactly three digits of fraction, cut and not rounded, in the offset that
 * the sender used.
 */
final class ApiTime {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final byte[] IN_UTC = "0000-00-00T00:00:00.000Z".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] WITH_OFFSET = "0000-00-00T00:00:00.000+00:00".getBytes(StandardCharsets.US_ASCII);

    private ApiTime() {}

    static String format(Instant instant) {
        return format(instant.getEpochSecond(), instant.getNano(), 0);
    }

    static String format(Timestamp time) {
        return format(time.epochSecond(), time.nano(), time.offsetMinutes());
    }

    private static String format(long epochSecond, int nano, int offsetMinutes) {
        long second = epochSecond + offsetMinutes * 60L;
        LocalDate date = LocalDate.ofEpochDay(Math.floorDiv(second, SECONDS_PER_DAY));
        int secondOfDay = Math.floorMod(second, SECONDS_PER_DAY);
        byte[] text = (offsetMinutes == 0 ? IN_UTC : WITH_OFFSET).clone();
        put(text, 0, 4, date.getYear());
        put(text, 5, 2, date.getMonthValue());
        put(text, 8, 2, date.getDayOfMonth());
        put(text, 11, 2, secondOfDay / 3600);
        put(text, 14, 2, secondOfDay / 60 % 60);
        put(text, 17, 2, secondOfDay % 60);
        put(text, 20, 3, nano / 1_000_000);
        if (offsetMinutes != 0) {
            text[23] = (byte) (offsetMinutes < 0 ? '-' : '+');
            put(text, 24, 2, Math.abs(offsetMinutes) / 60);
            put(text, 27, 2, Math.abs(offsetMinutes) % 60);
        }
        String shown = new String(text, StandardCharsets.US_ASCII);
        // A year of five digits comes about when a time in the last hours of 9999 is shown in another offset.
        return date.getYear() >= 0 && date.getYear() <= 9999 ? shown : date.getYear() + shown.substring(4);
    }

    private static void put(byte[] text, int at, int digits, int number) {
        int rest = number;
        for (int i = at + digits - 1; i >= at; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }
}
