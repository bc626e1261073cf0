package io.tocsin.server.amtool;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.TimeZone;

/**
 * A time as it was written, read from RFC 3339 with the original's messages.
 *
 * @param hour 0 to 23
 * @param second 0 to 59
 * @param nano 0 to 999 999 999
 * @param offsetSeconds distance from UTC
 * @param isZulu whether it was written with {@code Z}
 * @see "Go: time.Parse(time.RFC3339, text)"
 */
record GoTime(LocalDate date, int hour, int minute, int second, int nano, int offsetSeconds, boolean isZulu)
        implements Comparable<GoTime> {
    private static final int SECONDS_PER_DAY = 86_400;

    /** The time that stands for none. */
    static final GoTime ZERO = new GoTime(LocalDate.of(1, 1, 1), 0, 0, 0, 0, 0, true);

    static GoTime parse(String text) throws CommandFailure {
        return new Reader(text).read();
    }

    /** In UTC. */
    static GoTime of(Instant instant) {
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        return new GoTime(utc.toLocalDate(), utc.getHour(), utc.getMinute(), utc.getSecond(), utc.getNano(), 0, true);
    }

    Instant instant() {
        return Instant.ofEpochSecond(epochSecond(), nano);
    }

    /** @return in UTC */
    GoTime plus(Duration duration) {
        return of(instant().plus(duration));
    }

    long epochSecond() {
        return date.toEpochDay() * SECONDS_PER_DAY + hour * 3600L + minute * 60L + second - offsetSeconds;
    }

    /** The zone's short name if the time was written in UTC or in this machine's zone, else the distance from UTC. */
    String zoneName() {
        if (isZulu) {
            return "UTC";
        }
        Instant instant = Instant.ofEpochSecond(epochSecond());
        ZoneRules local = ZoneId.systemDefault().getRules();
        if (local.getOffset(instant).getTotalSeconds() == offsetSeconds) {
            boolean isSummer = local.isDaylightSavings(instant);
            return TimeZone.getDefault().getDisplayName(isSummer, TimeZone.SHORT, Locale.ROOT);
        }
        return offset("");
    }

    /** {@code +02:00} or, with an empty separator, {@code +0200}. */
    String offset(String separator) {
        int minutes = Math.abs(offsetSeconds) / 60;
        return (offsetSeconds < 0 ? "-" : "+") + two(minutes / 60) + separator + two(minutes % 60);
    }

    /** As request bodies hold it: milliseconds, cut off. */
    String inJson() {
        return four(date.getYear()) + "-" + two(date.getMonthValue()) + "-" + two(date.getDayOfMonth()) + "T"
                + two(hour)
                + ":" + two(minute) + ":" + two(second) + "." + padded(nano / 1_000_000, 3)
                + (isZulu ? "Z" : offset(":"));
    }

    @Override
    public int compareTo(GoTime other) {
        int seconds = Long.compare(epochSecond(), other.epochSecond());
        return seconds != 0 ? seconds : Integer.compare(nano, other.nano);
    }

    static String two(int number) {
        return padded(number, 2);
    }

    static String four(int number) {
        return padded(number, 4);
    }

    static String padded(int number, int digits) {
        String text = String.valueOf(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }

    private static final class Reader {
        private static final String LAYOUT = "2006-01-02T15:04:05Z07:00";

        private final String text;
        private int at;

        Reader(String text) {
            this.text = text;
        }

        GoTime read() throws CommandFailure {
            int year = number("2006", 4, 4);
            literal("-");
            int month = number("01", 2, 2);
            check(month >= 1 && month <= 12, "month");
            literal("-");
            int day = number("02", 2, 2);
            literal("T");
            int hour = number("15", 1, 2);
            check(hour < 24, "hour");
            literal(":");
            int minute = number("04", 2, 2);
            check(minute < 60, "minute");
            literal(":");
            int second = number("05", 2, 2);
            check(second < 60, "second");
            int nano = fraction();
            boolean isZulu = text.startsWith("Z", at);
            int offset = isZulu ? 0 : offset();
            at += isZulu ? 1 : 0;
            if (at < text.length()) {
                throw new CommandFailure("parsing time \"" + text + "\": extra text: \"" + text.substring(at) + "\"");
            }
            check(day >= 1 && day <= YearMonth.of(year, month).lengthOfMonth(), "day");
            return new GoTime(LocalDate.of(year, month, day), hour, minute, second, nano, offset, isZulu);
        }

        private int offset() throws CommandFailure {
            int sign = text.startsWith("-", at) ? -1 : 1;
            if (at + 6 > text.length()
                    || "+-".indexOf(text.charAt(at)) < 0
                    || text.charAt(at + 3) != ':'
                    || digits(at + 1) < 2
                    || digits(at + 4) < 2) {
                throw unlike("Z07:00");
            }
            int hours = Integer.parseInt(text.substring(at + 1, at + 3));
            int minutes = Integer.parseInt(text.substring(at + 4, at + 6));
            at += 6;
            check(hours <= 24, "time zone offset hour");
            check(minutes < 60, "time zone offset minute");
            return sign * (hours * 3600 + minutes * 60);
        }

        private int fraction() {
            boolean isThere = at < text.length() && ".,".indexOf(text.charAt(at)) >= 0 && digits(at + 1) > 0;
            if (!isThere) {
                return 0;
            }
            int count = digits(at + 1);
            String nine = (text.substring(at + 1, at + 1 + count) + "00000000").substring(0, 9);
            at += 1 + count;
            return Integer.parseInt(nine);
        }

        private int number(String element, int min, int max) throws CommandFailure {
            int count = Math.min(max, digits(at));
            if (count < min) {
                throw unlike(element);
            }
            int value = Integer.parseInt(text.substring(at, at + count));
            at += count;
            return value;
        }

        private int digits(int from) {
            int end = from;
            while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
                end++;
            }
            return end - from;
        }

        private void literal(String expected) throws CommandFailure {
            if (!text.startsWith(expected, at)) {
                throw unlike(expected);
            }
            at += expected.length();
        }

        private CommandFailure unlike(String element) {
            return new CommandFailure("parsing time \"" + text + "\" as \"" + LAYOUT + "\": cannot parse \""
                    + text.substring(at) + "\" as \"" + element + "\"");
        }

        private void check(boolean isGood, String what) throws CommandFailure {
            if (!isGood) {
                throw new CommandFailure("parsing time \"" + text + "\": " + what + " out of range");
            }
        }
    }
}
