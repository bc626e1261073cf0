package io.tocsin.evaluator.function;

import static java.util.Map.entry;

import java.time.LocalDate;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Functions of seconds since 1970, in UTC. */
final class DateFunctions {
    private static final long SECONDS_PER_DAY = 86_400;
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final long SECONDS_PER_MINUTE = 60;
    private static final int DAYS_PER_WEEK = 7;

    /** Days that {@link LocalDate} knows, with some to spare. */
    private static final double SECONDS_MAX = 3e16;

    static final Map<String, ValueFunction> ALL = Map.ofEntries(
            ofDate("day_of_month", LocalDate::getDayOfMonth),
            ofDate("day_of_week", date -> date.getDayOfWeek().getValue() % DAYS_PER_WEEK),
            ofDate("day_of_year", LocalDate::getDayOfYear),
            ofDate("days_in_month", LocalDate::lengthOfMonth),
            ofDate("month", LocalDate::getMonthValue),
            ofDate("year", LocalDate::getYear),
            ofTime("hour", second -> second / SECONDS_PER_HOUR),
            ofTime("minute", second -> second / SECONDS_PER_MINUTE % SECONDS_PER_MINUTE));

    private DateFunctions() {}

    /** Of the second of a day. */
    @FunctionalInterface
    private interface OfSecond {
        long apply(long second);
    }

    private static Map.Entry<String, ValueFunction> ofDate(String name, ToIntFunction<LocalDate> function) {
        return entry(
                name,
                (value, parameters) -> isDate(value)
                        ? function.applyAsInt(LocalDate.ofEpochDay(Math.floorDiv((long) value, SECONDS_PER_DAY)))
                        : Double.NaN);
    }

    private static Map.Entry<String, ValueFunction> ofTime(String name, OfSecond function) {
        return entry(
                name,
                (value, parameters) ->
                        isDate(value) ? function.apply(Math.floorMod((long) value, SECONDS_PER_DAY)) : Double.NaN);
    }

    /** The original's answers to NaN and to what is out of all bounds depend on the processor. */
    private static boolean isDate(double value) {
        return Math.abs(value) < SECONDS_MAX;
    }
}
