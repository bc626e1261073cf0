package io.tocsin.core.config;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.timeinterval.NumberRange;
import io.tocsin.core.yaml.Problem.Stage;
import io.tocsin.core.yaml.YamlNode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What ranges of a time interval count: how one is read, {@code begin:end} or a single value, and shown.
 *
 * @see "Upstream: timeinterval/timeinterval.go, v0.33.1"
 */
enum CalendarRange {
    WEEKDAY("a weekday") {
        @Override
        long number(String text) throws NotReadable {
            int number = DAYS.indexOf(text);
            if (number < 0) {
                throw new NotReadable("", text + " is not a valid weekday");
            }
            return number;
        }

        @Override
        void check(NumberRange range) throws NotReadable {
            checkOrder(range, "start day cannot be before end day");
        }

        @Override
        String print(long number) {
            return DAYS.get((int) number);
        }

        @Override
        String hint() {
            return "write \"monday\" or \"monday:friday\"; a week begins on sunday and ends on saturday.";
        }
    },

    DAY_OF_MONTH("a day of the month") {
        @Override
        void check(NumberRange range) throws NotReadable {
            for (long day : new long[] {range.begin(), range.end()}) {
                if (day == 0 || day < -LONGEST_MONTH || day > LONGEST_MONTH) {
                    throw new NotReadable(
                            "no month has such a day", day + " is not a valid day of the month: out of range");
                }
            }
            if (range.begin() < 0 && range.end() > 0) {
                throw new NotReadable(
                        "a range that begins with a negative day must end with one",
                        "end day must be negative if start day is negative");
            }
            NumberRange inShortestMonth = new NumberRange(inShortestMonth(range.begin()), inShortestMonth(range.end()));
            checkOrder(inShortestMonth, "end day " + range.end() + " is always before start day " + range.begin());
        }

        @Override
        String hint() {
            return "write \"5\" or \"1:15\"; -1 is the last day of the month, \"-3:-1\" its last three.";
        }
    },

    MONTH("a month") {
        @Override
        long number(String text) throws NotReadable {
            int index = MONTHS.indexOf(text);
            if (index >= 0) {
                return index + 1L;
            }
            try {
                return super.number(text);
            } catch (NotReadable e) {
                throw new NotReadable("", text + " is not a valid month");
            }
        }

        @Override
        void check(NumberRange range) throws NotReadable {
            checkOrder(range, "end month " + nameOf(range.end()) + " is before start month " + nameOf(range.begin()));
        }

        private String nameOf(long month) {
            return month >= 1 && month <= MONTHS.size() ? MONTHS.get((int) month - 1) : "";
        }

        @Override
        void warn(YamlNode node, NumberRange range) {
            if (range.begin() < 1 || range.end() > MONTHS.size()) {
                node.warning("a year has months 1 to 12 only", "");
            }
        }

        @Override
        String hint() {
            return "write \"january\", \"1\" or \"january:march\"; a year begins in january and ends in december.";
        }
    },

    YEAR("a year") {
        @Override
        void check(NumberRange range) throws NotReadable {
            checkOrder(range, "end year " + range.end() + " is before start year " + range.begin());
        }

        @Override
        String hint() {
            return "write \"2030\" or \"2030:2032\".";
        }
    };

    private static final List<String> DAYS =
            List.of("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday");
    private static final List<String> MONTHS = List.of(
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december");
    private static final long LONGEST_MONTH = 31;
    private static final long SHORTEST_MONTH = 28;
    private static final Pattern INTEGER = Pattern.compile("[+-]?[0-9]+");

    private final String what;

    CalendarRange(String what) {
        this.what = what;
    }

    /** A text without a value. */
    private static final class NotReadable extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        /**
         * @param reason in our words; empty where there is nothing to add
         * @param original what the original says
         */
        NotReadable(String reason, String original) {
            super(original);
            this.reason = reason;
        }
    }

    /** Empty after a problem. */
    Optional<NumberRange> decode(YamlNode node, String text) {
        try {
            NumberRange range = parse(text.toLowerCase(Locale.ROOT));
            check(range);
            warn(node, range);
            return Optional.of(range);
        } catch (NotReadable e) {
            node.error(
                    "expected " + what + " or a range of them, got " + node.describe()
                            + (e.reason.isEmpty() ? "" : ": " + e.reason),
                    hint(),
                    Stage.VALUE,
                    String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    private NumberRange parse(String text) throws NotReadable {
        String[] ends = text.split(":", -1);
        if (ends.length > 2) {
            throw new NotReadable("", "couldn't parse range " + text + ", invalid format");
        }
        long begin = number(ends[0]);
        return new NumberRange(begin, ends.length == 1 ? begin : number(ends[1]));
    }

    /** @param text in lower case */
    long number(String text) throws NotReadable {
        String problem = "strconv.Atoi: parsing " + GoQuote.quote(text);
        if (!INTEGER.matcher(text).matches()) {
            throw new NotReadable("", problem + ": invalid syntax");
        }
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new NotReadable("the number is too large", problem + ": value out of range");
        }
    }

    /** Refuses ranges that the original refuses. */
    abstract void check(NumberRange range) throws NotReadable;

    private static void checkOrder(NumberRange range, String original) throws NotReadable {
        if (range.begin() > range.end()) {
            throw new NotReadable("the range ends before it begins", original);
        }
    }

    /** Warns of what is odd but accepted. */
    void warn(YamlNode node, NumberRange range) {}

    /** What to write instead. */
    abstract String hint();

    String print(long number) {
        return Long.toString(number);
    }

    /** As the original's status shows it. */
    final String print(NumberRange range) {
        return range.begin() == range.end() ? print(range.begin()) : print(range.begin()) + ":" + print(range.end());
    }

    private static long inShortestMonth(long day) {
        return day < 0 ? SHORTEST_MONTH + day : day;
    }
}
