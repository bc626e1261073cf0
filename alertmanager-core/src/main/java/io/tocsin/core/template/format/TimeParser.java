package io.tocsin.core.template.format;

import io.tocsin.core.label.GoQuote;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Reads times by a layout as {@link TimeLayout} prints them.
 *
 * <p>What a layout does not have is that of the start of the year 0. A fraction of a second may follow seconds although
 * the layout has none.
 *
 * @see "Go: time.Parse, time.ParseInLocation"
 */
public final class TimeParser {
    private static final int ABSENT = -1;
    private static final int SECONDS_PER_DAY = 86_400;
    private static final int SHORT_NAME_LENGTH = 3;
    private static final int CENTURY_PIVOT = 69;
    private static final int YEAR_DAY_MAX = 365;
    private static final List<String> OFFSET_PARTS = List.of("hour", "minute", "second");
    private static final List<Integer> OFFSET_PARTS_MAX = List.of(24, 60, 60);
    private static final int LEAP_DAY_OF_YEAR = 60;

    private final String layout;
    private final LayoutScanner scanner;
    private final TimeText text;

    private int year;
    private int month = ABSENT;
    private int day = ABSENT;
    private int dayOfYear = ABSENT;
    private int hour;
    private int minute;
    private int second;
    private int nano;
    private String half = "";
    private boolean isUtc;
    private OptionalInt offset = OptionalInt.empty();
    private String zoneName = "";

    private TimeParser(String layout, String value) {
        this.layout = layout;
        this.scanner = new LayoutScanner(layout);
        this.text = new TimeText(value);
    }

    /**
     * @param location where a time without a zone is meant
     * @param local whose abbreviations and distances from UTC are known
     * @throws TimeSyntaxException in Go's words
     */
    public static GoTime parse(String layout, String value, TimeLocation location, TimeLocation local)
            throws TimeSyntaxException {
        return new TimeParser(layout, value).parse(location, local);
    }

    private GoTime parse(TimeLocation location, TimeLocation local) throws TimeSyntaxException {
        while (scanner.next()) {
            if (!text.skip(scanner.prefix())) {
                throw unlike(scanner.prefix(), text.rest());
            }
            String hold = text.rest();
            try {
                element(scanner.element());
            } catch (TimeText.MismatchException e) {
                throw unlike(scanner.element(), hold);
            }
        }
        if (!text.skip(scanner.prefix())) {
            throw unlike(scanner.prefix(), text.rest());
        }
        if (!text.rest().isEmpty()) {
            throw problem(": extra text: " + GoQuote.quoteBytes(text.rest()));
        }
        return placed(checkedDate(), location, local);
    }

    private void element(String element) throws TimeText.MismatchException, TimeSyntaxException {
        switch (element) {
            case "06" -> {
                int twoDigits = text.signed(2);
                year = twoDigits + (twoDigits >= CENTURY_PIVOT ? 1900 : 2000);
            }
            case "2006" -> year = text.digitThenSigned(4);
            case "Jan" -> month = 1 + text.name(shortened(TimeLayout.MONTHS));
            case "January" -> month = 1 + text.name(TimeLayout.MONTHS);
            case "01", "1" -> month = checked(text.number(element.length() == 2), 1, 12, "month");
            case "Mon" -> text.name(shortened(TimeLayout.DAYS));
            case "Monday" -> text.name(TimeLayout.DAYS);
            case "_2", "2", "02" -> {
                text.skipBlanks(element.equals("_2") ? 1 : 0);
                day = text.number(element.equals("02"));
            }
            case "__2", "002" -> {
                text.skipBlanks(element.equals("__2") ? 2 : 0);
                dayOfYear = text.threeDigits(element.equals("002"));
            }
            default -> timeOfDay(element);
        }
    }

    private void timeOfDay(String element) throws TimeText.MismatchException, TimeSyntaxException {
        switch (element) {
            case "15" -> hour = checked(text.number(false), 0, 23, "hour");
            case "3", "03" -> hour = checked(text.number(element.length() == 2), 0, 12, "hour");
            case "4", "04" -> minute = checked(text.number(element.length() == 2), 0, 59, "minute");
            case "5", "05" -> {
                second = checked(text.number(element.length() == 2), 0, 59, "second");
                if (!scanner.isFractionNext()) {
                    fraction(text.fractionLength());
                }
            }
            case "PM" -> half = text.oneOf("AM", "PM");
            case "pm" -> half = text.oneOf("am", "pm").toUpperCase(Locale.ROOT);
            case "MST" -> {
                if (text.skipWord("UTC")) {
                    isUtc = true;
                } else {
                    zoneName = text.zoneName();
                }
            }
            default -> {
                if (!LayoutScanner.isFraction(element)) {
                    offset(element);
                } else if (element.charAt(1) == '0') {
                    text.require(element.length());
                    fraction(element.length());
                } else {
                    fraction(text.fractionLength());
                }
            }
        }
    }

