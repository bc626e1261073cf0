package io.tocsin.server.amtool;

import java.util.List;

/**
 * Prints times in a layout that shows how the reference time, {@code Mon Jan 2 15:04:05 MST 2006}, would look.
 *
 * @see "Go: time.Time.Format"
 */
final class GoLayout {
    /** Where one begins with another, the longer one stands first. */
    private static final List<String> ELEMENTS = List.of(
            "January",
            "Jan",
            "Monday",
            "Mon",
            "MST",
            "002",
            "01",
            "02",
            "03",
            "04",
            "05",
            "06",
            "15",
            "1",
            "2006",
            "2",
            "_2006",
            "__2",
            "_2",
            "3",
            "4",
            "5",
            "PM",
            "pm",
            "-070000",
            "-07:00:00",
            "-07:00",
            "-0700",
            "-07",
            "Z070000",
            "Z07:00:00",
            "Z07:00",
            "Z0700",
            "Z07");

    private static final List<String> MONTHS = List.of(
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
    private static final List<String> DAYS =
            List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");

    private final String layout;

    GoLayout(String layout) {
        this.layout = layout;
    }

    String format(GoTime time) {
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < layout.length()) {
            int fraction = fractionAt(at);
            String element = fraction > 0 ? "" : elementAt(at);
            if (fraction > 0) {
                out.append(fraction(time.nano(), layout.charAt(at), layout.charAt(at + 1), fraction));
                at += 1 + fraction;
            } else if (element.isEmpty()) {
                out.append(layout.charAt(at++));
            } else {
                out.append(value(element, time));
                at += element.length();
            }
        }
        return out.toString();
    }

    private String elementAt(int at) {
        for (String element : ELEMENTS) {
            boolean isShortName = element.equals("Jan") || element.equals("Mon");
            if (layout.startsWith(element, at) && !(isShortName && isLowerCase(at + element.length()))) {
                return element;
            }
        }
        return "";
    }

    private boolean isLowerCase(int at) {
        return at < layout.length() && layout.charAt(at) >= 'a' && layout.charAt(at) <= 'z';
    }

    /** How many zeros or nines follow a point or comma here, if no other digit does; 0 if this is no fraction. */
    private int fractionAt(int at) {
        if (".,".indexOf(layout.charAt(at)) < 0 || at + 1 == layout.length()) {
            return 0;
        }
        char digit = layout.charAt(at + 1);
        if (digit != '0' && digit != '9') {
            return 0;
        }
        int end = at + 1;
        while (end < layout.length() && layout.charAt(end) == digit) {
            end++;
        }
        boolean isNumber = end < layout.length() && layout.charAt(end) >= '0' && layout.charAt(end) <= '9';
        return isNumber ? 0 : end - at - 1;
    }

    /** Zeros ask for all their digits; nines leave out zeros at the end, and the point with them. */
    private static String fraction(int nano, char point, char digit, int count) {
        String all = (GoTime.padded(nano, 9) + "0".repeat(Math.max(0, count - 9))).substring(0, count);
        if (digit == '0') {
            return point + all;
        }
        String significant = all.replaceFirst("0+$", "");
        return significant.isEmpty() ? "" : point + significant;
    }

    private static String value(String element, GoTime time) {
        int hour12 = time.hour() % 12 == 0 ? 12 : time.hour() % 12;
        int day = time.date().getDayOfMonth();
        return switch (element) {
            case "January" -> MONTHS.get(time.date().getMonthValue() - 1);
            case "Jan" -> MONTHS.get(time.date().getMonthValue() - 1).substring(0, 3);
            case "01" -> GoTime.two(time.date().getMonthValue());
            case "1" -> String.valueOf(time.date().getMonthValue());
            case "Monday" -> dayName(time);
            case "Mon" -> dayName(time).substring(0, 3);
            case "02" -> GoTime.two(day);
            case "_2" -> (day < 10 ? " " : "") + day;
            case "2" -> String.valueOf(day);
            case "002" -> GoTime.padded(time.date().getDayOfYear(), 3);
            case "__2" ->
                " ".repeat(3 - String.valueOf(time.date().getDayOfYear()).length())
                        + time.date().getDayOfYear();
            case "2006" -> GoTime.four(time.date().getYear());
            case "_2006" -> "_" + GoTime.four(time.date().getYear());
            case "06" -> GoTime.two(time.date().getYear() % 100);
            case "15" -> GoTime.two(time.hour());
            case "03" -> GoTime.two(hour12);
            case "3" -> String.valueOf(hour12);
            case "PM" -> time.hour() < 12 ? "AM" : "PM";
            case "pm" -> time.hour() < 12 ? "am" : "pm";
            case "04" -> GoTime.two(time.minute());
            case "4" -> String.valueOf(time.minute());
            case "05" -> GoTime.two(time.second());
            case "5" -> String.valueOf(time.second());
            case "MST" -> time.zoneName();
            default -> offset(element, time);
        };
    }

    private static String dayName(GoTime time) {
        return DAYS.get(time.date().getDayOfWeek().getValue() - 1);
    }

    private static String offset(String element, GoTime time) {
        if (element.startsWith("Z") && time.offsetSeconds() == 0) {
            return "Z";
        }
        return switch (element.substring(1)) {
            case "07" -> time.offset("").substring(0, 3);
            case "0700" -> time.offset("");
            case "07:00" -> time.offset(":");
            case "070000" -> time.offset("") + "00";
            default -> time.offset(":") + ":00";
        };
    }
}
