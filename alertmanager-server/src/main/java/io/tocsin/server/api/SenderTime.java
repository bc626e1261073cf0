package io.tocsin.server.api;

import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.GoQuote;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Reads times as senders write them: RFC 3339 with or without fraction, and some relatives of it.
 *
 * <p>Accepted are, after the date: {@code T} and a time with a zone and any number of fraction digits; the same without
 * a zone, which means UTC; with a zone lacking its colon after exactly three or six fraction digits; without seconds,
 * then with {@code Z} or nothing; a blank instead of {@code T}, then without a zone; nothing at all. Hours may have one
 * digit, fractions may begin with a comma, offsets go up to 24:60.
 *
 * <p>Not thread-safe; reusable.
 *
 * @see "Upstream: go-openapi/strfmt ParseDateTime over Go's time.Parse, answers recorded from 0.33.1"
 */
final class SenderTime {
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int OFFSET_MINUTES_MAX = 18 * 60;
    private static final int NONE = -1;

    private char[] text = new char[0];
    private int at;
    private int end;
    private int nano;
    private int fractionDigits;
    private int offsetMinutes;

    /** A time that cannot be read; the text is in the original's words. */
    static final class UnreadableTimeException extends Exception {
        private static final long serialVersionUID = 1L;

        UnreadableTimeException(String text) {
            super(text, null, false, false);
        }
    }

    /**
     * Reads the first {@code length} characters.
     *
     * <p>The empty text is the epoch, as in the original. Offsets of more than 18 hours keep the point in time but are
     * written as UTC from then on.
     */
    Timestamp parse(char[] characters, int length) throws UnreadableTimeException {
        text = characters;
        end = length;
        at = 0;
        if (length == 0) {
            return new Timestamp(0, 0, (short) 0);
        }
        int year = date(4);
        int month = at > 0 && skip('-') ? date(2) : NONE;
        int day = month != NONE && skip('-') ? date(2) : NONE;
        if (day == NONE || !isDate(year, month, day)) {
            throw unreadable();
        }
        nano = 0;
        fractionDigits = 0;
        offsetMinutes = 0;
        int secondOfDay = at == end ? 0 : timeOfDay();
        if (secondOfDay == NONE) {
            throw unreadable();
        }
        // Deviation D-014: longer offsets do not fit into Java's time types.
        boolean isShown = Math.abs(offsetMinutes) <= OFFSET_MINUTES_MAX;
        long second = LocalDate.of(year, month, day).toEpochDay() * SECONDS_PER_DAY + secondOfDay - offsetMinutes * 60L;
        return new Timestamp(second, nano, (short) (isShown ? offsetMinutes : 0));
    }

    private static boolean isDate(int year, int month, int day) {
        return month >= 1
                && month <= 12
                && day >= 1
                && day <= YearMonth.of(year, month).lengthOfMonth();
    }

    /** Exactly so many digits; none of them is consumed otherwise. */
    private int date(int digits) {
        if (at + digits > end) {
            return NONE;
        }
        int value = 0;
        for (int i = at; i < at + digits; i++) {
            if (!isDigit(i)) {
                return NONE;
            }
            value = 10 * value + text[i] - '0';
        }
        at += digits;
        return value;
    }

    private boolean isDigit(int index) {
        return index < end && text[index] >= '0' && text[index] <= '9';
    }

    private boolean skip(char c) {
        if (at < end && text[at] == c) {
            at++;
            return true;
        }
        return false;
    }

    /** Everything after the date; leaves fraction and offset in their fields. */
    private int timeOfDay() {
        boolean isBlankForm = skip(' ');
        if (!isBlankForm && !skip('T')) {
            return NONE;
        }
        int hour = isDigit(at + 1) ? date(2) : date(1);
        int minute = hour != NONE && skip(':') ? date(2) : NONE;
        if (minute == NONE || hour > 23 || minute > 59) {
            return NONE;
        }
        int second = 0;
        boolean isZoneRead;
        if (skip(':')) {
            second = date(2);
            fraction();
            isZoneRead = second != NONE && second <= 59 && (isBlankForm || zone());
        } else {
            isZoneRead = !isBlankForm && (at == end || skip('Z'));
        }
        return isZoneRead && at == end ? (hour * 60 + minute) * 60 + second : NONE;
    }

    private void fraction() {
        if (at < end && (text[at] == '.' || text[at] == ',') && isDigit(at + 1)) {
            at++;
            int unit = 100_000_000;
            for (; isDigit(at); at++, fractionDigits++, unit /= 10) {
                nano += unit * (text[at] - '0');
            }
        }
    }

    private boolean zone() {
        if (at == end || skip('Z')) {
            return true;
        }
        boolean isNegative = text[at] == '-';
        if (!isNegative && text[at] != '+') {
            return false;
        }
        at++;
        int hours = date(2);
        boolean hasColon = hours != NONE && skip(':');
        int minutes = hours != NONE ? date(2) : NONE;
        boolean mayLackColon = fractionDigits == 3 || fractionDigits == 6;
        if (minutes == NONE || hours > 24 || minutes > 60 || !hasColon && !mayLackColon) {
            return false;
        }
        offsetMinutes = (isNegative ? -1 : 1) * (hours * 60 + minutes);
        return true;
    }

    /** Says what the last of the original's layouts, the plain date, makes of the text. */
    private UnreadableTimeException unreadable() {
        String whole = new String(text, 0, end);
        at = 0;
        if (date(4) == NONE) {
            return misfit(whole, "2006");
        }
        if (!skip('-')) {
            return misfit(whole, "-");
        }
        int month = date(2);
        if (month == NONE) {
            return misfit(whole, "01");
        }
        if (month == 0 || month > 12) {
            return new UnreadableTimeException("parsing time " + GoQuote.quoteBytes(whole) + ": month out of range");
        }
        if (!skip('-')) {
            return misfit(whole, "-");
        }
        if (date(2) == NONE) {
            return misfit(whole, "02");
        }
        String problem = at == end ? "day out of range" : "extra text: " + GoQuote.quoteBytes(whole.substring(at));
        return new UnreadableTimeException("parsing time " + GoQuote.quoteBytes(whole) + ": " + problem);
    }

    private UnreadableTimeException misfit(String whole, String expected) {
        return new UnreadableTimeException(
                "parsing time " + GoQuote.quoteBytes(whole) + " as \"2006-01-02\": cannot parse "
                        + GoQuote.quoteBytes(whole.substring(at)) + " as \"" + expected + "\"");
    }
}