    private static List<String> shortened(List<String> names) {
        return names.stream().map(name -> name.substring(0, SHORT_NAME_LENGTH)).toList();
    }

    private int checked(int number, int min, int max, String what) throws TimeSyntaxException {
        if (number < min || number > max) {
            throw problem(": " + what + " out of range");
        }
        return number;
    }

    /** @param length with the point; 0 if there is none */
    private void fraction(int length) throws TimeText.MismatchException, TimeSyntaxException {
        if (length > 0) {
            nano = text.nanos(length);
            checked(nano, 0, Integer.MAX_VALUE, "fractional second");
        }
    }

    private void offset(String element) throws TimeText.MismatchException, TimeSyntaxException {
        if (element.startsWith("Z") && text.skipWord("Z")) {
            isUtc = true;
            return;
        }
        TimeText.Offset read = text.offset(element);
        for (int i = 0; i < read.parts().size(); i++) {
            checked(read.parts().get(i), 0, OFFSET_PARTS_MAX.get(i), "time zone offset " + OFFSET_PARTS.get(i));
        }
        if (!read.isGood()) {
            throw new TimeText.MismatchException();
        }
        offset = OptionalInt.of(read.total());
    }

    private LocalDate checkedDate() throws TimeSyntaxException {
        if (dayOfYear != ABSENT) {
            return dateOfYear();
        }
        int shownMonth = month == ABSENT ? 1 : month;
        int shownDay = day == ABSENT ? 1 : day;
        checked(shownDay, 1, YearMonth.of(year, shownMonth).lengthOfMonth(), "day");
        return LocalDate.of(year, shownMonth, shownDay);
    }

    private LocalDate dateOfYear() throws TimeSyntaxException {
        boolean isLeapDay = Year.isLeap(year) && dayOfYear == LEAP_DAY_OF_YEAR;
        int inCommonYear = Year.isLeap(year) && dayOfYear > LEAP_DAY_OF_YEAR ? dayOfYear - 1 : dayOfYear;
        if (!isLeapDay) {
            checked(inCommonYear, 1, YEAR_DAY_MAX, "day-of-year");
        }
        LocalDate date = LocalDate.ofYearDay(year, dayOfYear);
        if (month != ABSENT && month != date.getMonthValue()) {
            throw problem(": day-of-year does not match month");
        }
        if (day != ABSENT && day != date.getDayOfMonth()) {
            throw problem(": day-of-year does not match day");
        }
        return date;
    }

    private GoTime placed(LocalDate date, TimeLocation location, TimeLocation local) {
        int shownHour = half.equals("PM") && hour < 12 ? hour + 12 : half.equals("AM") && hour == 12 ? 0 : hour;
        long civil = date.toEpochDay() * SECONDS_PER_DAY + (shownHour * 60L + minute) * 60 + second;
        if (isUtc) {
            return new GoTime(civil, nano, TimeLocation.UTC);
        }
        if (offset.isPresent()) {
            long epochSecond = civil - offset.getAsInt();
            TimeLocation.Moment moment = local.at(epochSecond);
            boolean isLocal = moment.offsetSeconds() == offset.getAsInt()
                    && (zoneName.isEmpty() || zoneName.equals(moment.abbreviation()));
            return new GoTime(epochSecond, nano, isLocal ? local : TimeLocation.fixed(zoneName, offset.getAsInt()));
        }
        if (zoneName.isEmpty()) {
            return GoTime.ofCivil(civil, nano, location);
        }
        OptionalInt known = local.offsetOf(zoneName, civil);
        return known.isPresent()
                ? new GoTime(civil - known.getAsInt(), nano, local)
                : new GoTime(civil, nano, TimeLocation.fixed(zoneName, TimeText.offsetOfGmt(zoneName)));
    }

    private TimeSyntaxException unlike(String element, String rest) {
        return new TimeSyntaxException("parsing time " + GoQuote.quoteBytes(text.whole()) + " as "
                + GoQuote.quoteBytes(layout) + ": cannot parse " + GoQuote.quoteBytes(rest) + " as "
                + GoQuote.quoteBytes(element));
    }

    private TimeSyntaxException problem(String what) {
        return new TimeSyntaxException("parsing time " + GoQuote.quoteBytes(text.whole()) + what);
    }
}
