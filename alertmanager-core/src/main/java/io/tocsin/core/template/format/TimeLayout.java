package io.tocsin.core.template.format;

import java.time.LocalDateTime;
import java.util.List;

/**
 * Prints times in a layout that shows how the reference time, {@code Mon Jan 2 15:04:05 MST 2006}, would look.
 *
 * @see "Go: time.Time.Format"
 */
public final class TimeLayout {
    public static final String RFC3339_NANO = "2006-01-02T15:04:05.999999999Z07:00";
    public static final String RFC3339 = "2006-01-02T15:04:05Z07:00";

    static final List<String> MONTHS = List.of(
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    /** From Sunday on, as Go counts. */
    static final List<String> DAYS =
            List.of("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday");

    private static final int NANO_DIGITS = 9;

    private final LocalDateTime civil;
    private final int nano;
    private final TimeLocation.Moment moment;
    private final StringBuilder out = new StringBuilder();

    private TimeLayout(GoTime time) {
        this.civil = time.civil();
        this.nano = time.nano();
        this.moment = time.moment();
    }

    public static String format(String layout, GoTime time) {
        TimeLayout text = new TimeLayout(time);
        LayoutScanner scanner = new LayoutScanner(layout);
        while (scanner.next()) {
            text.out.append(scanner.prefix());
            text.element(scanner.element());
        }
        return text.out.append(scanner.prefix()).toString();
    }

    private void element(String element) {
        switch (element) {
            case "January" -> out.append(monthName());
            case "Jan" -> out.append(monthName().substring(0, 3));
            case "01" -> pad(civil.getMonthValue(), 2, '0');
            case "1" -> out.append(civil.getMonthValue());
            case "Monday" -> out.append(dayName());
            case "Mon" -> out.append(dayName().substring(0, 3));
            case "02" -> pad(civil.getDayOfMonth(), 2, '0');
            case "_2" -> pad(civil.getDayOfMonth(), 2, ' ');
            case "2" -> out.append(civil.getDayOfMonth());
            case "002" -> pad(civil.getDayOfYear(), 3, '0');
            case "__2" -> pad(civil.getDayOfYear(), 3, ' ');
            case "2006" -> pad(civil.getYear(), 4, '0');
            case "06" -> pad(Math.abs(civil.getYear()) % 100, 2, '0');
            default -> timeOfDay(element);
        }
    }

    private void timeOfDay(String element) {
        int hour = civil.getHour();
        switch (element) {
            case "15" -> pad(hour, 2, '0');
            case "03" -> pad(hour12(), 2, '0');
            case "3" -> out.append(hour12());
            case "PM" -> out.append(hour < 12 ? "AM" : "PM");
            case "pm" -> out.append(hour < 12 ? "am" : "pm");
            case "04" -> pad(civil.getMinute(), 2, '0');
            case "4" -> out.append(civil.getMinute());
            case "05" -> pad(civil.getSecond(), 2, '0');
            case "5" -> out.append(civil.getSecond());
            case "MST" -> zoneName();
            default -> {
                if (LayoutScanner.isFraction(element)) {
                    fraction(element);
                } else {
                    offset(element);
                }
            }
        }
    }

    private String monthName() {
        return MONTHS.get(civil.getMonthValue() - 1);
    }

    private String dayName() {
        return DAYS.get(civil.getDayOfWeek().getValue() % DAYS.size());
    }

    private int hour12() {
        return civil.getHour() % 12 == 0 ? 12 : civil.getHour() % 12;
    }

    private void pad(int number, int width, char filler) {
        pad(out, number, width, filler);
    }

    static StringBuilder pad(StringBuilder out, int number, int width, char filler) {
        String digits = Integer.toString(Math.abs(number));
        return out.append(number < 0 ? "-" : "")
                .append(String.valueOf(filler).repeat(Math.max(0, width - digits.length())))
                .append(digits);
    }

    /** Zeros ask for all their digits; nines leave out zeros at the end, and the point with them. */
    private void fraction(String element) {
        boolean isTrimmed = element.charAt(1) == '9';

        if (isTrimmed && nano == 0) {
            return;
        }
        int start = out.length();
        pad(out.append(element.charAt(0)), nano, NANO_DIGITS, '0');
        out.setLength(start + 1 + Math.min(NANO_DIGITS, element.length() - 1));
        while (isTrimmed && out.charAt(out.length() - 1) == '0') {
            out.setLength(out.length() - 1);
        }
        if (out.length() == start + 1) {
            out.setLength(start);
        }
    }

    /** The zone's abbreviation or, where there is none, the distance from UTC. */
    private void zoneName() {
        if (moment.abbreviation().isEmpty()) {
            offset("-0700");
        } else {
            out.append(moment.abbreviation());
        }
    }

    private void offset(String element) {
        int offset = moment.offsetSeconds();
        if (element.startsWith("Z") && offset == 0) {
            out.append('Z');
            return;
        }
        int minutes = offset / 60;
        String colon = element.contains(":") ? ":" : "";
        int digits = element.length() - 1 - colon.length() * (element.length() > 6 ? 2 : 1);
        out.append(minutes < 0 ? '-' : '+');
        pad(Math.abs(minutes) / 60, 2, '0');
        if (digits > 2) {
            out.append(colon);
            pad(Math.abs(minutes) % 60, 2, '0');
        }
        if (digits > 4) {
            out.append(colon);
            // Go forgets the sign where there is less than a minute.
            pad((minutes < 0 ? -offset : offset) % 60, 2, '0');
        }
    }
}
